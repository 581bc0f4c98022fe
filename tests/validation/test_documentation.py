"""The examples of docs/validation.md do what they show."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


def test_the_examples_of_the_page() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert done.attempted >= 6
    assert done.failed == 0
