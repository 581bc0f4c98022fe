"""Figures in messages: durations, sizes and counts as people say them."""

from __future__ import annotations

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
KIB, MIB, GIB, TIB = 2**10, 2**20, 2**30, 2**40

_DURATIONS = ((365 * DAY, "year"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second"))
_SIZES = ((TIB, "TiB"), (GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB"))
# A year only for what is years: 400 days read better as days.
_FEWEST_YEARS = 2
_WHOLE_FROM = 1_000  # tenths of a thousand tell nobody anything


def duration(milliseconds: float) -> str:
    """604800000 is 7 days, 5400000 is 1.5 hours, 250 is 250 ms."""
    for unit, name in _DURATIONS:
        least = unit * _FEWEST_YEARS if name == "year" else unit
        if milliseconds >= least:
            return count(milliseconds / unit, name)
    return f"{milliseconds:g} ms"


def size(byte_count: float) -> str:
    """1073741824 is 1 GiB."""
    for unit, name in _SIZES:
        if byte_count >= unit:
            return f"{_short(byte_count / unit)} {name}"
    return count(byte_count, "byte")


def count(number: float, noun: str) -> str:
    """A number with its noun: 1 day, 2 days, 21,600 segments."""
    text = _short(number)
    return f"{text} {noun}" if text == "1" else f"{text} {noun}s"


def _short(number: float) -> str:
    rounded = round(number, 1 if number < _WHOLE_FROM else 0)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.1f}"
