"""Sizes and times as people write them, in the unit that a key counts in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyDefinition

_WRITTEN = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]*)")
_KIB = 1024
_BYTES = {
    "b": 1, "byte": 1, "bytes": 1,
    "k": _KIB, "kb": _KIB, "kib": _KIB,
    "m": _KIB**2, "mb": _KIB**2, "mib": _KIB**2,
    "g": _KIB**3, "gb": _KIB**3, "gib": _KIB**3,
    "t": _KIB**4, "tb": _KIB**4, "tib": _KIB**4,
}  # fmt: skip
_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000
_MILLISECONDS = {
    "ms": 1, "millis": 1, "msec": 1, "s": _SECOND, "sec": _SECOND, "secs": _SECOND, "seconds": _SECOND,
    "m": _MINUTE, "min": _MINUTE, "mins": _MINUTE, "minutes": _MINUTE,
    "h": _HOUR, "hr": _HOUR, "hours": _HOUR, "d": _DAY, "day": _DAY, "days": _DAY, "w": 7 * _DAY,
}  # fmt: skip
# What a key counts in, by the last word of its name.
_TIMES = {
    "ms": 1, "seconds": _SECOND, "secs": _SECOND, "sec": _SECOND, "minutes": _MINUTE, "hours": _HOUR,
}  # fmt: skip
_LARGE_KEYS = frozenset({"batch.size", "buffer.memory", "max.request.size"})


def counts_milliseconds(definition: KeyDefinition) -> int | None:
    """How many milliseconds one of the key's units has; None for keys that are no times."""
    return _TIMES.get(definition.name.rpartition(".")[2])


def counts_bytes(definition: KeyDefinition) -> bool:
    """Whether the key counts bytes."""
    return definition.name in _LARGE_KEYS or definition.name.endswith(".bytes")


def converted(definition: KeyDefinition, written: str) -> int | None:
    """The number that was meant by `64MB`, `30s` or `1_000_000`; None where that is not plain."""
    text = written.strip()
    plain = re.sub(r"(?<=\d)[_,' ](?=\d{3})|(?<=\d)_(?=\d)", "", text)
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return _scientific(plain)
    number, unit = float(found[1]), found[2].lower()
    unit_of_key = counts_milliseconds(definition)
    if not unit or (unit == "l" and number.is_integer()):
        factor: float = 1
    elif unit_of_key is not None and unit in _MILLISECONDS:
        factor = _MILLISECONDS[unit] / unit_of_key
    elif counts_bytes(definition) and unit in _BYTES:
        factor = _BYTES[unit]
    else:
        return None
    meant = number * factor
    return int(meant) if meant.is_integer() else None


def _scientific(text: str) -> int | None:
    if not re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d{1,2}", text):
        return None
    number = float(text)
    return int(number) if number.is_integer() else None


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
