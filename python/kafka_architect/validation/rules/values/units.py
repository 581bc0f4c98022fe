"""Sizes and times as people write them, in the unit that a key counts in."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyDefinition

_GROUPED = re.compile(r"(?<=\d)[_,' ](?=\d{3})|(?<=\d)_(?=\d)")
_ONE_COMMA = re.compile(r"^[+-]?\d+,\d+[^,]*$")
_UNIT = re.compile(r"(?<![A-Za-z])[A-Za-z]+$")
_WRITTEN = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]*)")
_KIB, _KILO = 1024, 1000
# KiB is certain; KB is 1,024 bytes for some programs and 1,000 for others.
_BYTES: dict[str, tuple[int, ...]] = {
    "b": (1,), "byte": (1,), "bytes": (1,),
    **{
        unit: (_KIB**power,) if unit.endswith("ib") else (_KIB**power, _KILO**power)
        for power, letter in enumerate("kmgt", start=1)
        for unit in (letter, f"{letter}b", f"{letter}ib")
    },
}  # fmt: skip
_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000
_MILLISECONDS = {
    "ms": 1, "millis": 1, "msec": 1, "s": _SECOND, "sec": _SECOND, "secs": _SECOND, "seconds": _SECOND,
    "m": _MINUTE, "min": _MINUTE, "mins": _MINUTE, "minutes": _MINUTE,
    "h": _HOUR, "hr": _HOUR, "hours": _HOUR, "d": _DAY, "day": _DAY, "days": _DAY, "w": 7 * _DAY,
}  # fmt: skip
_AMBIGUOUS_TIMES = frozenset({"m"})  # minutes, or milli, or months
# What a key counts in, by the last word of its name.
_TIMES = {
    "ms": 1, "seconds": _SECOND, "secs": _SECOND, "sec": _SECOND, "minutes": _MINUTE, "hours": _HOUR,
}  # fmt: skip
_LONGEST_REMEMBERED = 50
_LARGE_KEYS = frozenset({"batch.size", "buffer.memory", "max.request.size"})


def counts_milliseconds(definition: KeyDefinition) -> int | None:
    """How many milliseconds one of the key's units has; None for keys that are no times."""
    return _milliseconds(definition.name)


def counts_bytes(definition: KeyDefinition) -> bool:
    """Whether the key counts bytes."""
    return _in_bytes(definition.name)


def _milliseconds(key: str) -> int | None:
    return _TIMES.get(key.rpartition(".")[2])


def _in_bytes(key: str) -> bool:
    return key in _LARGE_KEYS or key.endswith(".bytes")


def meanings(definition: KeyDefinition, written: str) -> tuple[int, ...]:
    """The numbers that `64MiB`, `30s` or `1_000_000` may mean: one where it is plain, none where it is not.

    Several of a unit that is read in two ways, as `64MB`; the one that Kafka's own figures follow is first.
    """
    text = written.strip()
    if len(text) > _LONGEST_REMEMBERED:
        return _meanings(definition.name, text)
    return _remembered_meanings(definition.name, text)


def _meanings(key: str, text: str) -> tuple[int, ...]:
    plain = _GROUPED.sub("", text)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return _scientific(plain)
    number, unit = Fraction(found[1]), found[2].lower()
    unit_of_key = _milliseconds(key)
    if not unit or unit == "l":
        factors: tuple[Fraction | int, ...] = (1,)
    elif unit_of_key is not None and unit in _MILLISECONDS:
        factors = (Fraction(_MILLISECONDS[unit], unit_of_key),)
    elif _in_bytes(key) and unit in _BYTES:
        factors = _BYTES[unit]
    else:
        return ()
    meant = [number * factor for factor in factors]
    return tuple(int(one) for one in meant) if all(one.denominator == 1 for one in meant) else ()


# Clients of a file repeat each other's values, and fractions take their time.
_remembered_meanings = lru_cache(maxsize=4096)(_meanings)


def is_plain(definition: KeyDefinition, written: str) -> bool:
    """Whether what is written means one number and no other."""
    unit = _UNIT.search(written.strip())
    letters = "" if unit is None else unit[0].lower()
    if counts_milliseconds(definition) is not None and letters in _AMBIGUOUS_TIMES:
        return False
    # 1,000 is a thousand for some and one for others.
    return len(meanings(definition, written)) == 1 and not _ONE_COMMA.search(written)


def _scientific(text: str) -> tuple[int, ...]:
    if not re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d{1,2}", text):
        return ()
    number = Fraction(text)
    return (int(number),) if number.denominator == 1 else ()


def duration(milliseconds: float) -> str:
    """Milliseconds in words: 604800000 is 7 days."""
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (_SECOND, "second")):
        if milliseconds >= unit:
            return f"{milliseconds / unit:,.4g} {name}{'' if milliseconds == unit else 's'}"
    return f"{milliseconds:g} ms"


def size(count: float) -> str:
    """Bytes in words: 1048576 is 1 MiB."""
    for unit, name in ((_KIB**4, "TiB"), (_KIB**3, "GiB"), (_KIB**2, "MiB"), (_KIB, "KiB")):
        if count >= unit:
            return f"{count / unit:,.4g} {name}"
    return f"{count:g} bytes"
