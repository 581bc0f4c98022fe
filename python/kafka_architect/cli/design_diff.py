"""kafka-architect design diff: what changes between two designs."""

from __future__ import annotations

from typing import Any

import click

from kafka_architect.cli.cluster_options import cluster_options
from kafka_architect.cli.completing import environments
from kafka_architect.cli.design_starting import running_cluster
from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from kafka_architect.cli.input_file import InputFile, stdin_name_option
from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    print_text,
    write_output,
)
from kafka_architect.documents.standard_input import StandardInput

_FORMATS = ("text", "json", "markdown", "html")


@click.command("diff")
@click.argument("old", type=InputFile())
@click.argument("new", type=InputFile(), required=False)
@stdin_name_option
@cluster_options
@click.option(
    "--env",
    "environment",
    default="",
    shell_complete=environments,
    help="One of the specifications' environments.",
)
@format_option(_FORMATS)
@output_option
def diff(
    *, old: str, new: str | None, environment: str, output: str, output_file: str | None,
    cluster: dict[str, Any],
) -> None:  # fmt: skip
    """Show what changes between two designs, the risk, and how to migrate.

    OLD and NEW are specifications, saved design.json files, or any file that `design import` reads: the
    output of kafka-topics --describe, for instance. Topics of an imported OLD that NEW does not have are not
    touched. Exit code 1 where a change breaks order, recreates a topic or loses data.

    With --bootstrap-server, the only argument is compared with the running cluster, which is OLD.
    """
    from kafka_architect.designs.comparing import design_diff
    from kafka_architect.report.difference import as_markdown, as_text

    if (cluster["bootstrap_server"] is None) is (new is None):
        raise click.UsageError("expected OLD and NEW, or --bootstrap-server HOST:PORT and one specification")
    if isinstance(old, StandardInput) and isinstance(new, StandardInput):
        raise click.UsageError("`-` reads standard input, which can be one of OLD and NEW")
    inputs = [old, *([] if new is None else [new])]
    output = format_of(output, output_file, _FORMATS)
    check_output(output_file, inputs)
    running = running_cluster(cluster)
    before, after = (old, new or "") if running is None else (running, old)
    found = design_diff(before, after, environment=environment)
    document = found.to_dict()
    if output == "json":
        write_output(found.to_json(), output_file, inputs)
    elif output == "html":
        write_output(found.to_html(), output_file, inputs)
    else:
        print_text(as_markdown(document) if output == "markdown" else as_text(document), output_file, inputs)
    raise SystemExit(EXIT_FINDINGS if found.breaks else EXIT_OK)
