"""Quantities as people write them: "50 MB/s", "7d", "1 KiB", "30000..80000".

Units are decimal (1 kB = 1000 bytes) unless written with an i (1 KiB = 1024 bytes). What could mean two
things is refused with the readings offered: "50 Mb" (bits or bytes), "3m" (minutes or months), "7" (of what).
"""

from __future__ import annotations

import math
import re
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.sizing.figure_reading import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# 1,000,000 is a million; 1,5 is not a number here. Nothing is given back (`*+`): a text may be long.
_NUMBER = re.compile(
    r"([+-]?(?:\d{1,3}(?:,\d{3})++(?:\.\d*+)?|\d[\d_]*+(?:\.\d*+)?|\.\d++)(?:e[+-]?\d++)?)\s*+(.*+)",
    re.IGNORECASE,
)
_MESSAGES = ("messages", "records", "msgs", "msg")
_RANGE = ".."
_ENDS = 2

HOURS_PER_MONTH = 730.0  # of which bills are made
SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600

_BYTES: Mapping[str, float] = {
    "b": 1, "byte": 1, "bytes": 1,
    "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "pb": 1e15,
    "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40, "pib": 2**50,
    "kbit": 1e3 / 8, "mbit": 1e6 / 8, "gbit": 1e9 / 8, "tbit": 1e12 / 8,
}  # fmt: skip
_SECONDS: Mapping[str, float] = {
    "ms": 1e-3, "s": 1, "sec": 1, "second": 1, "seconds": 1, "min": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
    "w": 604800, "week": 604800, "weeks": 604800, "y": 31536000, "year": 31536000, "years": 31536000,
}  # fmt: skip
_COUNT: Mapping[str, float] = {"": 1, "k": 1e3, "M": 1e6, "G": 1e9}
# Bits or bytes? The small b of "Mb" is written for both.
_BITS_OR_BYTES = re.compile(r"[kKMGT]b")
_PER = re.compile(r"(?i)(?<!\s)\s*+/\s*+(s|sec|second|min|minute|h|hour|d|day)$")
_MOST_FLOAT = sys.float_info.max
# No cluster keeps anything for longer; figures beyond it overflow.
_MOST_YEARS = 1000


def count(value: object, name: str) -> float:
    """A plain number; 50k and 2M are thousands and millions."""
    number, unit = _split(value, name, "a number like 50000 or 50k")
    if unit not in _COUNT:
        raise InputError(f"{name}: {value!r} has the wrong unit {unit!r}: expected a number like 50k")
    return number * _COUNT[unit]


def size(value: object, name: str) -> float:
    """Bytes; a number without a unit is bytes."""
    number, unit = _split(value, name, "a size like 1000, '1 kB' or '1 KiB'")
    return number * (_bytes_in(unit, value, name, "a size like '1 kB' or '1 KiB'") if unit else 1)


