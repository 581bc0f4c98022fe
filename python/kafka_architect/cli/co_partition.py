"""kafka-architect analyze --co-partition: topics that are joined, judged together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_INTERRUPTED, EXIT_OK
from kafka_architect.cli.progress import progress
from kafka_architect.cli.without_keys import print_result
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def judge_together(
    files: Sequence[str],
    partitions: Sequence[int],
    partitioner: str,
    told: Mapping[str, Any],
    *,
    check: bool,
    output: str,
) -> int:
    """Analyse each file, print the joint judgement and return the exit code.

    `partitioner` may name one for each file, apart by commas; `told` are further arguments of `analyze`.
    """
    if len(files) < 2:
        raise click.UsageError("--co-partition expects the keys of at least two topics, one FILE per topic")
    names = partitioner.split(",")
    if len(names) not in {1, len(files)}:
        raise click.UsageError(f"--partitioner names {len(names)} partitioners for {len(files)} files")
    from kafka_architect.analysis.analyze import analyze
    from kafka_architect.analysis.co_partition import co_partition
    from kafka_architect.report.co_partition import print_to

    reports = []
    for file, name in zip(files, names * len(files) if len(names) == 1 else names, strict=False):
        with progress(file) as on_progress:
            report = analyze(file, partitions, partitioner=name, exact=False, on_progress=on_progress, **told)
        for warning in report.warnings:
            click.echo(f"Warning: {printable(warning.message)}", err=True)
        if report.partial:
            click.echo("Interrupted: topics are compared only when all of them were read.", err=True)
            return EXIT_INTERRUPTED
        reports.append(report)
    found = co_partition(reports)
    print_result(found, output, print_to)
    return EXIT_FINDINGS if check and not found.ok else EXIT_OK
