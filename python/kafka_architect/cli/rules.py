"""kafka-architect rules: what validate checks, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kafka_architect.cli.completing import rule_codes
from kafka_architect.cli.exit_codes import EXIT_FINDINGS
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
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from kafka_architect.validation.rule import Rule

_EXAMPLES = """
\b
Examples:
  kafka-architect rules                       # all rules, one a line
  kafka-architect rules DUR001                # why, source, examples
  kafka-architect rules acks                  # what is checked about a key, a subject or a word
  kafka-architect rules SEC --format json     # all rules of a subject, for machines
  kafka-architect rules --config kafka-architect.toml ACME001    # a rule of your own
  kafka-architect rules --config kafka-architect.toml --test     # its examples, put to the test
"""


@click.command("rules", epilog=_EXAMPLES)
@click.argument("word", required=False, metavar="[WORD]", shell_complete=rule_codes)
@format_option(("text", "json"))
@output_option
@click.option(
    "--config",
    type=click.Path(path_type=str),
    help="Settings file with rules of your own; Python ones are run.",
)
@click.option("--test", is_flag=True, help="Check the examples of your own rules; exit code 1 if one fails.")
def command(word: str | None, output: str, output_file: str | None, config: str | None, test: bool) -> None:
    """List the rules of validate, or explain the rule with code WORD (DUR001, or its name).

    WORD may also be the letters of a code (DUR), a subject (security), a key (acks) or any word.
    """
    from kafka_architect.report.rule_text import print_rule, rules_table
    from kafka_architect.validation.rules import rule_of, rules
    from kafka_architect.validation.rules.about import rules_about

    output = format_of(output, output_file, ("text", "json"))
    check_output(output_file)
    own = _own_rules(config)
    if test:
        _test(own)
        return
    known = [*rules().values(), *own]
    named = [
        rule
        for rule in known
        if word is not None and (rule.code == word.strip().upper() or rule.name == word.strip().lower())
    ]
    if word is None:
        listed = known
    elif named or not (listed := rules_about(word, own)):
        document = (named[0] if named else rule_of(word)).to_dict()  # or it says that there is none
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


def _own_rules(config: str | None) -> tuple[Rule, ...]:
    """The rules of the settings file that the user names."""
    from kafka_architect.validation.settings_file import read_settings

    return () if config is None else read_settings(config, trusted=True).own_rules


def _test(own: tuple[Rule, ...]) -> None:
    from kafka_architect.validation.own_rules.examples import untrue_examples

    if not own:
        raise click.UsageError("--test: pass --config FILE, a settings file with rules of your own")
    wrong = [sentence for rule in own for sentence in untrue_examples(rule)]
    for sentence in wrong:
        click.echo(printable(sentence), err=True)
    if wrong:
        raise SystemExit(EXIT_FINDINGS)
    count = sum(bool(rule.bad.strip()) for rule in own)
    click.echo(f"{len(own)} {'rule' if len(own) == 1 else 'rules'}, {count} with examples: all are true.")
