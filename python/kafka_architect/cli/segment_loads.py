"""kafka-architect analyze --headers-only: the load of each partition, by the headers of log segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kafka_architect.cli.exit_codes import EXIT_OK, EXIT_USAGE
from kafka_architect.cli.report_output import show_result
from kafka_architect.report.printable import printable

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

    _refuse_others()
    if not files:
        raise click.UsageError("expected log segments: a file, a partition's folder or a log directory")
    found = segment_loads(files, topic=topic, workers=workers)
    for problem in found.problems:
        click.echo(f"Warning: {printable(problem)}", err=True)
    show_result(found, print_to, output, output_file, files)
    return EXIT_USAGE if found.problems else EXIT_OK


def _refuse_others() -> None:
    context = click.get_current_context()
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "")
        if given is click.core.ParameterSource.COMMANDLINE and parameter.name not in _KNOWN:
            raise click.UsageError(
                f"{parameter.opts[0]} cannot be combined with --headers-only, which reads no keys: remove "
                "one of them"
            )
