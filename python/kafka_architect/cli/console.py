"""How every command prints: colours as asked for, tables as wide as the terminal, nothing wrapped in a pipe.

Sources: https://no-color.org and https://force-color.org: set and not empty, they decide; NO_COLOR first.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# Of what does not go to a terminal: wider than any line.
UNBOUNDED_COLUMNS = 100_000


def wants_colour(stream: TextIO) -> bool:
    """Whether to print colours to a stream."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def columns(stream: TextIO) -> int:
    """How wide lines may be: COLUMNS, the terminal's width, or any where the stream is no terminal."""
    if stream.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return shutil.get_terminal_size().columns
    return UNBOUNDED_COLUMNS


def console() -> Console:
    """The terminal, or the pipe, to print tables to."""
    from rich.console import Console

    colour = wants_colour(sys.stdout)
    return Console(
        width=columns(sys.stdout),
        force_terminal=colour,
        color_system="auto" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
