"""kafka-architect partitioners: which client uses which partitioner."""

from __future__ import annotations

import sys

import click

from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    print_text,
    write_output,
)
from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text


@click.command("partitioners")
@format_option(("text", "json"))
@output_option
def command(output: str, output_file: str | None) -> None:
    """List the partitioners that analyze knows, with the clients that use them."""
    from kafka_architect.cli.console import UNBOUNDED_COLUMNS, columns
    from kafka_architect.partitioner import partitioners

    output = format_of(output, output_file, ("text", "json"))
    check_output(output_file)
    known = partitioners()
    if output == "json":
        document = headed("partitioners", {"partitioners": [one.to_dict() for one in known]})
        write_output(json_text(document), output_file)
        return
    width = columns(sys.stdout) if output_file is None else UNBOUNDED_COLUMNS
    lines = []
    for partitioner in known:
        lines += [
            f"{partitioner.name}: {partitioner.rule}",
            f"  null key: {partitioner.null_key}; empty key: {partitioner.empty_key}",
            click.wrap_text(", ".join(partitioner.clients), width, "  used by ", "    "),
        ]
    print_text("\n".join(lines), output_file)
