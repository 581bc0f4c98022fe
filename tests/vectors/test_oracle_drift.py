"""The committed vectors are what kafka-clients computes, and `counts` places keys as they say."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .reader import KAFKA_CLIENTS, read_kafka_clients

if TYPE_CHECKING:
    from .reader import Vector

ORACLE = Path(__file__).resolve().parents[2] / "tools" / "vectors" / "kafka_clients_oracle.py"
MISSING = [program for program in ("java", "mvn") if shutil.which(program) is None]

needs_java = pytest.mark.skipif(bool(MISSING), reason=f"not on PATH: {', '.join(MISSING)}")


@pytest.mark.java
@needs_java
def test_committed_vectors_are_what_kafka_clients_computes() -> None:
    done = oracle("check")
    assert done.returncode == 0, done.stderr


@pytest.mark.java
@needs_java
def test_one_changed_digit_is_drift(tmp_path: Path) -> None:
    lines = gzip.decompress(KAFKA_CLIENTS.read_bytes()).split(b"\n")
    lines[99] = lines[99][:-1] + (b"1" if lines[99].endswith(b"0") else b"0")
    tampered = tmp_path / "tampered.csv.gz"
    tampered.write_bytes(gzip.compress(b"\n".join(lines)))

    done = oracle("check", "--vectors", str(tampered))

    assert done.returncode == 1
    assert "line 100\n" in done.stderr


@pytest.mark.java
@needs_java
@pytest.mark.parametrize("end", [b"", b"\n"], ids=["no final newline", "final newline"])
def test_counts_are_the_partitions_of_the_vectors(tmp_path: Path, end: bytes) -> None:
    # The file holds an empty line, NUL, CR and non-UTF-8 bytes, and keys longer than a read block.
    vectors = [vector for vector in read_kafka_clients() if b"\n" not in vector.key]
    keys = [vector.key for vector in vectors]
    assert {b"", b"\x00", b"\r", b"\xff"} <= set(keys)
    assert keys[-1] != b""  # an empty last line without its newline would be no line
    file = tmp_path / "keys.txt"
    file.write_bytes(b"\n".join(keys) + end)

    assert counts(file, 48) == expected(vectors, 48)
    assert counts(file, 6, "--limit", "1000") == expected(vectors[:1000], 6)


@pytest.mark.java
@needs_java
def test_counts_of_an_empty_file_are_zero(tmp_path: Path) -> None:
    file = tmp_path / "keys.txt"
    file.touch()
    assert counts(file, 2) == {"records": 0, "partitions": 2, "counts": [0, 0]}


def test_without_java_the_oracle_says_so(tmp_path: Path) -> None:
    done = oracle("check", path=str(tmp_path))
    assert done.returncode == 2
    assert "`java` is not on PATH" in done.stderr


def expected(vectors: list[Vector], partitions: int) -> dict[str, object]:
    records = Counter(dict(vector.partitions)[partitions] for vector in vectors)
    return {
        "records": len(vectors),
        "partitions": partitions,
        "counts": [records[partition] for partition in range(partitions)],
    }


def counts(file: Path, partitions: int, *options: str) -> object:
    done = oracle("counts", str(file), str(partitions), *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def oracle(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ORACLE), *arguments],
        env=os.environ if path is None else {**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
