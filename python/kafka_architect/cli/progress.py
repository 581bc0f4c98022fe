"""A progress line for work that takes a while."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kafka_architect.cli.telling import is_quiet
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATIENCE_SECONDS = 1.0


@contextmanager
def progress(name: str, *, of_bytes: bool = True) -> Iterator[Callable[[int, int], None] | None]:
    """Rate and remaining time on standard error, if that is a terminal and the work takes over a second.

    Args:
        name: What is read.
        of_bytes: Whether its size is in bytes; else it is a number of records.
    """
    if is_quiet() or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        *((DownloadColumn(), TransferSpeedColumn()) if of_bytes else (MofNCompleteColumn(),)),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(printable(name), total=None)
    began = time.monotonic()

    def show(done: int, total: int) -> None:
        # Nobody knows how much a pipe will bring.
        bar.update(task, completed=done, total=total if total >= done else None)
        if not bar.live.is_started and time.monotonic() - began > _PATIENCE_SECONDS:
            bar.start()

    try:
        yield show
    finally:
        if bar.live.is_started:
            bar.stop()


@contextmanager
def judging(what: str) -> Iterator[Callable[[int, int], None]]:
    """How many partition counts of all are judged, on standard error, if that takes over a second.

    On a terminal as a bar; elsewhere a line for each tenth, so that nobody waits in silence.
    """
    began = time.monotonic()
    on_terminal = sys.stderr.isatty()
    shown = 0

    def show(done: int, total: int) -> None:
        nonlocal shown
        if is_quiet() or time.monotonic() - began < _PATIENCE_SECONDS or done * 10 // total == shown:
            return
        shown = done * 10 // total
        end = "\r" if on_terminal else "\n"
        sys.stderr.write(f"{printable(what)}: {done:,} of {total:,} partition counts evaluated{end}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if shown and on_terminal:
            sys.stderr.write("\x1b[2K\r")
