"""The index of the rules: what each says of itself, without the module that checks.

Most of the time from start to verdict would go into importing some three hundred modules, of which a file
needs a third. data/rules.json holds everything but the checks; a rule's module is imported when the rule is
first asked. `make rule-pages` writes the index, and a test fails when it is not what the modules say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem

Check = TypeVar("Check")
PATH = Path(__file__).resolve().parents[2] / "data" / "rules.json"


def indexed_rules() -> Iterator[Rule]:
    """The rules of the index, in the order of their codes."""
    for entry in json.loads(PATH.read_bytes())["rules"]:
        yield _from_entry(entry)


def index_document(rules: list[Rule]) -> dict[str, Any]:
    """The index of rules that were made by their modules."""
    return {
        "source": "the modules of kafka_architect.validation.rules",
        "regenerate": "make rule-pages",
        "rules": [_to_entry(rule) for rule in rules],
    }


def loaded(check: Check) -> Check:
    """The function itself, of a check that would import its module when it is called."""
    return cast("Check", _check(check.home, check.code)) if isinstance(check, _Lazily) else check


@dataclass(frozen=True, slots=True)
class _Lazily:
    """The check of a rule, whose module is imported when it is asked for the first time."""

    home: str
    code: str

    def __call__(self, subject: Any) -> Iterator[Problem]:
        problems: Iterator[Problem] = _check(self.home, self.code)(subject)
        return problems


@cache
def _check(home: str, code: str) -> Any:
    module = import_module(f"kafka_architect.validation.rules.{home}")
    for value in vars(module).values():
        if isinstance(value, Rule) and value.code == code:
            return value.check_config or value.check_system
    raise LookupError(f"rules/{home} makes no rule {code}: run `make rule-pages`")


def _to_entry(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "verdict": str(rule.verdict),
        "roles": [str(role) for role in rule.roles],
        "clients": sorted(str(client) for client in rule.clients),
        "since": rule.since,
        "until": rule.until,
        "profile": rule.profile,
        "summary": rule.summary,
        "why": rule.why,
        "sources": list(rule.sources),
        "bad": rule.bad,
        "good": rule.good,
        "dialect": rule.dialect,
        "home": rule.home,
        "system": rule.check_system is not None,
        "each_setting": rule.each_setting,
    }


def _from_entry(entry: dict[str, Any]) -> Rule:
    check = _Lazily(entry["home"], entry["code"])
    return Rule(
        code=entry["code"],
        name=entry["name"],
        severity=Severity(entry["severity"]),
        verdict=Verdict(entry["verdict"]),
        roles=tuple(Role(role) for role in entry["roles"]),
        clients=frozenset(Client(client) for client in entry["clients"]),
        since=None if entry["since"] is None else tuple(entry["since"]),
        until=None if entry["until"] is None else tuple(entry["until"]),
        profile=entry["profile"],
        summary=entry["summary"],
        why=entry["why"],
        sources=tuple(entry["sources"]),
        bad=entry["bad"],
        good=entry["good"],
        dialect=entry["dialect"],
        home=entry["home"],
        each_setting=entry["each_setting"],
        check_config=None if entry["system"] else check,
        check_system=check if entry["system"] else None,
    )
