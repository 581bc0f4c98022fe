"""Files that projects publish: the checks say what an engineer says who read them first, and no more.

Findings and judgements stand beside each file (*.expected.yml); where the files are from: SOURCES.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .published_files import ROOT, STOCK, findings, held_out, place, published

if TYPE_CHECKING:
    from .published_files import Published

_FEWEST_FILES = 12
_PRECISION, _RECALL = 0.97, 0.7


@pytest.mark.parametrize("one", published(), ids=lambda one: one.name)
def test_a_published_file_has_the_findings_that_were_judged(one: Published) -> None:
    assert {place(finding) for finding in findings(one.path)} == set(one.expected)


def test_every_file_is_judged() -> None:
    files = {
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and STOCK not in path.parents
        and path.suffix != ".md"
        and not path.name.endswith(".expected.yml")
    }
    assert files == {one.path for one in published()}
    assert len(files) >= _FEWEST_FILES


def test_a_fault_that_was_noted_first_is_named_by_a_true_finding() -> None:
    for one in published():
        assert one.named <= {code for (code, *_), judged in one.expected.items() if judged}, one.name


def test_files_that_the_rules_had_not_seen_are_kept() -> None:
    names = [name for one in held_out() for name in one.files]
    assert set(names) <= {one.name for one in published()}
    assert len(set(names)) == len(names)
    assert all(set(one.alike) <= set(one.files) for one in held_out())


def test_sources_and_licences_are_named() -> None:
    sources = (ROOT / "SOURCES.md").read_text(encoding="utf-8")
    assert [one.name for one in published() if f"`{one.name}`" not in sources] == []


def test_precision_and_recall() -> None:
    judged = [verdict for one in published() for verdict in one.expected.values()]
    missed = sum(len(one.missed) for one in published())
    true = sum(judged)
    precision, recall = true / len(judged), true / (true + missed)
    print(f"\n{len(judged)} findings, {true} true, {missed} missed: {precision:.3f}, {recall:.3f}")
    assert precision >= _PRECISION
    assert recall >= _RECALL
