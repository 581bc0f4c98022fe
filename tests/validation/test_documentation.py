"""The examples of docs/validation.md and docs/own-rules.md do what they show."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("page", "least"), [("validation.md", 6), ("own-rules.md", 5)])
def test_the_examples_of_the_page(page: str, least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / "docs" / page), module_relative=False)
    assert done.attempted >= least
    assert done.failed == 0
