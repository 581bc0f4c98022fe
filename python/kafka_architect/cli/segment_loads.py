"""kafka-architect analyze --headers-only: the load of each partition, by the headers of log segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kafka_architect.cli.exit_codes import EXIT_OK, EXIT_USAGE
from kafka_architect.cli.report_output import show_result
from kafka_architect.cli.without_keys import refuse_others, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

# What goes with --headers-only: the rest is about keys.
_KNOWN = frozenset({"quiet", "files", "headers_only", "topic", "workers", "output", "output_file"})


def print_loads(
    files: Sequence[str], topic: str | None, workers: int | None, output: str, output_file: str | None = None
) -> int:
    """Print the loads; returns the exit code."""
    from kafka_architect.analysis.segment_loads import segment_loads
    from kafka_architect.report.segment_loads import print_to

    refuse_others(_KNOWN, "cannot be combined with --headers-only, which reads no keys: remove one of them")
    if not files:
        raise click.UsageError("expected log segments: a file, a partition's folder or a log directory")
    found = segment_loads(files, topic=topic, workers=workers)
    warn(found.problems)
    show_result(found, print_to, output, output_file, files)
    return EXIT_USAGE if found.problems else EXIT_OK
