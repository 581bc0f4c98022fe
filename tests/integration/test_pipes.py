"""The command in a pipeline whose reader goes away, and on a disk that is full."""

from __future__ import annotations

import os
import pathlib
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import NOT_ALONE, SPECIFICATION, commands, write_cluster

from .command import COMMAND, environment, succeed

if TYPE_CHECKING:
    from pathlib import Path

ROOT = pathlib.Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")


PLAN = ["size", "--rate", "50000", "--retention", "7d"]
# Each with the exit code that it has when all of its output is read.
COMMANDS: dict[str, tuple[list[str], int]] = {
    "findings": (["validate", "examples/shop"], 1),
    "findings as SARIF": (["validate", "examples/shop", "--format", "sarif"], 1),
    "fixes": (["validate", "examples/shop", "--diff"], 1),
    "no findings wanted": (["validate", "examples/shop", "--fail-on", "never"], 0),
    "uneven keys": (["analyze", "KEYS", "--check"], 1),
    "uneven keys as JSON": (["analyze", "KEYS", "--check", "--format", "json"], 1),
    "keys": (["analyze", "KEYS", "-p", ",".join(str(count) for count in range(1, 401))], 0),
    "a plan": (PLAN, 0),
    "a plan as JSON": ([*PLAN, "--format", "json"], 0),
    "no plan": (["size", "--rate", "9e12", "--retention", "7d"], 1),
    "partitions": (["partitions", "--rate", "10000"], 0),
    "names to explain": (["explain", "PLAN"], 0),
    "a number explained": (["explain", "PLAN", "storage_per_broker"], 0),
    "rules": (["rules"], 0),
    "a rule": (["rules", "DUR001"], 0),
    "partitioners": (["partitioners"], 0),
    "completion": (["completion", "bash"], 0),
    "a design": (["design", SPECIFICATION, "--format", "json"], 0),
    "a difference": (["design", "diff", SPECIFICATION, SPECIFICATION], 0),
    "a plan for a cluster": (["design", "apply", SPECIFICATION, "--from-cluster", "CLUSTER", "--plan"], 0),
    "a pattern": (["design", "explain-pattern", "retry-dlq"], 0),
    "a check": (["design", "explain-check", "DSN001"], 0),
    "what is imported": (["design", "import", "examples/designs/shop/asyncapi.yaml"], 0),
    "a specification": (["design", "init", "--archetype", "cdc"], 0),
    "the schema of specifications": (["design", "schema"], 0),
    "a schema": (["schema", "plan"], 0),
    "client settings": (["tune", "--rate", "5000", "--message-bytes", "500", "--partitions", "6"], 0),
    "help": (["--help"], 0),
    "version": (["--version"], 0),
    "a mistake": (["analyze", "no such file"], 2),
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_text(succeed(*PLAN, "--format", "json"), encoding="utf-8")
    write_cluster(path.with_name("cluster.json"))
    return path


@pytest.mark.parametrize(("arguments", "code"), COMMANDS.values(), ids=COMMANDS.keys())
def test_the_exit_code_is_that_of_the_verdict_when_the_reader_has_gone(
    keys: Path, plan: Path, arguments: list[str], code: int
) -> None:
    """Gone from the start, on both streams: every write fails."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    places = {"KEYS": str(keys), "PLAN": str(plan), "CLUSTER": str(plan.with_name("cluster.json"))}
    try:
        done = subprocess.run(
            [COMMAND, *(places.get(argument, argument) for argument in arguments)],
            cwd=ROOT,
            env=environment(),
            stdout=write_end,
            stderr=write_end,
            timeout=60,
            check=False,
        )
    finally:
        os.close(write_end)
    assert done.returncode == code


def test_every_command_is_here() -> None:
    words = {" ".join(arguments) for arguments, _ in COMMANDS.values()}
    missing = [name for name in commands() if not any(f"{one} ".startswith(f"{name} ") for one in words)]
    assert set(missing) == NOT_ALONE


COUNTS = ",".join(str(count) for count in range(1, 401))


@pytest.mark.parametrize(
    ("arguments", "first", "code"),
    [
        (["validate", "examples/shop", "--format", "sarif"], "{", 1),
        (["analyze", "KEYS", "--check", "-p", COUNTS], "KEYS", 1),
        (["analyze", "KEYS", "--format", "json", "-p", COUNTS], "{", 0),
        (["schema", "plan"], "{", 0),
        (["rules", "--format", "json"], "{", 0),
        (["design", SPECIFICATION, "--format", "json"], "{", 0),
    ],
    ids=["validate", "analyze --check", "analyze", "schema", "rules", "design"],
)
def test_a_reader_may_stop_after_the_first_line(
    keys: Path, arguments: list[str], first: str, code: int
) -> None:
    """More output than a pipe holds, so that the command is still writing when `head` goes."""
    command = shlex.join([COMMAND, *(str(keys) if one == "KEYS" else one for one in arguments)])
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == f"{keys if first == 'KEYS' else first}\n"
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is a Linux device")
@pytest.mark.parametrize("output", ["json", "table"])
def test_a_full_disk_is_an_error_and_not_a_traceback(keys: Path, output: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [COMMAND, "analyze", keys, "--format", output],
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr
    assert done.returncode == 2
