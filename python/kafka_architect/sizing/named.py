"""Names of fields: what is unknown is refused with the nearest known names."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def known(values: Mapping[str, Any], names: Sequence[str], what: str) -> dict[str, Any]:
    """`values`, if every key is one of `names`; else an error that offers the nearest."""
    for key in values:
        if key not in names:
            raise InputError(f"{what} has no field {key!r}: {nearest(key, names)}")
    return dict(values)


def nearest(name: str, names: Sequence[str]) -> str:
    """A hint for who mistyped a name."""
    near = get_close_matches(name, names, n=3)
    return f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names)}"