def duration(value: object, name: str) -> float:
    """Seconds; the unit must be written."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    number, unit = _split(value, name, "a duration like '7d' or '12h'")
    if not unit:
        raise InputError(f"{name}: {value!r} has no unit: expected a duration like '7d', '12h' or '30 min'")
    if unit in {"m", "M", "mo"}:
        raise InputError(f"{name}: {value!r} could be minutes or months: write '3 min', or months as days")
    if unit.lower() not in _SECONDS:
        raise InputError(f"{name}: {value!r} has the wrong unit {unit!r}: expected ms, s, min, h, d, w or y")
    seconds = number * _SECONDS[unit.lower()]
    if seconds > _MOST_YEARS * _SECONDS["y"]:
        raise InputError(
            f"{name}: {value!r} is longer than {_MOST_YEARS} years: write 'forever' with tiered storage"
        )
    return seconds


def throughput(value: object, name: str) -> float:
    """Bytes per second; the unit must be written."""
    number, unit = _split(value, name, "a throughput like '50 MB/s' or '10 Gbit/s'")
    if not unit:
        raise InputError(
            f"{name}: {value!r} has no unit: expected a throughput like '50 MB/s' or '10 Gbit/s'"
        )
    plain, seconds = _per_second(unit, value, name)
    return number * _bytes_in(plain, value, name, "'50 MB/s' or '10 Gbit/s'") / seconds


def rate(value: object, name: str) -> tuple[float | None, float | None]:
    """Messages per second, or bytes per second when written so: (50000, None) or (None, 50e6)."""
    number, unit = _split(value, name, "a rate like 50000, '50k/s', '3M/min' or '50 MB/s'")
    per = _PER.search(unit)
    plain = _counted(unit[: per.start()] if per else unit)
    if plain in _COUNT:
        return number * _COUNT[plain] / (_SECONDS[per[1].lower()] if per else 1), None
    return None, throughput(value, name)


def is_range(value: object) -> bool:
    """Whether a quantity is given as a range: "30000..80000", or two numbers or texts, (30_000, 80_000)."""
    if isinstance(value, (tuple, list)):
        return bool(value) and all(isinstance(one, (int, float, str)) for one in value)
    return isinstance(value, str) and _RANGE in value and not value.endswith(".json")


def ends(value: object, name: str) -> tuple[Any, Any]:
    """The two ends of a range, each as it was given; a unit at the end is for both."""
    if isinstance(value, (tuple, list)):
        if len(value) != _ENDS:
            raise InputError(f"{name}: expected a range of 2 ends, [LOW, HIGH], found {value!r}")
        return value[0], value[1]
    low, high = (part.strip() for part in str(value).split(_RANGE, 1))
    unit = _split(high, name, "a range like 30000..80000")[1]
    if unit and not _split(low, name, "a range like 30000..80000")[1]:
        low = f"{low} {unit}"
    return low, high


def ranged(value: object, parse: Callable[[object, str], float], name: str) -> tuple[float, float] | float:
    """A number, or (low, high) of a range like '30000..80000'; a unit at the end is for both."""
    if not isinstance(value, (tuple, list)) and not (isinstance(value, str) and _RANGE in value):
        return parse(value, name)
    least, most = (parse(end, name) for end in ends(value, name))
    if least > most:
        raise InputError(f"{name}: the range {value!r} ends below its start: expected LOW..HIGH")
    return least, most


def whole(value: object, name: str, least: int, most: int | None = None) -> int:
    """A whole number within limits; True and False are none."""
    expected = f"a whole number of {least} or more" if most is None else f"{least:,} to {most:,}"
    if isinstance(value, bool) or not isinstance(value, int) or value < least or (most and value > most):
        raise InputError(f"{name}: expected {expected}, found {shown(value)}")
    return value


def _split(value: object, name: str, expected: str) -> tuple[float, str]:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise InputError(f"{name}: expected {expected}, found {value!r}")
    if isinstance(value, (int, float)):
        # An integer may be too large for a float.
        number, unit = float(value) if -_MOST_FLOAT <= value <= _MOST_FLOAT else math.inf, ""
    else:
        match = _NUMBER.fullmatch(value.strip())
        if not match:
            raise InputError(f"{name}: expected {expected}, found {value!r}")
        number, unit = float(match[1].replace("_", "").replace(",", "")), match[2]
    if not math.isfinite(number):
        raise InputError(f"{name}: expected {expected}, found {shown(value)}")
    return number, unit


def _counted(amount: str) -> str:
    """The unit of a rate of messages without what it counts: `k` of `k messages`."""
    amount = amount.rstrip()
    for counted in _MESSAGES:
        if amount.lower().endswith(counted):
            return amount[: -len(counted)].rstrip()
    return amount


def _per_second(unit: str, value: object, name: str) -> tuple[str, float]:
    """The unit of the amount, and the seconds that it is for."""
    # Network vendors write bits per second as Gbps; a byte has a large B.
    if re.fullmatch(r"[kKMGT]bps", unit):
        return f"{unit[0]}bit", 1.0
    if re.fullmatch(r"[kKMGT]i?Bps", unit):
        return unit.removesuffix("ps"), 1.0
    per = _PER.search(unit)
    if per is None:
        raise InputError(f"{name}: {value!r} is an amount, not a throughput: expected '50 MB/s'")
    return unit[: per.start()], _SECONDS[per[1].lower()]


def _bytes_in(unit: str, value: object, name: str, expected: str) -> float:
    if _BITS_OR_BYTES.fullmatch(unit):
        raise InputError(
            f"{name}: {value!r} could be bits or bytes: write {unit[0]}bit or {unit[0]}B instead "
            f"of {unit[:2]}"
        )
    if unit.lower() not in _BYTES:
        raise InputError(f"{name}: {value!r} has the wrong unit {unit!r}: expected {expected}")
    return _BYTES[unit.lower()]
