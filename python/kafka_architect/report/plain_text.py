"""What reports as text share: a console that keeps what is printed, and the look of a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from rich.table import Table

COLUMNS = 100


def plain_text(printed: Callable[[Console], None], columns: int = COLUMNS) -> str:
    """What a function prints, without colour or control codes and without empty lines at the end."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=columns, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        printed(console)
    return captured.get().rstrip("\n")


def light_table() -> Table:
    """A table with a line under its titles and none around it."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
