"""Random configurations around Kafka's constraints, drawn from both sides of each.

A case is a realistic base and one or two themes: keys that interplay, each with one of the values at and
beside the constraint. Values are possible ones by themselves, so that what is refused is refused for the
combination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.validation.agreement import combinations_clients, combinations_connect, combinations_servers

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    Theme = Mapping[str, tuple[str, ...]]
    Drawn = Callable[[random.Random], dict[str, str]]


class Drawing(NamedTuple):
    """How the configurations of a role are drawn, and how many of 5,000 are (`of_5000`)."""

    role: str
    of_5000: int
    bases: tuple[dict[str, str], ...]
    themes: tuple[Theme | Drawn, ...]


DRAWINGS = tuple(
    Drawing(*one)
    for module in (combinations_clients, combinations_connect, combinations_servers)
    for one in module.DRAWINGS
)


def draw(drawing: Drawing, chance: random.Random) -> dict[str, str]:
    """One configuration."""
    properties = dict(chance.choice(drawing.bases))
    for theme in chance.sample(drawing.themes, min(len(drawing.themes), chance.choice((1, 1, 2)))):
        properties |= theme(chance) if callable(theme) else some(theme, chance)
    return {key: value for key, value in properties.items() if value != UNSET}


def some(theme: Theme, chance: random.Random) -> dict[str, str]:
    """Some keys of a theme, each with one of its values; only a few, else something is always wrong."""
    count = min(len(theme), chance.choice((1, 2, 2, 3, 3, 4, 5)))
    return {key: chance.choice(theme[key]) for key in chance.sample(sorted(theme), count)}


# As a value: the base's key is taken out.
UNSET = "(unset)"
