"""What was probably meant by a name that is not known."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 12


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest known name; else `; expected one of: ...`; else nothing."""
    names = list(known)
    plain = {_plain(one): one for one in reversed(names)}
    close = get_close_matches(_plain(name[:100]), plain, n=1)
    if close:
        return f"; did you mean {plain[close[0]]!r}?"
    shown = ", ".join(names[:_SHOWN])
    return f"; expected one of: {shown}{' ...' if len(names) > _SHOWN else ''}" if names else ""


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-")
