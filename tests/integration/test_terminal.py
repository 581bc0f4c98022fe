"""The command on a real terminal: progress on standard error while the work takes a while."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .command import environment

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

import pty

# Every file takes longer than no time at all.
IMPATIENT = """
from kafka_architect.cli import progress
from kafka_architect.cli.main import main
progress._PATIENCE_SECONDS = -1.0
main()
"""
PATIENT = "from kafka_architect.cli.main import main; main()"


def analyze_on_terminal(program: str, keys: Path) -> tuple[str, str]:
    """Standard output, which is piped, and standard error, which is a terminal."""
    terminal, other_end = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, "analyze", keys.name, "--format", "json"],
            cwd=keys.parent,
            env=environment(TERM="xterm", COLUMNS="100"),
            stdout=subprocess.PIPE,
            stderr=other_end,
            text=True,
            timeout=60,
            check=True,
        )
        os.write(other_end, b"END")  # so that reading does not wait when nothing was printed
        shown = b""
        while not shown.endswith(b"END"):
            shown += os.read(terminal, 65536)
    finally:
        os.close(terminal)
        os.close(other_end)
    return done.stdout, shown.removesuffix(b"END").decode()


def test_progress_is_shown_and_taken_away(keys: Path) -> None:
    stdout, shown = analyze_on_terminal(IMPATIENT, keys)
    assert "24.0/24.0 kB" in shown
    assert shown.endswith("\x1b[2K")  # the line is erased at the end
    assert json.loads(stdout)["records"] == 7001


def test_nothing_is_shown_when_the_work_is_quick(keys: Path) -> None:
    stdout, shown = analyze_on_terminal(PATIENT, keys)
    assert shown == ""
    assert json.loads(stdout)["records"] == 7001
