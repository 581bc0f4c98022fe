"""kafka-architect analyze: how the keys of a file spread over partitions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kafka_architect.cli.completing import partitioner_names
from kafka_architect.cli.counts import count_list, count_range
from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.judgement_options import given_options, judgement_options
from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    write_output,
)
from kafka_architect.cli.source_options import source_options
from kafka_architect.cli.topic_options import reading_of_topic, topic_options
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from typing import Any

    from kafka_architect.analysis.distribution_report import DistributionReport

_EXAMPLES = """
\b
Examples:
  kafka-architect analyze keys.txt
  kafka-architect analyze keys.txt --partitions 12,24,48 --top 10
  kafka-architect analyze keys.txt -p 12 --partitioner confluent-kafka-python
  kafka-architect analyze keys.txt --what-if 6:200 --brokers 3 --mitigate
  kafka-architect analyze keys.txt -p 12 --consumers 5,8 --key-map map.json
  kafka-architect analyze orders.txt payments.txt --co-partition -p 12
  kafka-architect analyze keys.txt -p 12 --format json | jq '.partitions[0].verdict.code'
  kafka-architect analyze monday.txt --save monday.ka
  kafka-architect analyze --merge monday.ka tuesday.ka
  kafka-architect analyze orders.csv.gz --key customerId
  kafka-architect analyze dump/ --key customerId --key orderId --key tenant:user
  kafka-architect analyze /var/lib/kafka/data --topic orders
  kafka-consumer-groups.sh --bootstrap-server broker:9092 --describe --all-groups | kafka-architect analyze -
  kcat -C -b broker -t orders -e -q -J | kafka-architect analyze -
  kafka-architect analyze kafka://broker:9092/orders --newest 100000
  kafka-architect analyze kafka://broker:9093/orders --command-config client.properties --max-rate 50MB/s
  kcat -C -b broker -t orders -e -q -Z -f '%k\\n' | kafka-architect analyze - --null-text NULL

\b
A file holds one key per line, or records as CSV, JSON lines, Parquet, Arrow, Avro and the outputs of Kafka's
tools have them; text may be compressed (gzip, zstd, lz4, bzip2, xz). What a file is read as is found by its
first bytes and said in the report. A folder stands for all files in it, - for standard input.

\b
kafka://host:9092/topic is a topic of a running cluster: its record batches are fetched as they are. No group
is joined, no offset committed, nothing written.

\b
Records that a consumer has read come partition by partition: the file's order is not that of arrival, and
bursts show only in what producers wrote down.

