"""Rules of the user's own are rules as all others, and Python runs only for a file that the user names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.main import cli
from kafka_architect.errors import InputError
from kafka_architect.validation.baseline import Baseline, baseline_document
from kafka_architect.validation.own_rules import Role, Severity, Verdict, rule
from kafka_architect.validation.own_rules.examples import untrue_examples
from kafka_architect.validation.settings_file import find_settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.own_rules import EffectiveConfig, Problem

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "own-rules"
SETTINGS = EXAMPLE / "kafka-architect.toml"
OWN = read_settings(SETTINGS, trusted=True).own_rules


def codes(result: ka.ValidationResult) -> list[str]:
    return [finding.rule.code for finding in result.findings]


def test_the_documented_example_is_the_one_that_is_tested() -> None:
    page = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
    python = (EXAMPLE / "platform_rules.py").read_text(encoding="utf-8")
    assert f"```python\n{python}```" in page
    for part in SETTINGS.read_text(encoding="utf-8").strip().split("\n\n"):
        assert part in page


def test_every_kind_of_rule_finds_what_it_should() -> None:
    found = codes(ka.ConfigValidator(own_rules=OWN, select=["ACME", "BND"]).validate([EXAMPLE]))
    assert sorted(found) == [
        "ACME001", "ACME010", "BND001", "BND002", "BND003", "BND004", "BND005", "BND006",
    ]  # fmt: skip


def test_a_topic_within_the_bounds_has_no_finding() -> None:
    topic = (
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: shop.orders.created\n"
        "  labels:\n    strimzi.io/cluster: main\nspec:\n  partitions: 3\n  replicas: 3\n  config:\n"
        "    retention.ms: 2592000000\n    min.insync.replicas: 2\n"
    )
    assert codes(ka.ConfigValidator(own_rules=OWN, select=["BND"]).validate({"topic.yaml": topic})) == []


def test_they_are_chosen_ignored_and_given_another_severity_as_others() -> None:
    text = {"producer.properties": "client.id=checkout\ncompression.type=gzip\n"}
    assert codes(ka.ConfigValidator(own_rules=OWN, select=["client-without-team"]).validate(text)) == [
        "ACME001"
    ]
    ignoring = ka.ConfigValidator(own_rules=OWN, ignore=["ACME"])
    assert not {"ACME001", "ACME010"} & set(codes(ignoring.validate(text)))
    [finding] = (
        ka.ConfigValidator(own_rules=OWN, select=["ACME010"], severities={"ACME": "info"})
        .validate(text)
        .findings
    )
    assert finding.severity == "info"
    commented = {
        "producer.properties": "# kafka-architect: ignore[ACME001] old\nclient.id=checkout\nacks=all\n"
    }
    result = ka.ConfigValidator(own_rules=OWN, select=["ACME001"]).validate(commented)
    assert (codes(result), result.ignored) == ([], 1)
    with pytest.raises(InputError, match="unknown rule 'ACME001'"):
        ka.ConfigValidator(select=["ACME001"])


def test_baselines_know_them(tmp_path: Path) -> None:
    file = tmp_path / "producer.properties"
    file.write_text("client.id=checkout\nacks=all\n", encoding="utf-8")
    first = ka.ConfigValidator(own_rules=OWN, select=["ACME001"]).validate(file)
    written = tmp_path / "baseline.json"
    written.write_text(json.dumps(baseline_document(first.findings, str(tmp_path))), encoding="utf-8")
    known = ka.ConfigValidator(own_rules=OWN, select=["ACME001"], baseline=Baseline.read(written))
    result = known.validate(file)
    assert (codes(result), result.known) == ([], 1)


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and output; `main` makes exit code 2 of the errors that commands raise."""
    result = CliRunner().invoke(cli, list(arguments))
    if isinstance(result.exception, InputError):
        return 2, str(result.exception)
    return result.exit_code, result.output


def test_python_runs_only_for_a_settings_file_that_the_user_names(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    (tmp_path / "evil.py").write_text(f"open({str(mark)!r}, 'w').close()\n", encoding="utf-8")
    (tmp_path / "kafka-architect.toml").write_text('rule-files = ["evil.py"]\n', encoding="utf-8")
    (tmp_path / "producer.properties").write_text("acks=all\n", encoding="utf-8")
    code, output = run("validate", str(tmp_path))
    assert code == 2
    assert "kafka-architect.toml:1: rule-files names Python code" in output
    assert not mark.exists()
    with pytest.raises(InputError):
        find_settings(tmp_path)
    code, _ = run("validate", str(tmp_path), "--isolated")
    assert code in (0, 1)
    assert not mark.exists()
    code, output = run("validate", str(tmp_path), "--config", str(tmp_path / "kafka-architect.toml"))
    assert mark.exists()
    assert "makes no rule" in output


def test_the_command_line_shows_and_tests_them() -> None:
    assert "names no team" in run("validate", str(EXAMPLE), "--config", str(SETTINGS))[1]
    code, output = run("rules", "--config", str(SETTINGS), "BND006", "--format", "json")
    assert (code, json.loads(output)["name"]) == (0, "topic-without-owner")
    code, output = run("rules", "--config", str(SETTINGS), "ACME", "--format", "json")
    assert [one["code"] for one in json.loads(output)["rules"]] == ["ACME001", "ACME010"]
    assert run("rules", "--config", str(SETTINGS), "--test") == (
        0,
        "8 rules, 1 with examples: all are true.\n",
    )
    assert run("rules", "--test")[0] == 2
    code, output = run(
        "validate", str(EXAMPLE), "--config", str(SETTINGS), "--select", "ACME,BND", "--format", "sarif"
    )
    listed = json.loads(output)["runs"][0]["tool"]["driver"]["rules"]
    assert [one["id"] for one in listed][:2] == ["ACME001", "ACME010"]


@rule(
    "OWN001",
    "never-finds",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="Finds nothing.",
    why="Its example says that it does.",
    sources=["none"],
    bad="acks=1",
    good="acks=all",
)
def never_finds(config: EffectiveConfig) -> Iterator[Problem]:
    """Finds what is never written."""
    if config.explicit("never.written") is not None:
        yield config.problem("never.written", "found")


def test_an_example_that_is_not_true_is_told() -> None:
    assert untrue_examples(never_finds) == ["OWN001: the bad example is not found"]
    assert untrue_examples(OWN[0]) == []


def test_a_rule_that_raises_is_a_finding() -> None:
    def check(config: EffectiveConfig) -> Iterator[Problem]:
        yield config.problem("acks", str(1 // int(config.text("acks") or "1")))

    broken = rule(
        "OWN002", "raises", severity=Severity.INFO, verdict=Verdict.ADVICE, roles=[Role.PRODUCER],
        summary="Raises.", why="", sources=[], bad="", good="",
    )(check)  # fmt: skip
    result = ka.ConfigValidator(own_rules=[broken], select=["OWN002"]).validate({"p.properties": "acks=0\n"})
    assert (codes(result), result.failures) == (["RUN001"], 1)


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(InputError, match="expected rules made with @rule, found function"):
        ka.ConfigValidator(own_rules=[test_baselines_know_them])  # type: ignore[list-item]
