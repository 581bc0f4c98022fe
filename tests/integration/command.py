"""The installed `kafka-architect` as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Beside the interpreter that runs the tests: the command of this environment and of no other.
COMMAND = str(Path(sys.executable).with_name("kafka-architect.exe" if os.name == "nt" else "kafka-architect"))

# What changes how a terminal program prints: the tests say themselves what they want.
_TERMINAL_SETTINGS = ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES")


def environment(**settings: str) -> dict[str, str]:
    """The environment of the tests without its terminal settings, and with `settings`."""
    inherited = {name: value for name, value in os.environ.items() if name not in _TERMINAL_SETTINGS}
    return inherited | {"PYTHONWARNINGS": "error"} | settings


def run(
    *arguments: str | bytes | Path, cwd: Path | None = None, text: str | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the command; whatever it does, it leaves no traceback and no byte that is not UTF-8.

    `text` is what it finds on standard input.
    """
    done = subprocess.run(
        [COMMAND, *arguments],
        cwd=cwd,
        env=environment(**settings),
        input=(text or "").encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    stdout, stderr = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in stdout + stderr, stderr
    return subprocess.CompletedProcess(done.args, done.returncode, stdout, stderr)


def succeed(*arguments: str | bytes | Path, cwd: Path | None = None, **settings: str) -> str:
    """Run the command, which has nothing to complain about, and return what it prints."""
    done = run(*arguments, cwd=cwd, **settings)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refuse(*arguments: str | bytes | Path, cwd: Path | None = None, **settings: str) -> str:
    """Run the command on wrong input: exit code 2, nothing on standard output; return the message."""
    done = run(*arguments, cwd=cwd, **settings)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr
