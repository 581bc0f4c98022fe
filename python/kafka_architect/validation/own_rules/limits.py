"""A limit that is stated as data: a range, allowed values, a pattern, or that something is set at all.

Numbers may have units where the key tells what they count: milliseconds (`"30d"` of retention.ms) or bytes
(`"5MiB"` of max.message.bytes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.validation.catalogue import java_regex
from kafka_architect.validation.knowledge.patterns import matches_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.own_rules.places import Place

NAMES = ("minimum", "maximum", "values", "pattern", "required", "forbidden")
_NUMBER = re.compile(r"(-?\d{1,18})\s*([A-Za-z]*)")
_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_MILLISECONDS = {"ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_BYTES = {
    "B": 1, "kB": 10**3, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
    "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40,
}  # fmt: skip
_UNLIMITED = "-1"  # of these keys: more than any number
_MAY_BE_UNLIMITED = re.compile(r"(?:log\.)?(?:local\.)?retention\.(?:ms|bytes|minutes|hours)|flush\..*")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a value may be; None and False where nothing is asked."""

    minimum: int | None = None
    maximum: int | None = None
    values: tuple[str, ...] = ()
    pattern: str | None = None
    required: bool = False
    forbidden: bool = False
    shown: str = ""  # as the file has it

    def objection(self, key: str, value: str) -> str | None:
        """What is wrong with a value, in words; None where it is allowed or cannot be told."""
        if self.values and value not in self.values:
            return f"is not one of {', '.join(self.values)}"
        if self.pattern is not None and matches_whole(self.pattern, value) is False:
            return f"does not match {self.pattern}"
        return self._range_objection(key, value)

    def _range_objection(self, key: str, value: str) -> str | None:
        if self.minimum is None and self.maximum is None:
            return None
        if value == _UNLIMITED and _MAY_BE_UNLIMITED.fullmatch(key):
            return None if self.maximum is None else f"is unlimited; the maximum is {self._of('maximum')}"
        number = int(value) if _WHOLE.fullmatch(value) else None
        if number is not None and self.minimum is not None and number < self.minimum:
            return f"is below the minimum, {self._of('minimum')}"
        if number is not None and self.maximum is not None and number > self.maximum:
            return f"is above the maximum, {self._of('maximum')}"
        return None

    def _of(self, name: str) -> str:
        shown = dict(part.split("=", 1) for part in self.shown.split("\n") if "=" in part)
        return shown.get(name, str(getattr(self, name)))

    @property
    def text(self) -> str:
        """The limit in one line."""
        return ", ".join(part.replace("=", " ", 1) for part in self.shown.split("\n"))


def limit_of(table: Mapping[str, Any], key: str, place: Place) -> Limit:
    """Read a limit.

    Raises:
        InputError: if it limits nothing, or a value is of another kind.
    """
    found: dict[str, Any] = {}
    for name in ("minimum", "maximum"):
        if name in table:
            found[name] = _number(table[name], name, key, place)
    values = table.get("values")
    if values is not None:
        if not isinstance(values, list) or not values or any(isinstance(one, dict | list) for one in values):
            raise place.error("values: expected a list of values, such as ['lz4', 'zstd']", "values")
        found["values"] = tuple(_text(one) for one in values)
    pattern = table.get("pattern")
    if pattern is not None:
        found["pattern"] = _pattern(pattern, place)
    for name in ("required", "forbidden"):
        if name in table:
            if not isinstance(table[name], bool):
                raise place.error(f"{name}: expected true or false, found {table[name]!r}", name)
            found[name] = table[name]
    if not any(found.values()) and not {"minimum", "maximum"} & set(found):
        raise place.error(f"{key}: expected at least one of {', '.join(NAMES)}")
    if found.get("minimum", 0) > found.get("maximum", found.get("minimum", 0)):
        raise place.error(f"{key}: the minimum exceeds the maximum", "minimum")
    if found.get("forbidden") and len([name for name in found if found[name]]) > 1:
        raise place.error(f"{key}: what is forbidden has no other limit", "forbidden")
    shown = "\n".join(f"{name}={_shown(table[name])}" for name in NAMES if name in table)
    return Limit(**found, shown=shown)


def _shown(value: object) -> str:
    return ", ".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _text(value: object) -> str:
    """As Kafka's configurations have it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: object, name: str, key: str, place: Place) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    found = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    units = _units(key)
    if found is None or (found[2] and found[2] not in units):
        kinds = f", or one with a unit ({', '.join(units)})" if units else ""
        raise place.error(f"{name} of {key}: expected a whole number{kinds}, found {value!r}", name)
    return int(found[1]) * units.get(found[2], 1)


def _units(key: str) -> Mapping[str, int]:
    if key.endswith(".ms"):
        return _MILLISECONDS
    return _BYTES if key.endswith((".bytes", ".size", "buffer.memory")) else {}


def _pattern(value: object, place: Place) -> str:
    if not isinstance(value, str) or not value:
        raise place.error(f"pattern: expected a regular expression, found {value!r}", "pattern")
    fault = java_regex.fault(value)
    if fault is None and matches_whole(value, "") is None:
        fault = "it uses what is not supported here (groups that capture for later, look-around)"
    if fault is not None:
        raise place.error(f"pattern {value!r} cannot be used: {fault}", "pattern")
    return value
