"""kafka-architect design explain-pattern, explain-check and schema: what the designs are made of."""

from __future__ import annotations

import click

from kafka_architect.cli.completing import design_checks, patterns
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

_FORMATS = ("text", "json")


@click.command("explain-pattern")
@click.argument("name", shell_complete=patterns)
@format_option(_FORMATS)
@output_option
def explain_pattern(name: str, output: str, output_file: str | None) -> None:
    """Show what a pattern is for, what it gives up, and an example."""
    from kafka_architect.designs.patterns import pattern
    from kafka_architect.report.pattern_page import pattern_page

    output = format_of(output, output_file, _FORMATS)
    check_output(output_file)
    document = pattern(name).to_dict()
    if output == "json":
        write_output(json_text(headed("design-pattern", document)), output_file)
    else:
        print_text(pattern_page(document), output_file)


@click.command("explain-check")
@click.argument("code", shell_complete=design_checks)
@format_option(_FORMATS)
@output_option
def explain_check(code: str, output: str, output_file: str | None) -> None:
    """Show what a design check finds, why it matters, and a corrected example."""
    from kafka_architect.designs.checks import check_of
    from kafka_architect.report.check_page import check_page

    output = format_of(output, output_file, _FORMATS)
    check_output(output_file)
    document = check_of(code).to_dict()
    if output == "json":
        write_output(json_text(headed("design-check", document)), output_file)
    else:
        print_text(check_page(document), output_file)


@click.command("schema")
@output_option
def schema(output_file: str | None) -> None:
    """Print the JSON Schema of specifications, for editors and other tools."""
    from kafka_architect.designs.schema import specification_schema

    check_output(output_file)
    write_output(json_text(specification_schema()), output_file)
