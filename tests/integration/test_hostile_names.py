"""Hostile names of files, hostile content and hostile arguments, through every command and format."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from .command import run, succeed

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")

EVIL = "e\x1b[31m\r\u202e\x9b|`x"


def assert_harmless(done: subprocess.CompletedProcess[str]) -> None:
    found = {one for one in done.stdout + done.stderr if not one.isprintable() and one != "\n"}
    assert not found, (found, done.stdout, done.stderr)
    shown = done.stdout + done.stderr
    assert "\\x1b" in shown or "\\u001b" in shown, shown


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A plan whose texts, names of brokers among them, are hostile."""
    document = json.loads(succeed("size", "--rate", "5e4", "--retention", "7d", "--format", "json"))

    def poisoned(value: object) -> object:
        if isinstance(value, dict):
            return {name: poisoned(one) for name, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one) for one in value]
        return value + EVIL if isinstance(value, str) and " " in value else value

    document["binding"]["scenario"] += EVIL
    path = tmp_path_factory.mktemp("plan") / f"{EVIL}.json"
    path.write_text(json.dumps(poisoned(document)), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("output", ["table", "json"])
def test_keys_and_their_file(tmp_path: Path, output: str) -> None:
    path = tmp_path / f"{EVIL}.txt"
    path.write_bytes(f"{EVIL}\n".encode() * 100)
    assert_harmless(run("analyze", path, "--format", output, "--mitigate", "--input-format", "text"))


@pytest.mark.parametrize("content", [b"a,%d\n", b'{"a\x1b[31m":%d}\n', b'{"key":"x","offset":%d}\n'])
def test_a_source_that_is_refused_or_doubted(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / f"{EVIL}.txt"
    path.write_bytes(b"".join(content % number for number in range(100)))
    assert_harmless(run("analyze", path))


@pytest.mark.parametrize("output", ["text", "json", "sarif", "junit", "github", "markdown"])
def test_configurations(tmp_path: Path, output: str) -> None:
    name = f"producer-{EVIL}.properties"
    (tmp_path / name).write_text(f"acks=1\nbootstrap.servers=a:9092\ncompression.type={EVIL}\n{EVIL}=1\n")
    assert_harmless(run("validate", name, "--format", output, cwd=tmp_path))


@pytest.mark.parametrize("output", ["table", "json"])
def test_a_plan_explained(plan: str, output: str) -> None:
    assert_harmless(run("explain", plan, "storage_per_broker", "--format", output))
    assert_harmless(run("explain", plan, EVIL, "--format", output))


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze", EVIL],
        ["analyze", "KEYS", "--partitioner", EVIL],
        ["analyze", "KEYS", "-p", EVIL],
        ["analyze", "KEYS", "--what-if", EVIL],
        ["analyze", "KEYS", "--format", EVIL],
        ["analyze", "KEYS", "--save", f"{EVIL}/{EVIL}"],
        ["analyze", "--merge", EVIL],
        ["analyze", f"--{EVIL}"],
        ["validate", EVIL],
        ["validate", "KEYS", "--select", EVIL],
        ["validate", "KEYS", "--profile", EVIL],
        ["validate", "KEYS", "--severity", EVIL],
        ["size", "--rate", EVIL],
        ["size", "--rate", "1", "--retention", "7d", "--instance", EVIL],
        ["size", "--rate", "1", "--retention", "7d", "--policy", f"{EVIL}=1"],
        ["size", "--rate", "1", "--retention", "7d", "--catalogue", EVIL],
        ["size", EVIL],
        ["partitions", "--rate", EVIL],
        ["partitions", "--rate", "1", "--distribution", EVIL],
        ["explain", EVIL],
        ["rules", EVIL],
        ["completion", EVIL],
        [EVIL],
    ],
    ids=lambda arguments: " ".join(arguments).replace(EVIL, "EVIL").replace("/", "-"),
)
def test_arguments(keys: Path, arguments: list[str]) -> None:
    done = run(*(str(keys) if one == "KEYS" else one for one in arguments))
    assert done.returncode == 2
    assert_harmless(done)
