"""Examples in the docstrings of public names do what they show, and names that people call have one."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from tools.docs.api_reference import GROUPS
from tools.docs.staging import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

# Results that are described with the function that gives them, what needs a broker or its files, and a docstring
# that is part of the JSON Schema of specifications.
WITHOUT = {"ClusterFigures", "GroupFigures", "KeyComparison", "SegmentLoads", "Specification", "TopicFigures"}
WITHOUT |= {"cluster_figures", "segment_loads", "Applied", "ApplyPlan", "design_apply", "design_plan"}
NAMES = [name for _, names in GROUPS.values() for name in names]


def examples(name: str) -> Iterator[doctest.DocTest]:
    """The examples of a name, and of its members that are its own."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    value = getattr(ka, name)
    for found in finder.find(value, f"ka.{name}", globs={"ka": ka}):
        if found.examples:
            yield found


@pytest.mark.parametrize("name", NAMES)
def test_examples_do_what_they_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = list(examples(name))
    is_error = name.endswith("Error")
    assert found or is_error or name in WITHOUT, f"{name} has no example: add one to its docstring"
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for one in found:
        runner.run(one)
    assert runner.failures == 0


def test_names_without_examples_have_none() -> None:
    assert [name for name in sorted(WITHOUT) if list(examples(name))] == []
