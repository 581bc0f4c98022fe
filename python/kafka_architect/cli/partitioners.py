"""kafka-architect partitioners: which client uses which partitioner."""

from __future__ import annotations

import sys

import click

from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text


@click.command("partitioners")
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Output format: table or JSON.",
)
def command(output: str) -> None:
    """List the partitioners that analyze knows, with the clients that use them."""
    from kafka_architect.cli.console import columns
    from kafka_architect.partitioner import partitioners

    known = partitioners()
    if output == "json":
        document = headed("partitioners", {"partitioners": [one.to_dict() for one in known]})
        click.echo(json_text(document))
        return
    for partitioner in known:
        click.echo(f"{partitioner.name}: {partitioner.rule}")
        click.echo(f"  null key: {partitioner.null_key}; empty key: {partitioner.empty_key}")
        click.echo(click.wrap_text(", ".join(partitioner.clients), columns(sys.stdout), "  used by ", "    "))
