"""What was probably meant by a name that means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.7


def did_you_mean(found: object, choices: Iterable[str]) -> str:
    """`; did you mean X?` where one of the choices is much like what was found, else nothing."""
    from difflib import get_close_matches

    spelled = {choice.lower().replace("_", "-"): choice for choice in choices}
    alike = get_close_matches(str(found).strip().lower().replace("_", "-"), spelled, 1, _ALIKE)
    return f"; did you mean {spelled[alike[0]]}?" if alike else ""