\b
Exit codes: 0 fine, 1 a verdict is not healthy (with --check), 2 wrong usage or input, a sample that is too
small to judge (with --check), a file that could not be read (also where others were), or a state not saved.
"""


_FORMATS = ("text", "json", "html")


@click.command("analyze", epilog=_EXAMPLES)
@click.argument("files", nargs=-1, metavar="FILE", type=click.Path(path_type=str))
@click.option(
    "-p",
    "--partitions",
    callback=count_list,
    metavar="N[,N...]",
    default="12,24",
    show_default=True,
    help="Partition counts to report, 1 to 1,000,000 each.",
)
@click.option(
    "--partitioner",
    default="murmur2",
    show_default=True,
    shell_complete=partitioner_names,
    metavar="NAME",
    help="A partitioner, or a client that uses it: murmur2 (Java), consistent_random (librdkafka), sarama, "
    "confluent-kafka-python, ...",
)
@click.option(
    "--top", type=click.IntRange(0, 256), metavar="N", default=20, show_default=True, help="Hot keys to list."
)
@click.option(
    "--what-if",
    callback=count_range,
    metavar="A:B",
    default="",
    help="Also evaluate every partition count from A to B, and recommend some.",
)
@click.option(
    "--brokers",
    type=click.IntRange(1),
    metavar="N",
    help="Recommend only multiples of the number of brokers.",
)
@click.option("--mitigate", is_flag=True, help="Simulate mitigations if a verdict is not healthy.")
@click.option(
    "--exact/--no-exact",
    default=None,
    help="Read the file twice to count hot keys exactly [default: where it matters].",
)
@click.option("--save", type=click.Path(path_type=str), metavar="STATE", help="Save the state for --merge.")
@click.option("--merge", is_flag=True, help="The FILEs are saved states: report them together.")
@click.option(
    "--checkpoint",
    type=click.Path(path_type=str),
    metavar="STATE",
    help="Save the state in this file while reading; a later run resumes from there.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Threads to read with [default: this machine's cores].",
)
@source_options
@topic_options
@judgement_options
@click.option(
    "--check", is_flag=True, help="Exit with code 1 if a verdict is not healthy, 2 if it is unclear."
)
@format_option(_FORMATS)
@output_option
def command(  # noqa: PLR0917  # click passes options by name
    files: tuple[str, ...],
    partitions: tuple[int, ...],
    partitioner: str,
    top: int,
    what_if: tuple[int, ...],
    brokers: int | None,
    mitigate: bool,
    exact: bool | None,
    save: str | None,
    merge: bool,
    checkpoint: str | None,
    workers: int | None,
    input_format: str,
    keys: tuple[str, ...],
    key_format: str | None,
    null_text: str | None,
    partition_field: str | None,
    size_field: str | None,
    count_field: str | None,
    topic_partitions: int | None,
    strict: bool,
    mask_keys: bool,
    topic: str | None,
    headers_only: bool,
    topic_reading: dict[str, Any],
    check: bool,
    output: str,
    output_file: str | None,
) -> None:
    """Report how the keys in FILE are distributed over partitions, and whether that is a problem."""
    cluster = reading_of_topic(topic_reading, files)
    output = format_of(output, output_file, _FORMATS)
    check_output(output_file, files)
    if headers_only:
        from kafka_architect.cli.segment_loads import print_loads

        sys.exit(print_loads(files, topic, workers, output, output_file))
    asked = given_options()
    asked.check(files, partitions)
    if asked.co_partition:
        from kafka_architect.cli.co_partition import judge_together

        told = {
            "workers": workers, "input_format": input_format, "key": keys[0] if keys else None,
            "key_format": key_format, "null_text": null_text, "count_field": count_field,
            "partition_field": partition_field, "size_field": size_field,
            "topic_partitions": topic_partitions, "strict": strict, "mask_keys": mask_keys,
        }  # fmt: skip
        sys.exit(
            judge_together(
                files, partitions, partitioner, told, check=check, output=output, output_file=output_file
            )
        )
    if len(keys) > 1:
        from kafka_architect.cli.key_comparison import compare

        counts = partitions if _was_told("partitions") else None
        told = {
            "partitioner": partitioner, "input_format": input_format, "key_format": key_format,
            "null_text": null_text, "count_field": count_field, "strict": strict,
        }  # fmt: skip
        sys.exit(
            compare(files, keys, counts, workers, told, check=check, output=output, output_file=output_file)
        )
    if merge:
        from kafka_architect.analysis.saved_state import merge_states
        from kafka_architect.cli.merge_options import refuse_what_merge_ignores

        refuse_what_merge_ignores()
        report = merge_states(files, save=save, top=top, brokers=brokers, mitigate=mitigate)
    else:
        if not files:
            raise click.UsageError("expected a FILE of keys, a folder, or - for standard input")
        from kafka_architect.cli.cluster_figures import have_no_keys, print_figures, with_pipes_open

        sources: list[Any] = list(files) if cluster is not None else with_pipes_open(files)
        if cluster is None and have_no_keys(sources, input_format):
            sys.exit(
                print_figures(sources, topic, files, check=check, output=output, output_file=output_file)
            )
        from kafka_architect.analysis.analyze import DEFAULT_PARTITIONS, analyze
        from kafka_architect.cli.progress import progress

        with progress(files[0], of_bytes=cluster is None) as on_progress:
            report = analyze(
                sources[0] if len(sources) == 1 else sources,
                partitions if _was_told("partitions") else DEFAULT_PARTITIONS,
                workers,
                partitioner=partitioner,
                top=top,
                what_if=what_if,
                brokers=brokers,
                mitigate=mitigate,
                exact=exact,
                checkpoint=checkpoint,
                save=save,
                input_format=input_format,
                key=keys[0] if keys else None,
                key_format=key_format,
                null_text=null_text,
                partition_field=partition_field,
                size_field=size_field,
                count_field=count_field,
                topic_partitions=topic_partitions,
                strict=strict,
                mask_keys=mask_keys,
                topic=topic,
                cluster=cluster,
                on_progress=on_progress,
            )
    for warning in report.warnings:
        click.echo(f"Warning: {printable(warning.message)}", err=True)
    report = asked.asked_of(report)
    asked.write(report, files)
    if report.measurements.what_if:
        from kafka_architect.cli.progress import judging

        with judging("What if") as on_judged:
            report.judge_what_if(on_judged)
    _show(report, output, output_file, files)
    if report.partial:
        click.echo("Interrupted: the report covers only what was read so far.", err=True)
    sys.exit(_exit_code(report, check=check))


def _was_told(option: str) -> bool:
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.COMMANDLINE


def _exit_code(report: DistributionReport, *, check: bool) -> int:
    codes = {warning.code for warning in report.warnings}
    if report.partial:
        return EXIT_INTERRUPTED
    if codes & {"state-not-saved", "source-skipped"} or (check and "unclear-source" in codes):
        return EXIT_USAGE
    measured = None if report.observed is None else report.observed.verdict
    verdicts = (*report.verdicts, *([measured] if measured else ()))
    if check and "small-sample" in {verdict.code for verdict in verdicts}:
        return EXIT_USAGE
    return EXIT_FINDINGS if check and not report.healthy else EXIT_OK


def _show(report: DistributionReport, output: str, output_file: str | None, inputs: tuple[str, ...]) -> None:
    if output == "html":
        write_output(report.to_html(), output_file, inputs)
    elif output == "json":
        write_output(report.to_json(), output_file, inputs)
    elif output_file is not None:
        write_output(str(report), output_file, inputs)
    else:
        from kafka_architect.cli.console import console
        from kafka_architect.report.distribution import print_to

        print_to(console(), report.to_dict())
