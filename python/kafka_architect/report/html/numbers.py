"""Numbers as a report shows them; the exact ones are in the derivations and in the JSON."""

from __future__ import annotations

from typing import Any, Final

_PREFIXES: Final = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def count(value: float | None) -> str:
    """A whole number with separators."""
    return "–" if value is None else f"{value:,.0f}"


def share(value: float | None, digits: int = 1) -> str:
    """A share of one as per cent."""
    return "–" if value is None else f"{value * 100:.{digits}f} %"


def ratio(value: float | None, digits: int = 2) -> str:
    """A factor."""
    return "–" if value is None else f"{value:,.{digits}f}"


def short(value: float) -> str:
    """A number for an axis: 1.2 M."""
    for size, prefix in _PREFIXES:
        if abs(value) >= size:
            return f"{value / size:.3g} {prefix}"
    return f"{value:.3g}"


def bytes_text(value: float) -> str:
    """Bytes in units of a thousand."""
    return f"{short(value)}B" if abs(value) >= 1000 else f"{value:.0f} B"


def money(value: float | None, currency: str) -> str:
    """An amount per month."""
    return "price missing" if value is None else f"{value:,.0f} {currency}"


def plain(value: Any) -> str:
    """An input or result of a formula, exact enough to compute with."""
    if isinstance(value, bool) or value is None:
        return "–" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    return str(value)


def words(name: str) -> str:
    """A name of the documents as words: cross_zone_fetch."""
    return name.replace("_", " ")
