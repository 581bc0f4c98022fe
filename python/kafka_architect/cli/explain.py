"""kafka-architect explain: where a number of a plan, a design, a tuning or an analysis comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.completing import names_in_plan
from kafka_architect.cli.input_file import InputFile
from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    print_result,
    print_text,
    write_output,
)
from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

_EXAMPLES = """
\b
Examples:
  kafka-architect size --rate 50000 --retention 7d --format json > plan.json
  kafka-architect explain plan.json                             # the names that can be explained
  kafka-architect explain plan.json storage_per_broker
  kafka-architect explain plan.json network_out@one_zone_lost
  kafka-architect size --rate 50000 --retention 7d --format json | kafka-architect explain - brokers
  kafka-architect design shop.yaml --format json > design.json
  kafka-architect explain design.json orders.events.partitions
  kafka-architect tune --rate 5000 --message-bytes 500 --partitions 12 --format json > tuning.json
  kafka-architect explain tuning.json producer.linger.ms
  kafka-architect analyze keys.txt --format json > report.json
  kafka-architect explain report.json partitions.12.max_over_mean
"""


@click.command("explain", epilog=_EXAMPLES)
@click.argument("plan", type=InputFile())
@click.argument("name", required=False, shell_complete=names_in_plan)
@format_option(("text", "json"))
@output_option
def command(plan: str, name: str | None, output: str, output_file: str | None) -> None:
    """Show inputs, formula and source of NAME in a PLAN, design, tuning or report.

    PLAN is JSON that a command printed; - reads standard input.
    """
    from kafka_architect.documents import read_document
    from kafka_architect.explaining import explainable, explained

    output = format_of(output, output_file, ("text", "json"))
    check_output(output_file, [plan])
    document = read_document(plan).value
    if name is None:
        names = explainable(document)
        if output == "json":
            write_output(json_text(headed("explainable", {"names": names})), output_file, [plan])
        else:
            print_text("\n".join(map(printable, names)), output_file, [plan])
        return
    found = explained(document, name)
    if output == "json":
        write_output(json_text(headed("explanation", found)), output_file, [plan])
    else:
        print_result(_shown(found), output_file, [plan])


def _shown(found: dict[str, Any]) -> Callable[[Console], None]:
    """What prints an explanation."""
    if "details" in found:
        from kafka_architect.report.design import print_explanation as print_of_design

        return lambda console: print_of_design(console, found)
    from kafka_architect.report.sizing_extras import print_explanation

    return lambda console: print_explanation(console, found)
