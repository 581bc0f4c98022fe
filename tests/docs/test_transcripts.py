"""What the pages show of a shell is what a shell shows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tools.docs.staging import ROOT
from tools.docs.transcripts import difference, pages, renewed

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the pages show a shell of Linux")


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_print_what_the_page_shows(page: Path) -> None:
    assert not difference(page, renewed(page)), "run `make transcripts` and look at the difference"
