"""What Apache Kafka ships, and a Kafka that is left as it is: nothing is said of them but what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from kafka_architect.validation.catalogue import PARTIAL_VERSIONS, known_versions
from kafka_architect.validation.configuration import Configuration
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import CLIENTS, Client, Role
from kafka_architect.validation.rules import rule_of, rules
from kafka_architect.validation.source_file import SourceFile
from kafka_architect.validation.system import System

from .published_files import STOCK, findings

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.validation.finding import Problem

_TRUE = yaml.safe_load((STOCK / "true-of-stock.yml").read_text(encoding="utf-8"))
_FILES = [
    path
    for path in sorted(STOCK.rglob("*.*"))
    if path.suffix in {".properties", ".yml"} and path.name != "true-of-stock.yml"
]
# Keys without a default that nothing works without: who leaves them out is told so.
_REQUIRED = {
    Role.STREAMS: {"application.id"},
    Role.CONNECT_SOURCE: {"connector.class"},
    Role.CONNECT_SINK: {"connector.class", "topics"},
    Role.MM2: {"clusters"},
}


def _name(path: Path) -> str:
    return path.relative_to(STOCK).as_posix()


def _version(path: Path) -> str:
    return path.relative_to(STOCK).parts[0]


@pytest.mark.parametrize("path", _FILES, ids=_name)
def test_a_stock_file_has_no_error_for_development(path: Path) -> None:
    errors = {
        finding.rule.code
        for finding in findings(path, profile="dev", version=_version(path))
        if finding.severity is Severity.ERROR
    }
    assert errors == set(_TRUE["dev_errors"].get(_name(path), ()))


@pytest.mark.parametrize("path", _FILES, ids=_name)
def test_of_a_stock_file_production_is_told_what_is_true(path: Path) -> None:
    found = {finding.rule.code for finding in findings(path, version=_version(path))}
    assert found == set(_TRUE["files"][_name(path)])


def test_every_truth_has_its_reason_and_its_file() -> None:
    assert set(_TRUE["files"]) == {_name(path) for path in _FILES}
    assert {code for codes in _TRUE["files"].values() for code in codes} == set(_TRUE["reasons"])


def _roles() -> list[tuple[Role, Client]]:
    return [(role, client) for role in Role for client in (Client if role in CLIENTS else (Client.JAVA,))]


@pytest.mark.parametrize("version", [one for one in known_versions() if one not in PARTIAL_VERSIONS])
@pytest.mark.parametrize(("role", "client"), _roles())
def test_defaults_alone_miss_nothing_but_required_keys(role: Role, client: Client, version: str) -> None:
    empty = Configuration(role, "defaults", SourceFile("defaults.properties", ""), "stock", client)
    config = EffectiveConfig(empty, version)
    found = set()
    for rule in (rule_of(code) for code in rules()):
        if rule.profile != "dev":
            continue
        problems: list[Problem] = []
        if rule.check_config is not None and rule.applies_to(role, client, config.version):
            problems += rule.check_config(config)
        if rule.check_system is not None and rule.applies_in(config.version):
            problems += rule.check_system(System((config,)))
        found |= {(rule.verdict, problem.key) for problem in problems}
    assert found == {(Verdict.REFUSES, key) for key in _REQUIRED.get(role, ())}
