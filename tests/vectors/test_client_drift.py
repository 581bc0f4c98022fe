"""The committed vectors are what the other clients compute at the pinned versions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .reader import CLIENT_KEYLESS_RECORDS, CLIENT_PARTITIONERS

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAMS = ("go", "cargo", "java", "mvn", "node", "npm")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]

needs_clients = pytest.mark.skipif(bool(MISSING), reason=f"not on PATH: {', '.join(MISSING)}")


@pytest.mark.clients
@needs_clients
def test_committed_vectors_are_what_the_clients_compute() -> None:
    done = oracle("check")
    assert done.returncode == 0, done.stderr


@pytest.mark.clients
@needs_clients
def test_one_changed_rule_is_drift(tmp_path: Path) -> None:
    shutil.copy(CLIENT_PARTITIONERS, tmp_path)
    rules = CLIENT_KEYLESS_RECORDS.read_text().replace(",refused,", ",producer chooses,")
    (tmp_path / CLIENT_KEYLESS_RECORDS.name).write_text(rules, newline="\n")

    done = oracle("check", "--folder", str(tmp_path))

    assert done.returncode == 1
    assert "  committed: spring-cloud-stream PartitionHandler,java_hash_code,producer chooses" in done.stderr


def test_without_the_toolchains_the_oracle_names_them(tmp_path: Path) -> None:
    done = oracle("check", path=str(tmp_path))
    assert done.returncode == 2
    assert "needed and not found: go, cargo, java, mvn, node, npm" in done.stderr


def oracle(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.vectors.client_oracles", *arguments],
        cwd=REPOSITORY,
        env=os.environ if path is None else {**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
