"""Quantities in words: the human comment beside a value that only machines like."""

from __future__ import annotations

from typing import Final

_UNITS: Final = ((86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s"))
_SIZES: Final = ((2**40, "TiB"), (2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"))
_DECIMAL: Final = ((1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
_LONGEST_MS: Final = 9_223_372_036_854_775_807


def milliseconds(value: float) -> str:
    """7 d, 90 s, 1.5 h; `forever` for -1 and for the largest long."""
    if value < 0 or value >= _LONGEST_MS:
        return "forever"
    for length, unit in _UNITS:
        if value >= 2 * length or (value >= length and value % length == 0):
            return f"{value / length:.4g} {unit}"
    return f"{value:.4g} ms"


def stored(value: float) -> str:
    """Bytes in decimal units, as disks are sold: 1.51 TB."""
    for size, unit in _DECIMAL:
        if value >= size:
            return f"{value / size:,.3g} {unit}"
    return f"{value:,.0f} B"


def comment(key: str, value: str) -> str:
    """What a value means: a duration for keys in ms, a size for keys in bytes, else nothing."""
    try:
        number = float(value)
    except ValueError:
        return ""
    if key.endswith(".ms"):
        return milliseconds(number)
    if key.endswith((".bytes", ".size", ".memory")) and number >= 2**10:
        for size, unit in _SIZES:
            if number >= size:
                return f"{number / size:.4g} {unit}"
    return ""
