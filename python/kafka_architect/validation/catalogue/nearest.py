"""The key that was probably meant by one that nobody knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue.key_catalogue import KeyCatalogue

_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_LETTERS_PER_SLIP = 6
_MOST_SLIPS = 3


def nearest_key(key: str, catalogue: KeyCatalogue) -> str | None:
    """The most alike key of the catalogue; None when none is alike.

    Spelling in another style counts as the same (`bootstrapServers`, `bootstrap_servers`), then up to one
    slip per six letters: a letter left out, doubled, wrong, or two of them swapped.
    """
    lowered = key.strip().lower()
    if lowered != key and lowered in catalogue:
        return lowered
    spelled = dotted(key)
    if spelled != key and spelled in catalogue:
        return spelled
    best, fewest = None, min(_MOST_SLIPS, max(1, len(spelled) // _LETTERS_PER_SLIP)) + 1
    for candidate in catalogue.keys():  # noqa: SIM118
        if abs(len(candidate) - len(spelled)) < fewest:
            slips = distance(spelled, candidate)
            if slips < fewest:
                best, fewest = candidate, slips
    return best


def dotted(key: str) -> str:
    """A key in Kafka's style: words in lower case, joined by dots."""
    return ".".join(word.lower() for word in _WORDS.findall(key)) or key


def distance(one: str, other: str) -> int:
    """Edits between two texts, a swap of neighbours being one (optimal string alignment).

    Bit-parallel (Hyyrö 2003): one step per letter of `other`, 10 times as quick as a table in Python.
    """
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for index, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << index
    full, last = (1 << len(one)) - 1, 1 << len(one) - 1
    vertical_plus, vertical_minus, diagonal, before, slips = full, 0, 0, 0, len(one)
    for letter in other:
        match = places.get(letter, 0)
        swapped = ((~diagonal & match) << 1) & before
        diagonal = (
            (((match & vertical_plus) + vertical_plus) ^ vertical_plus) | match | vertical_minus | swapped
        )
        horizontal_plus = vertical_minus | (~(diagonal | vertical_plus) & full)
        horizontal_minus = diagonal & vertical_plus
        slips += bool(horizontal_plus & last) - bool(horizontal_minus & last)
        horizontal_plus = (horizontal_plus << 1) | 1
        horizontal_minus <<= 1
        vertical_plus = (horizontal_minus | ~(diagonal | horizontal_plus)) & full
        vertical_minus = horizontal_plus & diagonal & full
        before = match
    return slips
