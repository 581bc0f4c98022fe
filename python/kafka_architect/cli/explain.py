"""kafka-architect explain: where a number of a plan, a design, a tuning or an analysis comes from."""

from __future__ import annotations

import click

from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text
from kafka_architect.report.printable import printable

_EXAMPLES = """
\b
Examples:
  kafka-architect size --rate 50000 --retention 7d --format json > plan.json
  kafka-architect explain plan.json                             # the names that can be explained
  kafka-architect explain plan.json storage_per_broker
  kafka-architect explain plan.json network_out@one_zone_lost
  kafka-architect design shop.yaml --format json > design.json
  kafka-architect explain design.json orders.events.partitions
  kafka-architect tune --rate 5000 --message-bytes 500 --partitions 12 --format json > tuning.json
  kafka-architect explain tuning.json producer.linger.ms
  kafka-architect analyze keys.txt --format json > report.json
  kafka-architect explain report.json partitions.12.max_over_mean
"""


@click.command("explain", epilog=_EXAMPLES)
@click.argument("plan", type=click.Path(path_type=str))
@click.argument("name", required=False)
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Output format: table or JSON.",
)
def command(plan: str, name: str | None, output: str) -> None:
    """Show inputs, formula and source of NAME in a PLAN, design, tuning or report (JSON)."""
    from kafka_architect.documents import read_document
    from kafka_architect.explaining import explainable, explained

    document = read_document(plan).value
    if name is None:
        names = explainable(document)
        shown = headed("explainable", {"names": names})
        click.echo(json_text(shown) if output == "json" else "\n".join(map(printable, names)))
        return
    found = explained(document, name)
    if output == "json":
        click.echo(json_text(headed("explanation", found)))
        return
    from kafka_architect.cli.console import console

    if "details" in found:
        from kafka_architect.report.design import print_explanation as print_of_design

        print_of_design(console(), found)
        return
    from kafka_architect.report.sizing_extras import print_explanation

    print_explanation(console(), found)
