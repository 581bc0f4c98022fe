"""The terminal to print tables to."""

from __future__ import annotations

from rich.console import Console


class Terminal(Console):
    """A console that leaves a broken pipe to the command, instead of ending the process with code 1."""

    def on_broken_pipe(self) -> None:
        """The reader has gone; `main` knows what to do."""
        raise BrokenPipeError
