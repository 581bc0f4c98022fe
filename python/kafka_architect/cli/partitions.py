"""kafka-architect partitions: how many partitions a topic needs, term by term."""

from __future__ import annotations

from typing import Any

import click

from kafka_architect.cli.input_file import InputFile
from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    show_result,
)

_FORMATS = ("text", "json", "html")
_EXAMPLES = """
\b
Examples:
  kafka-architect partitions --rate 10000 --message-bytes 1000
  kafka-architect partitions --rate "200 MB/s" --consumer-rate "5 MB/s" --consumers 12 --brokers 6
  kafka-architect analyze keys.txt --format json > keys.json
  kafka-architect partitions --rate 10000 --distribution keys.json
"""


@click.command("partitions", epilog=_EXAMPLES)
@click.option("--rate", required=True, help="The topic's peak: messages per second, or '50 MB/s'.")
@click.option("--message-bytes", default="1000", show_default=True, help="Mean size of a message.")
@click.option(
    "--producer-rate", default="10 MB/s", show_default=True, help=("Write throughput of one partition.")
)
@click.option("--consumer-rate", default="10 MB/s", show_default=True, help="Throughput of one consumer.")
@click.option(
    "--growth", type=float, default=2.5, show_default=True, help=("Expected load as a multiple of today's.")
)
@click.option("--consumers", type=float, default=4, show_default=True, help="Consumers in the busiest group.")
@click.option(
    "--parallelism", type=float, default=3.0, show_default=True, help="Partitions per consumer, 2 to 3."
)
@click.option("--brokers", type=int, default=3, show_default=True, help="Brokers in the cluster.")
@click.option(
    "--replication-factor", type=int, default=3, show_default=True, help="Replicas of each partition."
)
@click.option(
    "--partitions-per-broker",
    type=int,
    default=4000,
    show_default=True,
    help="Recommended replicas per broker.",
)
@click.option(
    "--distribution",
    type=InputFile(),
    help="JSON from kafka-architect analyze: limit set by the keys.",
)
@format_option(_FORMATS)
@output_option
def command(output: str, output_file: str | None, **given: Any) -> None:
    """Recommend the number of partitions of a topic."""
    from kafka_architect.report.sizing_extras import print_partitions
    from kafka_architect.sizing.partitions import recommend_partitions

    output = format_of(output, output_file, _FORMATS)
    inputs = [given["distribution"]] if given["distribution"] is not None else []
    check_output(output_file, inputs)
    show_result(recommend_partitions(**given), print_partitions, output, output_file, inputs)
