"""A diff says what changed, and ends however many lines are alike."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect.validation import line_changes as module
from kafka_architect.validation.line_changes import line_changes

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n"]), max_size=12)


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
@given(LINES, LINES, st.booleans())
def test_the_changes_lead_from_one_to_the_other(before: list[str], after: list[str], many: bool) -> None:
    most = module._MOST_COMPARED
    module._MOST_COMPARED = -1 if many else most
    try:
        assert rebuilt(before, after) == after
    finally:
        module._MOST_COMPARED = most


def test_a_hundred_thousand_equal_lines() -> None:
    before = ["# x\n"] * 100_000
    after = list(before)
    for place in (10, 50_000, 99_990):
        before[place], after[place] = "linger.ms=5ms\n", "linger.ms=5\n"
    start = time.process_time()
    groups = line_changes(before, after)
    assert time.process_time() - start < 5
    changes = [change for group in groups for change in group if change[0] != "equal"]
    assert changes == [("replace", one, one + 1, one, one + 1) for one in (10, 50_000, 99_990)]
