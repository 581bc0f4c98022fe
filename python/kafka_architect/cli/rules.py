"""kafka-architect rules: what validate checks, and why."""

from __future__ import annotations

import click

from kafka_architect.report.json_text import json_text

_EXAMPLES = """
\b
Examples:
  kafka-architect rules                       # all rules, one a line
  kafka-architect rules DUR001                # why, source, examples
  kafka-architect rules SEC --format json     # all rules of a subject, for machines
"""


@click.command("rules", epilog=_EXAMPLES)
@click.argument("code", required=False)
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Output format: table or JSON.",
)
def command(code: str | None, output: str) -> None:
    """List the rules of validate, or explain the rule with CODE (DUR001, or its name, or the letters DUR)."""
    from kafka_architect.cli.console import console
    from kafka_architect.report.rule_text import print_rule, rules_table
    from kafka_architect.validation.rules import rule_of, rules

    letters = "" if code is None else code.strip().upper()
    listed = [rule.to_dict() for rule in rules().values() if rule.code.rstrip("0123456789") == letters]
    if code is None:
        listed = [rule.to_dict() for rule in rules().values()]
    elif not listed:
        document = rule_of(code).to_dict()
        if output == "json":
            click.echo(json_text(document))
        else:
            print_rule(console(), document)
        return
    if output == "json":
        click.echo(json_text(listed))
    else:
        console().print(rules_table(listed))
