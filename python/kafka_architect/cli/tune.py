"""kafka-architect tune: client settings for a flow of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.field_options import field_options
from kafka_architect.cli.report_output import check_output, format_of, output_option, show_result
from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from kafka_architect.designs.tuning.tuning import Tuning

_EXIT_UNMEETABLE = 1
_FORMATS = ("text", "json", "html")
_CLIENTS = (
    "properties", "spring", "quarkus", "micronaut", "librdkafka", "confluent-kafka-python",
    "confluent-kafka-go", "confluent-kafka-dotnet", "confluent-kafka-javascript", "rust-rdkafka",
    "kafka-python", "aiokafka", "kafkajs", "sarama", "kafka-go", "franz-go",
)  # fmt: skip

_OF_LIBRDKAFKA = frozenset(
    {"librdkafka", "rust-rdkafka", *(one for one in _CLIENTS if one.startswith("confluent-"))}
)

_EXAMPLES = """
\b
Examples:
  kafka-architect tune --rate 5000 --message-bytes 500 --partitions 12 --latency 20ms
  kafka-architect tune --rate 5000 --message-bytes 500 --partitions 12 --latency 20ms \\
    --producers 4 --consumers 6 --processing 0.5ms
  kafka-architect tune --rate 20k --message-bytes 1kB --partitions 24 --latency 250ms \\
    --cross-region 80ms --crosses consumers
  kafka-architect tune --rate 5000 --message-bytes 500 --partitions 12 --format librdkafka
  kafka-architect tune --rate 5000 --message-bytes 500 --partitions 12 --format json > tuning.json
  kafka-architect explain tuning.json producer.batch.size

\b
Exit codes: 0 settings found, 1 no settings meet the latency or the consumers cannot keep up,
2 wrong usage or input.
"""

# (option, field, help)
_OPTIONS = (
    ("--rate", "rate", "Peak messages per second, all producers together: 5000, 5k, 3M/min."),
    ("--message-bytes", "message_bytes", "Mean size of key and value: 500, '1 kB', '1 KiB'."),
    ("--partitions", "partitions", "Partitions of the topic."),
    ("--latency", "latency", "Maximum latency from send() until a record is processed: 20ms."),
    ("--producers", "producers", "Producers that share the rate [default: 1]."),
    ("--consumers", "consumers", "Consumers of the group [default: 1]."),
    ("--brokers", "brokers", "Brokers that lead partitions [default: 3]."),
    ("--replication-factor", "replication_factor", "Replicas of each partition [default: 3]."),
    ("--processing", "processing", "Processing time per record: 2ms."),
    ("--round-trip", "round_trip", "Round trip between machines of one region [default: 1ms]."),
    ("--overhead", "overhead", "Latency added by threads, disks and queues at moderate load [default: 6ms]."),
    ("--cross-region", "cross_region", "Round trip between two regions, if the flow crosses regions: 80ms."),
    (
        "--crosses",
        "crosses",
        "What is in a different region than the leaders: producers, replicas or consumers.",
    ),
    ("--compression-ratio", "compression_ratio", "Uncompressed over compressed bytes."),
    ("--compression", "compression", "Override the codec: none, lz4, snappy, zstd or gzip."),
    ("--client", "client", "Producer library: java or librdkafka [default: by --format, else java]."),
    (
        "--group-protocol",
        "group_protocol",
        "Group protocol: consumer (KIP-848) or classic [default: consumer].",
    ),
    ("--lag-objective", "lag_objective", "Maximum consumer lag, including after a crash: 60s."),
)


@click.command("tune", epilog=_EXAMPLES)
@field_options(_OPTIONS)
@click.option("--keys/--no-keys", "keyed", default=None, help="Whether records have keys [default: keys].")
@click.option(
    "--format",
    "output",
    type=click.Choice([*_FORMATS, *_CLIENTS]),
    default="text",
    show_default=True,
    help="Output format: text, JSON, one HTML page, or settings for a client library.",
)
@output_option
@click.option(
    "--out", type=click.Path(path_type=str), help="Write the settings for a client library to this folder."
)
def command(*, output: str, output_file: str | None, out: str | None, **flow: Any) -> None:
    """Derive client settings from rates: batches, linger, fetches, time-outs, buffers, and what they cost."""
    from kafka_architect.designs.tuning.tuning import tune
    from kafka_architect.errors import UnmeetableError

    if flow["client"] is None and output in _OF_LIBRDKAFKA:
        flow["client"] = "librdkafka"
    missing = [option for option, field, _ in _OPTIONS[:3] if flow[field] is None]
    if missing:
        raise click.UsageError(f"a flow requires {', '.join(missing)}")
    if out is not None and output not in _CLIENTS:
        raise click.UsageError("--out writes files of a client library; add --format properties, spring ...")
    output = format_of(output, output_file, _FORMATS)
    if output_file is not None and output in _CLIENTS:
        raise click.UsageError("--output writes the report; use --out FOLDER for files of a client library")
    check_output(output_file)
    try:
        tuned = tune(**{name: value for name, value in flow.items() if value is not None})
    except UnmeetableError as error:
        if output == "json":
            unmet = {"constraint": error.constraint, "message": str(error)}
            click.echo(json_text(headed("unmet", {"producer": None, "consumer": None, "unmet": unmet})))
        else:
            click.echo(f"No settings: {printable(str(error))}", err=True)
        raise SystemExit(_EXIT_UNMEETABLE) from error
    _show(tuned, output, output_file, out)


def _show(tuned: Tuning, output: str, output_file: str | None, out: str | None) -> None:
    if output in _FORMATS:
        from kafka_architect.report.tuning import print_to

        show_result(tuned, print_to, output, output_file)
    else:
        files = tuned.emit(output)
        if out is None:
            click.echo("\n".join(files.values()), nl=False)
            return
        from kafka_architect.files import write_folder

        written = write_folder(out, files, what="the settings")
        click.echo(f"Wrote {len(written)} files to {click.format_filename(out)}", err=True)
