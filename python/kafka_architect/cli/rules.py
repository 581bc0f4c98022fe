"""kafka-architect rules: what validate checks, and why."""

from __future__ import annotations

import click

from kafka_architect.cli.completing import rule_codes
from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    print_result,
    write_output,
)
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
@format_option(("text", "json"))
@output_option
def command(word: str | None, output: str, output_file: str | None) -> None:
    """List the rules of validate, or explain the rule with code WORD (DUR001, or its name).

    WORD may also be the letters of a code (DUR), a subject (security), a key (acks) or any word.
    """
    from kafka_architect.report.rule_text import print_rule, rules_table
    from kafka_architect.validation.rules import rule_of, rules
    from kafka_architect.validation.rules.about import rules_about

    output = format_of(output, output_file, ("text", "json"))
    check_output(output_file)
    named = word is not None and any(
        rule.code == word.strip().upper() or rule.name == word.strip().lower() for rule in rules().values()
    )
    if word is None:
        listed = list(rules().values())
    elif named or not (listed := rules_about(word)):
        document = rule_of(word).to_dict()  # or it says that there is none
        if output == "json":
            write_output(json_text(headed("rule", document)), output_file)
        else:
            print_result(lambda console: print_rule(console, document), output_file)
        return
    if output == "json":
        document = headed("rules", {"rules": [rule.to_dict() for rule in listed]})
        write_output(json_text(document), output_file)
    else:
        print_result(
            lambda console: console.print(rules_table(rule.to_dict() for rule in listed)), output_file
        )
