"""Durations and sizes in the comments of a file, by the line of the setting that they are about.

A comment is about the setting behind which it is, or about that of the next line. Only short comments that
state one quantity with its unit are taken: "keep for 1 day", not "the default is 7 days".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.source_file import SourceFile

_TIME = re.compile(
    r"(?<![\w.,-])(\d{1,6}(?:\.\d{1,3})?)[ -]?(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)\b",
    re.I,
)
_SIZE = re.compile(r"(?<![\w.,-])(\d{1,6}(?:\.\d{1,3})?) ?([KMGT]i?B)\b", re.I)
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_POWERS = {"K": 1, "M": 2, "G": 3, "T": 4}
# What such a comment states is not the value, or not this one.
_ABOUT_ELSE = re.compile(
    r"\b(?:default\w*|e\.?g|example|instead|was|were|previous\w*|old|before|than|least|most|up to|min|max|"
    r"minimum|maximum|between|from|until|or|if|when|unless|would|should|could|increase\w*|decrease\w*|"
    r"reduce\w*|lower\w*|raise\w*|per|every|times?|recommend\w*|not|never|todo|fixme)\b|[=<>~?/]",
    re.I,
)
_MOST_WORDS = 12


class Quantity(NamedTuple):
    """What a comment states: milliseconds, or bytes as either kind of prefix means them."""

    words: str
    milliseconds: float | None = None
    byte_counts: tuple[float, ...] = ()


def stated_quantities(file: SourceFile) -> dict[int, Quantity]:
    """Line of a setting, from 1 -> the quantity that the comment about it states."""
    if "#" not in file.text:
        return {}
    found: dict[int, Quantity] = {}
    lines = file.text.split("\n")
    for number, line in enumerate(lines, start=1):
        setting, text = _parts(line)
        quantity = _quantity(text) if text else None
        if quantity is None:
            continue
        if setting:
            found[number] = quantity
        elif not _has_comment(lines, number - 1) and not _has_comment(lines, number + 1):
            found.setdefault(number + 1, quantity)
    return found


def _parts(line: str) -> tuple[str, str]:
    """What is before a comment, and its text; no text where the line has none."""
    before, mark, text = line.rpartition("#")
    before = before.rstrip("#")
    if not mark or (before and before[-1] not in " \t"):
        return line.strip(), ""
    return before.strip(), text.strip()


def _has_comment(lines: list[str], number: int) -> bool:
    """Whether a line is a comment: then what is stated beside it is part of a longer text."""
    return 0 < number <= len(lines) and lines[number - 1].lstrip().startswith("#")


def _quantity(text: str) -> Quantity | None:
    if len(text.split()) > _MOST_WORDS or _ABOUT_ELSE.search(text):
        return None
    found = [*_times(text), *_sizes(text)]
    return found[0] if len(found) == 1 else None


def _times(text: str) -> Iterator[Quantity]:
    for one in _TIME.finditer(text):
        yield Quantity(one[0], milliseconds=float(one[1]) * _SECONDS[one[2][0].lower()] * 1_000)


def _sizes(text: str) -> Iterator[Quantity]:
    for one in _SIZE.finditer(text):
        power = _POWERS[one[2][0].upper()]
        yield Quantity(one[0], byte_counts=tuple(float(one[1]) * base**power for base in (1_000, 1_024)))
