"""What was meant by a name that nobody knows: certain where it is the same word, else what it is like.

A fix may write only what is certain: the same word in another case or with other separators, or a long
word with a clear slip, which no other name is nearly as much like. Names that are alike and mean different
things (SSL and SASL_SSL, 2.8 and 2.9, min.compaction.lag.ms and max.compaction.lag.ms) are never certain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_CATALOGUES = 64
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_SEPARATORS = re.compile(r"[\s._-]+")
_DIGITS = re.compile(r"[0-9]+")
_LETTERS_PER_SLIP = 6
_MOST_SLIPS = 3
# A slip is clear in a word of so many letters, two in one of twice as many; others are so much further off.
_SHORT = 3
_LETTER_BITS = 127
_LONG, _CLEAR_SLIPS, _MARGIN = 6, 2, 2


def same_word(found: str, choices: Iterable[str]) -> str | None:
    """The choice that is the same word in another case or with other separators; None where several are."""
    same = _by_letters(tuple(choices)).get(_bare(found))
    return same if same is not None and _has_letters(found) and _figures(found) == _figures(same) else None


def certain_word(found: str, choices: Iterable[str]) -> str | None:
    """The choice that was certainly meant: the same word, or a long one with a clear slip in its letters."""
    names = tuple(choices)
    same = same_word(found, names)
    if same is not None:
        return same
    wanted = found.strip().lower()
    near = _within(wanted, names, _CLEAR_SLIPS + _MARGIN - 1)
    slips = sorted((distance(wanted, name.lower()), name) for name in near)
    if not slips or not 0 < slips[0][0] <= min(_CLEAR_SLIPS, len(slips[0][1]) // _LONG):
        return None
    fewest, meant = slips[0]
    if len(slips) > 1 and slips[1][0] < fewest + _MARGIN:
        return None
    alike = _figures(wanted) == _figures(meant) and _same_short_parts(wanted, meant.lower())
    return meant if alike else None


def like_words(found: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The choices that may have been meant, the most alike first: to be offered, never to be written."""
    wanted = found.strip().lower()
    if not _has_letters(wanted):  # one figure is as good as another
        return ()
    names = list(dict.fromkeys(choices))
    longer = tuple(name for name in names if wanted in _SEPARATORS.split(name.lower()))
    if longer:
        return longer
    most = min(_MOST_SLIPS, max(1, len(wanted) // _MOST_SLIPS))
    near = sorted((distance(wanted, name.lower()), name) for name in names)
    return tuple(name for slips, name in near if slips <= most)


def nearest_keys(key: str, keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that are most alike, several where they are equally so; none where none is alike.

    Another style is the same word (`bootstrapServers`, `bootstrap_servers`); then up to one slip per six
    letters: a letter left out, doubled, wrong, or two of them swapped.
    """
    names = tuple(keys)
    spelled = dotted(key)
    same = same_word(key, names)
    if same is not None:
        return (same,)
    best: list[str] = []
    fewest = min(_MOST_SLIPS, max(1, len(spelled) // _LETTERS_PER_SLIP)) + 1
    for name in _within(spelled, names, fewest):
        slips = distance(spelled, name)
        if slips < fewest:
            best, fewest = [name], slips
        elif slips == fewest and best:
            best.append(name)
    return tuple(best)


def dotted(key: str) -> str:
    """A key in Kafka's style: words in lower case, joined by dots."""
    return ".".join(word.lower() for word in _WORDS.findall(key)) or key


def _within(word: str, names: tuple[str, ...], slips: int) -> Iterator[str]:
    """The names that may be so many slips away: a slip changes the length and the letters by one at most."""
    letters, by_length = _letters(word), _by_length(names)
    near = [
        (place, name)
        for length in range(len(word) - slips, len(word) + slips + 1)
        for place, name, other in by_length.get(length, ())
        if (letters & ~other).bit_count() <= slips and (other & ~letters).bit_count() <= slips
    ]
    yield from (name for _, name in sorted(near))


def _letters(word: str) -> int:
    """Which letters a word has, as bits."""
    bits = 0
    for letter in set(word.lower()):
        bits |= 1 << (ord(letter) & _LETTER_BITS)
    return bits


@lru_cache(maxsize=_MOST_CATALOGUES)
def _by_length(names: tuple[str, ...]) -> dict[int, list[tuple[int, str, int]]]:
    """The names of each length, with their places and the letters that they have."""
    found: dict[int, list[tuple[int, str, int]]] = {}
    for place, name in enumerate(names):
        found.setdefault(len(name), []).append((place, name, _letters(name)))
    return found


def _has_letters(word: str) -> bool:
    return any(letter.isalpha() for letter in word)


def _figures(word: str) -> list[str]:
    """The numbers in a word: a slip in one of them is another number."""
    return _DIGITS.findall(word)


def _same_short_parts(found: str, meant: str) -> bool:
    """Whether two names have the same short parts: ms and s, min and max are no slips of each other."""
    parts = _SEPARATORS.split(found), _SEPARATORS.split(meant)
    if len(parts[0]) != len(parts[1]):
        return True
    return all(one == other or min(len(one), len(other)) > _SHORT for one, other in zip(*parts, strict=True))


def _bare(word: str) -> str:
    return _SEPARATORS.sub("", word).lower()


@lru_cache(maxsize=_MOST_CATALOGUES)
def _by_letters(choices: tuple[str, ...]) -> dict[str, str | None]:
    """The choices by their letters alone; None where several have the same."""
    found: dict[str, str | None] = {}
    for choice in choices:
        bare = _bare(choice)
        found[bare] = None if found.get(bare, choice) != choice else choice
    return found


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
