"""kafka-architect analyze: how the keys of a file spread over partitions."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Progress is shown for files that take longer than this.
_PATIENCE_SECONDS = 1.0

_EXAMPLES = """
\b
Examples:
  kafka-architect analyze keys.txt
  kafka-architect analyze keys.txt --partitions 12,24,48
  kafka-architect analyze keys.txt -p 12 --format json | jq '.partitions[0].cv'
  kcat -C -b broker -t orders -e -f '%k\\n' > keys.txt && kafka-architect analyze keys.txt

\b
The file holds one key per line, ended by LF or CRLF; an empty line is an empty key.
"""


def _partition_counts(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[int, ...]:
    counts = []
    for part in value.split(","):
        try:
            counts.append(int(part))
        except ValueError:
            raise click.BadParameter(
                f"{part!r} is not a whole number; expected counts like 12,24,48"
            ) from None
    return tuple(counts)


@click.command("analyze", epilog=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=str))
@click.option(
    "-p",
    "--partitions",
    callback=_partition_counts,
    metavar="N[,N...]",
    default="12,24",
    show_default=True,
    help="Partition counts to report, 1 to 1,000,000 each.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Threads to read with [default: this machine's cores].",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON for machines.",
)
def command(file: str, partitions: tuple[int, ...], workers: int | None, output: str) -> None:
    """Report how the keys in FILE spread over partitions, as Kafka's Java producer places them."""
    from kafka_architect.analysis.analyzer import analyze

    with _progress(file) as on_progress:
        report = analyze(file, partitions, workers, on_progress=on_progress)
    if output == "json":
        click.echo(report.to_json())
        return
    from rich.console import Console

    from kafka_architect.report.distribution import print_to

    print_to(Console(), report.to_dict())


@contextmanager
def _progress(file: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress line on standard error, if that is a terminal and the work takes a while."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = progress.add_task(file)
    began = time.monotonic()

    def show(done: int, total: int) -> None:
        if not progress.live.is_started and time.monotonic() - began > _PATIENCE_SECONDS:
            progress.start()
        progress.update(task, completed=done, total=total)

    try:
        yield show
    finally:
        if progress.live.is_started:
            progress.stop()
