"""The command in a pipeline whose reader goes away, and on a disk that is full."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .command import COMMAND, environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")


@pytest.mark.parametrize("output", ["json", "table"])
def test_a_reader_may_stop_after_the_first_line(keys: Path, output: str) -> None:
    """More output than a pipe holds, so that the command is still writing when `head` goes."""
    counts = ",".join(str(count) for count in range(1, 401))
    analyze = shlex.join([COMMAND, "analyze", str(keys), "-p", counts, "--format", output])
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {analyze} | head -1"],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == ("{\n" if output == "json" else f"{keys}\n")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [["analyze", "FILE"], ["analyze", "FILE", "--format", "json"], ["--help"], ["--version"]],
    ids=" ".join,
)
def test_a_reader_may_be_gone_from_the_start(keys: Path, arguments: list[str]) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        done = subprocess.run(
            [COMMAND, *(str(keys) if argument == "FILE" else argument for argument in arguments)],
            env=environment(),
            stdout=write_end,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(write_end)
    assert (done.returncode, done.stderr) == (0, "")


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
