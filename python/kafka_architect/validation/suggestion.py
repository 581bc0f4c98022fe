"""What was probably meant by a name that means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS_PER_SLIP = 4


def did_you_mean(found: object, choices: Iterable[str]) -> str:
    """`; did you mean X?` where one of the choices is much like what was found, else nothing."""
    from kafka_architect.validation.catalogue.nearest import distance

    wanted = _plain(str(found))
    # Of several that are as much alike the first: DUR001, not DUR021, for DUR01.
    slips, nearest = min((distance(wanted, _plain(choice)), choice) for choice in choices)
    return f"; did you mean {nearest}?" if slips <= max(1, len(wanted) // _LETTERS_PER_SLIP) else ""


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-")
