"""kafka-architect rules: what validate checks, and why."""

from __future__ import annotations

import click

from kafka_architect.cli.completing import rule_codes
from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text

_EXAMPLES = """
\b
Examples:
  kafka-architect rules                       # all rules, one a line
  kafka-architect rules DUR001                # why, source, examples
  kafka-architect rules acks                  # what is checked about a key, a subject or a word
  kafka-architect rules SEC --format json     # all rules of a subject, for machines
"""


@click.command("rules", epilog=_EXAMPLES)
@click.argument("word", required=False, metavar="[WORD]", shell_complete=rule_codes)
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Output format: table or JSON.",
)
def command(word: str | None, output: str) -> None:
    """List the rules of validate, or explain the rule with code WORD (DUR001, or its name).

    WORD may also be the letters of a code (DUR), a subject (security), a key (acks) or any word.
    """
    from kafka_architect.cli.console import console
    from kafka_architect.report.rule_text import print_rule, rules_table
    from kafka_architect.validation.rules import rule_of, rules
    from kafka_architect.validation.rules.about import rules_about

    named = word is not None and any(
        rule.code == word.strip().upper() or rule.name == word.strip().lower() for rule in rules().values()
    )
    if word is None:
        listed = list(rules().values())
    elif named or not (listed := rules_about(word)):
        document = rule_of(word).to_dict()  # or it says that there is none
        if output == "json":
            click.echo(json_text(headed("rule", document)))
        else:
            print_rule(console(), document)
        return
    if output == "json":
        click.echo(json_text(headed("rules", {"rules": [rule.to_dict() for rule in listed]})))
    else:
        console().print(rules_table(rule.to_dict() for rule in listed))
