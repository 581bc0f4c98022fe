"""Wrong usage and bad input: one clear message on standard error, exit code 2, never a traceback."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from .command import refuse, run

if TYPE_CHECKING:
    from pathlib import Path


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    message = refuse("analyze", "missing.txt", cwd=tmp_path)
    assert message == "Error: missing.txt: cannot open: No such file or directory\n"


def test_a_missing_configuration_is_named(tmp_path: Path) -> None:
    message = refuse("validate", "missing.yml", cwd=tmp_path)
    assert message == "Error: cannot read missing.yml: No such file or directory\n"


def test_an_empty_directory_is_refused(tmp_path: Path) -> None:
    assert "has no files to read" in refuse("analyze", tmp_path)


def test_a_line_of_1_gib_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zeros.bin"
    path.touch()
    os.truncate(path, 1 << 30)
    assert "a NUL byte at offset 0" in refuse("analyze", path)
    assert "is longer than 16777216 bytes" in refuse("analyze", path, "--input-format", "text")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps file names as text")
@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii:strict"])
def test_a_missing_file_whose_name_is_not_utf_8_is_named_in_escapes(tmp_path: Path, encoding: str) -> None:
    message = refuse("analyze", b"missing-\xff", cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert "missing-\\" in message
    assert "cannot open" in message


def test_a_missing_file_does_not_control_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in refuse("analyze", "missing\x1b[2J.txt", cwd=tmp_path)


@pytest.mark.parametrize("count", ["0", "-1", "1000001", "2147483648", "99999999999999999999999"])
def test_a_partition_count_out_of_range_is_refused(keys: Path, count: str) -> None:
    message = refuse("analyze", keys, f"--partitions=12,{count}")
    assert f"partition count {count} is out of range: expected 1 to 1,000,000" in message


@pytest.mark.parametrize("counts", ["", "x", "12,", ",", "12;24", "12 24", "1.5", "0x10", "twelve"])
def test_partition_counts_that_are_no_numbers_are_refused(keys: Path, counts: str) -> None:
    message = refuse("analyze", keys, "-p", counts)
    assert "is not a whole number; expected partition counts like 12,24,48" in message


@pytest.mark.parametrize("workers", ["0", "-1", "1025", "two", "1.5"])
def test_workers_out_of_range_are_refused(keys: Path, workers: str) -> None:
    assert "--workers" in refuse("analyze", keys, f"--workers={workers}")


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze",),
        ("analyze", "keys.txt", "--format", "xml"),
        ("analyze", "keys.txt", "--no-such-option"),
        ("no-such-command",),
        ("--no-such-option",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_explained(arguments: tuple[str, ...]) -> None:
    message = refuse(*arguments)
    assert "Usage: kafka-architect" in message
    assert "Error: " in message


def test_without_a_command_the_help_is_shown() -> None:
    done = run()
    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr
