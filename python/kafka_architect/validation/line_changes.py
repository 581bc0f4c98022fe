"""What changed between two lists of lines, in time that grows with their number.

difflib compares each line with all that are equal to it, and looks through all lines anew for each place
where some are equal: a hundred thousand equal lines, or every second line changed of sixteen thousand, take
it minutes. So what both lists begin and end with is left out first. Long lists are divided at lines that both
have once, and what lies between is compared in order where it is long: more may be shown as changed then,
never less.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Change = tuple[str, int, int, int, int]  # of difflib: tag, and the lines of both from and up to

_MOST_COMPARED = 1_000_000  # lines with lines: difflib may look at each pair several times
_MOST_COMPARED_BETWEEN = 1_000  # the same, between two lines that are equal and unique
_MOST_SKIPPED = 4  # lines that were put in or taken out at one place
_AROUND = 3


def line_changes(before: Sequence[str], after: Sequence[str]) -> list[list[Change]]:
    """The changes with three lines around each, in groups, as SequenceMatcher.get_grouped_opcodes."""
    start = _equal_at_start(before, after)
    end = _equal_at_start(before[start:][::-1], after[start:][::-1])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if not old and not new:
        return []
    changes: list[Change] = [("equal", 0, start, 0, start)] if start else []
    for tag, first, last, new_first, new_last in _changes(old, new):
        changes.append((tag, first + start, last + start, new_first + start, new_last + start))
    if end:
        changes.append(("equal", len(before) - end, len(before), len(after) - end, len(after)))
    matcher: difflib.SequenceMatcher[str] = difflib.SequenceMatcher(None, "", "")
    matcher.opcodes = changes  # type: ignore[attr-defined]  # what it would have found itself
    return list(matcher.get_grouped_opcodes(_AROUND))


def _equal_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    if len(before) * len(after) <= _MOST_COMPARED:
        return list(difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    return list(_joined(_between_unique_lines(before, after)))


def _between_unique_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """The changes between lines that both lists have once, in the same order ("patience diff")."""
    at, new_at = 0, 0
    for place, new_place in (*_in_both_once(before, after), (len(before), len(after))):
        old, new = before[at:place], after[new_at:new_place]
        few = len(old) * len(new) <= _MOST_COMPARED_BETWEEN
        gap = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if few else None
        for tag, first, last, new_first, new_last in gap or _in_order(old, new):
            yield tag, first + at, last + at, new_first + new_at, new_last + new_at
        if place < len(before):
            yield "equal", place, place + 1, new_place, new_place + 1
        at, new_at = place + 1, new_place + 1


def _in_both_once(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The most places, rising in both lists, of lines that each list has once (patience sorting)."""
    once = {line for line, count in Counter(before).items() if count == 1}
    once &= {line for line, count in Counter(after).items() if count == 1}
    places = {line: place for place, line in enumerate(after) if line in once}
    ends: list[int] = []  # the lowest place that ends a row of each length, and its index among the pairs
    last: list[int] = []
    pairs = [(place, places[line]) for place, line in enumerate(before) if line in once]
    previous: list[int] = []
    for number, (_, new_place) in enumerate(pairs):
        length = bisect_left(ends, new_place)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [new_place]
        last[length : length + 1] = [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = previous[number]
    return row[::-1]


def _in_order(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Line by line; where they differ, the nearest place where two lines are equal again."""
    at, new_at = 0, 0
    while at < len(before) and new_at < len(after):
        if before[at] == after[new_at]:
            yield "equal", at, at + 1, new_at, new_at + 1
            at, new_at = at + 1, new_at + 1
            continue
        skip, new_skip = _next_equal(before, after, at, new_at)
        yield "replace", at, at + skip, new_at, new_at + new_skip
        at, new_at = at + skip, new_at + new_skip
    if at < len(before) or new_at < len(after):
        yield "replace", at, len(before), new_at, len(after)


def _next_equal(before: Sequence[str], after: Sequence[str], at: int, new_at: int) -> tuple[int, int]:
    for distance in range(1, 2 * _MOST_SKIPPED):
        for skip in range(max(0, distance - _MOST_SKIPPED), min(distance, _MOST_SKIPPED) + 1):
            old, new = (
                before[at + skip : at + skip + 2],
                after[new_at + distance - skip : new_at + distance - skip + 2],
            )
            if old and old == new:
                return skip, distance - skip
    return 1, 1


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """Neighbours of one kind as one change, named as difflib names them."""
    last: Change | None = None
    for change in changes:
        if last is not None and last[0] == change[0]:
            last = (last[0], last[1], change[2], last[3], change[4])
            continue
        if last is not None:
            yield _named(last)
        last = change
    if last is not None:
        yield _named(last)


def _named(change: Change) -> Change:
    tag, first, last, new_first, new_last = change
    if tag == "replace" and first == last:
        tag = "insert"
    elif tag == "replace" and new_first == new_last:
        tag = "delete"
    return tag, first, last, new_first, new_last
