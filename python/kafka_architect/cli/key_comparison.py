"""kafka-architect analyze with several --key: which of them makes the best key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.report_output import show_result
from kafka_architect.cli.without_keys import warn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def compare(
    files: Sequence[str],
    keys: Sequence[str],
    partitions: Sequence[int] | None,
    workers: int | None,
    told: Mapping[str, Any],
    *,
    check: bool,
    output: str,
    output_file: str | None = None,
) -> int:
    """Print the comparison, or write it to the file; returns the exit code."""
    from kafka_architect.analysis.key_comparison import COMPARED_PARTITIONS, compare_keys
    from kafka_architect.cli.progress import progress
    from kafka_architect.report.key_comparison import print_to

    if not files:
        raise click.UsageError("expected a FILE with fields, a folder, or - for standard input")
    with progress(files[0]) as on_progress:
        found = compare_keys(
            files, keys, partitions or COMPARED_PARTITIONS, workers, **told, on_progress=on_progress
        )
    warn([one.message for one in found.warnings])
    show_result(found, print_to, output, output_file, files)
    if found.partial:
        click.echo("Interrupted: the report covers only what was read so far.", err=True)
        return EXIT_INTERRUPTED
    if found.warnings:
        return EXIT_USAGE
    return EXIT_FINDINGS if check and not found.best.report.healthy else EXIT_OK
