"""Ctrl-C ends an analysis with what was read until then, quietly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .command import environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

# The real command and the real loop over the file, except that the file never ends.
ENDLESS = """
import signal, time
from kafka_architect import _core
from kafka_architect.cli.main import main

signal.signal(signal.SIGINT, signal.default_int_handler)
step = _core.TextPass.step

def endless_step(self, stripes, workers):
    if not step(self, min(stripes, 16), workers):
        print("read", flush=True)
    time.sleep(1)
    return True

_core.TextPass.step = endless_step
main()
"""

# Whatever is done there takes for ever.
STUCK = """
import signal, time
from kafka_architect.analysis import analyze
from kafka_architect.cli.main import main

def stuck(*arguments, **options):
    print("read", flush=True)
    time.sleep(3600)

signal.signal(signal.SIGINT, signal.default_int_handler)
analyze.analyze = stuck
main()
"""


def interrupt(program: str, *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a program that is interrupted once it has begun."""
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "read\n"
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    return process.returncode, stdout, stderr


def test_an_analysis_reports_what_was_read_until_ctrl_c(keys: Path) -> None:
    code, stdout, stderr = interrupt(ENDLESS, "analyze", keys, "--format", "json")
    assert code == 130
    assert stderr == "Interrupted: the report covers only what was read so far.\n"
    document = json.loads(stdout.replace("read\n", ""))
    assert document["partial"]
    assert document["records"] == 7001


def test_the_table_of_an_interrupted_analysis_says_so(keys: Path) -> None:
    code, stdout, stderr = interrupt(ENDLESS, "analyze", keys)
    assert code == 130
    assert "Traceback" not in stderr
    assert "7,001 records (partial)" in stdout


def test_anything_else_ends_at_once_and_without_a_traceback(keys: Path) -> None:
    code, stdout, stderr = interrupt(STUCK, "analyze", keys)
    assert (code, stdout, stderr.strip()) == (130, "", "Interrupted.")
