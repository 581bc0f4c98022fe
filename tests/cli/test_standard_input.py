"""`-` in place of a file: in every command that reads one."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from kafka_architect.cli.input_file import InputFile
from tests.cli.commands import SPECIFICATION, commands, run

_WORKLOAD = "rate: 5000\nmessage-bytes: 500\nretention: 1d\n"
_TOPICS = (
    "Topic: orders\tTopicId: abcdefghijklmnopqrstuv\tPartitionCount: 6\tReplicationFactor: 3\tConfigs: \n"
    "\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2,3\tIsr: 1,2,3\n"
)
# Commands whose first argument may be `-`, and what is then read by which names.
READ = {
    "analyze": (["analyze", "-"], "alice\nbob\n" * 50, "100 records"),
    "validate": (["validate", "-", "--stdin-name", "producer.properties"], "acks=1\n", "DUR001"),
    "size": (["size", "-", "--instance", "m5.large"], _WORKLOAD, "m5.large"),
    "design": (["design", "-"], "SPECIFICATION", "topics"),
    "design apply": (
        ["design", "apply", "-", "--from-cluster", "CLUSTER", "--plan"], "SPECIFICATION", "steps to apply",
    ),
    "design diff": (["design", "diff", "-", SPECIFICATION], "SPECIFICATION", "no change"),
    "design import": (["design", "import", "-"], _TOPICS, "orders"),
    "explain": (["explain", "-", "brokers"], "PLAN", "brokers = "),
}  # fmt: skip


def test_every_command_that_reads_a_file_is_here() -> None:
    reading = {
        name
        for name, command in commands().items()
        for one in command.params
        if isinstance(one, click.Argument) and isinstance(one.type, click.Path)
    }
    assert reading == READ.keys()
    for name, command in commands().items():
        files = [one.type for one in command.params if isinstance(one, click.Argument)]
        assert all(isinstance(one, InputFile) for one in files if isinstance(one, click.Path)) or name in {
            "analyze", "validate",
        }  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_standard_input_is_read(name: str, plan: Path) -> None:
    arguments, text, expected = READ[name]
    given = {"SPECIFICATION": Path(SPECIFICATION), "PLAN": plan}.get(text)
    arguments = [str(plan.with_name("cluster.json")) if one == "CLUSTER" else one for one in arguments]
    done = run(*arguments, text=text if given is None else given.read_text(encoding="utf-8"))
    assert done.exit_code in {0, 1}, (done.output, done.exception)
    assert expected in done.stdout


def test_a_fault_in_standard_input_has_its_line() -> None:
    done = run("design", "-", text="name: shop\nservicez: {}\n")
    assert "stdin.yaml:2: " in str(done.exception)
    assert "services" in str(done.exception)


def test_a_distribution_comes_from_standard_input() -> None:
    report = run("analyze", "examples/flights_dest.txt", "-p", "3", "--format", "json").stdout
    done = run("partitions", "--rate", "5000", "--distribution", "-", text=report)
    assert done.exit_code == 0, done.output


def test_the_name_of_standard_input_tells_its_format() -> None:
    text = 'resource "kafka_topic" "a" {\n  name = "orders"\n  partitions = 6\n  replication_factor = 3\n}\n'
    done = run("design", "import", "-", "--stdin-name", "main.tf", text=text)
    assert "orders" in done.stdout, done.exception


def test_standard_input_is_one_of_two() -> None:
    assert "one of OLD and NEW" in run("design", "diff", "-", "-").stderr
