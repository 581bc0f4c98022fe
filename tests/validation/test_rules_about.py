"""Rules are found by code, subject, key and word; fixes can be those of some rules."""

from __future__ import annotations

import click
import pytest

from kafka_architect import ConfigValidator, InputError
from kafka_architect.cli.completing import kafka_versions, profiles, roles, rule_codes
from kafka_architect.cli.main import cli
from kafka_architect.validation.rules import rules
from kafka_architect.validation.rules.about import rules_about

PRODUCER = "bootstrap.servers=a:1,b:1\nacks=1\ncompression.type=LZ4\n"


def codes(word: str) -> list[str]:
    return [rule.code for rule in rules_about(word)]


def test_a_key_finds_the_rules_that_look_at_it() -> None:
    found = codes("acks")
    assert {"DUR001", "DUR003", "CST001"} <= set(found)
    assert found.index("DUR001") < len(found) / 2, "what names it in its summary comes first"


def test_subjects_and_the_letters_of_codes_are_found() -> None:
    assert codes("sec") == [code for code in rules() if code.startswith("SEC")]
    assert codes("Security") == [code for code, rule in rules().items() if rule.subject == "security"]


def test_a_part_of_a_key_is_not_that_key() -> None:
    assert "CNT001" in codes("offset.storage.replication.factor")
    assert "CNT001" not in codes("storage.replication.factor")
    assert codes("no-such-word") == codes(" ") == []


def test_fixes_of_some_rules_only() -> None:
    validator = ConfigValidator()
    _, [changed] = validator.fix({"producer.properties": PRODUCER}, unsafe=True, rules=["VAL003"])
    assert changed.text == PRODUCER.replace("LZ4", "lz4")
    _, [changed] = validator.fix({"producer.properties": PRODUCER}, unsafe=True, rules=["dur"])
    assert "acks=all" in changed.text
    assert "LZ4" in changed.text
    with pytest.raises(InputError, match="unknown rule 'DUR0001'"):
        validator.fix({"producer.properties": PRODUCER}, rules=["DUR0001"])


def test_the_shell_is_offered_codes_roles_profiles_and_versions() -> None:
    context, parameter = click.Context(cli), click.Option(["--x"])
    offered = [one.value for one in rule_codes(context, parameter, "dur00")]
    assert "DUR001" in offered
    assert all(one.startswith("DUR00") for one in offered)
    assert "SEC,DUR" in [one.value for one in rule_codes(context, parameter, "SEC,DU")]
    assert [one.value for one in roles(context, parameter, "prod")] == ["producer"]
    assert [one.value for one in profiles(context, parameter, "dura")] == ["durability"]
    assert "4.3.1" in [one.value for one in kafka_versions(context, parameter, "4.3")]
