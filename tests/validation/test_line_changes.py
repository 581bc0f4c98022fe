"""A diff says what changed, and ends however many lines are alike."""

from __future__ import annotations

import difflib
import time
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect.validation import line_changes as module
from kafka_architect.validation.line_changes import line_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "e\n", "f\n", "g\n"]), max_size=12)


def rebuilt(before: list[str], after: list[str]) -> list[str]:
    """What the changes make of the lines before."""
    made, at = [], 0
    for group in line_changes(before, after):
        for tag, first, last, new_first, new_last in group:
            made += before[at:first]
            assert tag != "equal" or before[first:last] == after[new_first:new_last]
            made += after[new_first:new_last]
            at = last
    return made + before[at:]


@settings(max_examples=300)
@given(LINES, LINES, st.booleans(), st.sampled_from([-1, 4, 1000]))
def test_the_changes_lead_from_one_to_the_other(
    before: list[str], after: list[str], many: bool, few: int
) -> None:
    most, between = module._MOST_COMPARED, module._MOST_COMPARED_BETWEEN
    module._MOST_COMPARED = -1 if many else most
    module._MOST_COMPARED_BETWEEN = few
    try:
        assert rebuilt(before, after) == after
    finally:
        module._MOST_COMPARED, module._MOST_COMPARED_BETWEEN = most, between


def test_a_hundred_thousand_equal_lines() -> None:
    before = ["# x\n"] * 100_000
    after = list(before)
    for place in (10, 50_000, 99_990):
        before[place], after[place] = "linger.ms=5ms\n", "linger.ms=5\n"
    start = time.thread_time()
    groups = line_changes(before, after)
    assert time.thread_time() - start < 5
    changes = [change for group in groups for change in group if change[0] != "equal"]
    assert changes == [("replace", one, one + 1, one, one + 1) for one in (10, 50_000, 99_990)]


def test_every_second_of_many_lines_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """difflib looks through all lines for each of them: what it compares is bounded."""
    compared = []

    matcher = difflib.SequenceMatcher

    def noting(junk: None, before: Sequence[str], after: Sequence[str], **options: Any) -> Any:
        compared.append(len(before) * len(after))
        return matcher(junk, before, after, **options)

    monkeypatch.setattr(difflib, "SequenceMatcher", noting)
    count = 10_000
    before = [line for n in range(count) for line in (f"c{n}.acks=all\n", f"c{n}.linger.ms=5ms\n")]
    after = [line.replace("5ms", "5") for line in before]
    changes = [change for group in line_changes(before, after) for change in group if change[0] != "equal"]
    assert changes == [("replace", n, n + 1, n, n + 1) for n in range(1, 2 * count, 2)]
    assert sum(compared) <= 4 * len(before)


def test_lines_that_both_have_once_divide_a_long_list() -> None:
    """A block that was taken out at the start does not make all that follows look changed."""
    before = [f"{n}\n" for n in range(20_000)]
    after = ["new\n", *before[1_000:15_000], "another\n", *before[15_000:-1], "last\n"]
    changes = [change for group in line_changes(before, after) for change in group if change[0] != "equal"]
    assert changes == [
        ("replace", 0, 1_000, 0, 1),
        ("insert", 15_000, 15_000, 14_001, 14_002),
        ("replace", 19_999, 20_000, 19_001, 19_002),
    ]
