"""The pages of docs/rules are what the rules say, and the rules say what a reader needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation import rules as rule_package
from kafka_architect.validation.rules import declared_rules, rules
from tools.rules.generate import differences

if TYPE_CHECKING:
    from kafka_architect.validation.rule import Rule

RULES = list(declared_rules().values())


def test_the_pages_are_current() -> None:
    assert not differences(), "run `make rule-pages`"


def test_the_index_gives_the_rules_that_the_modules_make() -> None:
    assert [rule.to_dict() for rule in rules().values()] == [rule.to_dict() for rule in RULES]


def test_a_module_that_makes_a_rule_stands_in_a_table() -> None:
    """One that does not is shipped, and never asked."""
    listed = {rule.home for rule in RULES}
    for package in (one for one in Path(rule_package.__file__).parent.iterdir() if one.is_dir()):
        for module in package.glob("*.py"):
            if re.search(r"^@(system_)?rule\(", module.read_text(encoding="utf-8"), re.MULTILINE):
                assert f"{package.name}.{module.stem}" in listed, f"{module} makes a rule: name it in RULES"


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_written_like_the_others(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3,4}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    check = rule.check_config or rule.check_system
    assert check is not None
    assert check.__module__.rsplit(".", 1)[-1] == rule.name.replace("-", "_"), (
        "the file is named after the rule"
    )
    assert rule.summary.endswith(".")
    assert "\n" not in rule.summary
    assert len(rule.why) > 80
    assert rule.sources
    assert all(source.strip() for source in rule.sources)
    assert rule.roles
