"""Progress appears on a terminal when the work takes a while, and nowhere else."""

from __future__ import annotations

import io
from contextlib import contextmanager, redirect_stderr
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from kafka_architect.cli import progress as progress_module
from kafka_architect.cli.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Stands in for the time module: time passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress_module, "time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return Terminal()


@contextmanager
def progress_on(terminal: Terminal, file: str = "keys.txt") -> Iterator[Callable[[int, int], None]]:
    """Redirected here and not in the fixture, because pytest's capture takes standard error back."""
    with redirect_stderr(terminal), progress(file) as show:
        assert show is not None
        yield show


def test_a_quick_analysis_shows_nothing(clock: Clock, terminal: Terminal) -> None:
    with progress_on(terminal) as show:
        for done in range(9):
            clock.now += 0.1
            show(done, 10)
    assert terminal.getvalue() == ""


def test_a_slow_analysis_shows_how_far_it_is(clock: Clock, terminal: Terminal) -> None:
    with progress_on(terminal) as show:
        show(0, 2_000_000)
        assert terminal.getvalue() == ""
        clock.now += 1.5
        show(1_000_000, 2_000_000)
    shown = terminal.getvalue()
    assert "keys.txt" in shown
    assert "1.0/2.0 MB" in shown


def test_no_size_is_shown_that_is_not_the_files(clock: Clock, terminal: Terminal) -> None:
    """Also when the first step alone takes longer than the patience."""
    with progress_on(terminal) as show:
        clock.now += 1.5
        show(1_000_000, 2_000_000)
    assert "1.0/2.0 MB" in terminal.getvalue()
    assert "/100 bytes" not in terminal.getvalue()


def test_progress_disappears_when_an_analysis_fails(clock: Clock, terminal: Terminal) -> None:
    """The cursor that was hidden is shown again, the line is erased, and the error goes on."""
    with pytest.raises(OSError, match="disk on fire"), progress_on(terminal) as show:
        clock.now += 1.5
        show(1, 2)
        raise OSError("disk on fire")
    hide_cursor, show_cursor, erase_line = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"
    shown = terminal.getvalue()
    assert hide_cursor in shown
    assert shown.rindex(show_cursor) > shown.rindex(hide_cursor)
    assert erase_line in shown


def test_a_file_name_is_not_markup(clock: Clock, terminal: Terminal) -> None:
    with progress_on(terminal, "[red]k[/red].txt") as show:
        clock.now += 1.5
        show(1, 2)
    assert "[red]k[/red].txt" in terminal.getvalue()


@pytest.mark.usefixtures("clock")
def test_there_is_no_progress_without_a_terminal() -> None:
    with redirect_stderr(io.StringIO()), progress("keys.txt") as show:
        assert show is None
