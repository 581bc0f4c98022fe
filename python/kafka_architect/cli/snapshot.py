"""kafka-architect snapshot: everything that a cluster says of itself as one JSON document."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.cluster_options import cluster_options
from kafka_architect.cli.report_output import format_of
from kafka_architect.files import check_target, write_file
from kafka_architect.report.json_text import json_text
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from kafka_architect.snapshot import Snapshot

_EXAMPLES = """
\b
Examples:
  kafka-architect snapshot localhost:9092 > cluster.json
  kafka-architect snapshot broker:9093 --command-config client.properties --output cluster.json
  kafka-architect snapshot broker:9092 --samples 2 --interval 60s --output cluster.json   # with rates
  kafka-architect snapshot broker:9092 --output cluster.html                               # a page to read
  kafka-architect validate cluster.json

\b
Needs the extra `kafka`. Reads through the Admin API, writes nothing to the cluster, and takes no record, no
key and no secret. What the cluster refuses to tell is listed in the document under `unavailable`.
Exit codes: 0 written, 2 wrong usage, or the cluster cannot be reached.
"""
_MOST_SAMPLES = 100
_FORMATS = ("json", "html")


@click.command("snapshot", epilog=_EXAMPLES)
@click.argument("address", required=False, metavar="HOST:PORT")
@cluster_options
@click.option(
    "--output",
    "-o",
    "output_file",
    type=click.Path(path_type=str),
    metavar="FILE",
    help="Write to this file; cluster.html and cluster.json choose the format by their ending.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(_FORMATS),
    default="json",
    show_default=True,
    help="Output format: the document as JSON, or one HTML page.",
)
@click.option(
    "--samples",
    type=click.IntRange(1, _MOST_SAMPLES),
    default=1,
    show_default=True,
    help="How often offsets and sizes are read; two or more tell rates.",
)
@click.option("--interval", default="30s", show_default=True, help="Time between two samples: 30s, 5m.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the document.")
def command(
    *, address: str | None, output_file: str | None, output: str, samples: int, interval: str,
    schema: bool, cluster: dict[str, Any],
) -> None:  # fmt: skip
    """Write the configurations and the state of a Kafka cluster as one JSON document."""
    from kafka_architect.snapshot import snapshot_text

    if schema:
        from kafka_architect.published import schema as published

        click.echo(json_text(published("cluster")))
        return
    output = format_of(output, output_file, _FORMATS)
    if output_file is not None:
        check_target(output_file, what="the snapshot")
    snapshot = snapshot_of(cluster, address, samples=samples, interval=interval)
    text = snapshot.to_html() if output == "html" else snapshot_text(snapshot)
    if output_file is None:
        click.echo(text, nl=False, color=True)
    else:
        write_file(output_file, text, what="the snapshot")
    for one in snapshot.unavailable:
        click.echo(printable(f"not read: {one.what}: {one.why}"), err=True)


def snapshot_of(
    cluster: dict[str, Any], bootstrap: str | None = None, *, samples: int = 1, interval: str = "30s"
) -> Snapshot:
    """A snapshot of the cluster that a command's options name; progress goes to a terminal only."""
    from kafka_architect.cli.cluster_options import client_settings
    from kafka_architect.cluster.admin import open_admin
    from kafka_architect.cluster.snapshot.taking import take_snapshot
    from kafka_architect.sizing.quantities import duration

    seconds = duration(interval, "interval")
    settings = client_settings(cluster, bootstrap)
    with open_admin(settings) as admin:
        return take_snapshot(
            admin,
            bootstrap=settings.bootstrap_servers,
            samples=samples,
            interval_s=seconds,
            progress=_progress,
        )


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"reading {what} ...", err=True)
