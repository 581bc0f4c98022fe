"""What a shell offers behind a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from kafka_architect.cli.main import cli
from tests.cli.commands import SPECIFICATION


def offered(*typed: str) -> list[str]:
    """The completions of the last word."""
    *before, last = typed
    shell = ShellComplete(cli, {}, "kafka-architect", "_KAFKA_ARCHITECT_COMPLETE")
    return [one.value for one in shell.get_completions(list(before), last)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["ana"], "analyze"),
        (["analyze", "--partitioner", "confl"], "confluent-kafka-python"),
        (["analyze", "--partitioner", "murmur2_"], "murmur2_random"),
        (["analyze", "--format", "j"], "json"),
        (["size", "--instance", "m7g.la"], "m7g.large"),
        (["size", "--instance", "kafka.m7g.la"], "kafka.m7g.large"),
        (["size", "--catalogue", "aws-ec2,aw"], "aws-ec2,aws-msk"),
        (["validate", "--profile", "dur"], "durability"),
        (["validate", "--kafka-version", "4."], "4.3"),
        (["validate", "--from", "3."], "3.9"),
        (["validate", "--to", "4."], "4.3"),
        (["validate", "--role", "bro"], "broker"),
        (["validate", "--select", "DUR001,SEC"], "DUR001,SEC"),
        (["validate", "--severity", "DUR001"], "DUR001="),
        (["validate", "--severity", "DUR001=i"], "DUR001=info"),
        (["rules", "dur00"], "DUR001"),
        (["design", "init", "--archetype", "ec"], "ecommerce"),
        (["design", "init", "--pattern", "retry"], "retry-dlq"),
        (["design", "explain-pattern", "out"], "outbox"),
        (["design", "explain-check", "dsn00"], "DSN001"),
        (["design", "x.yaml", "--only", "strimzi,asy"], "strimzi,asyncapi"),
        (["schema", "pl"], "plan"),
        (["completion", "z"], "zsh"),
    ],
)
def test_names_are_completed(typed: list[str], expected: str) -> None:
    found = offered(*typed)
    assert expected in found
    assert all(one.lower().startswith(typed[-1].lower()) for one in found)


def test_names_in_a_plan_are_completed(plan: Path) -> None:
    assert "storage_per_broker" in offered("explain", str(plan), "sto")
    assert "network_out@brokers_lost" in offered("explain", str(plan), "network_out@")


def test_what_cannot_be_read_completes_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "other.json").write_text("{}")
    for name in ("missing.json", "broken.json", "other.json"):
        assert offered("explain", str(tmp_path / name), "sto") == []
    assert offered("explain", "-", "sto") == []


def test_environments_of_a_specification_are_completed(tmp_path: Path) -> None:
    specification = tmp_path / "shop.yaml"
    text = Path(SPECIFICATION).read_text(encoding="utf-8")
    specification.write_text(text + "\nenvironments:\n  prod: {}\n  test: {}\n")
    assert offered("design", "make", str(specification), "--env", "p") == ["prod"]
