"""Code in a process of its own: for limits, signals and crashes that must not be this process's."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PATIENCE_SECONDS = 120
# AddressSanitizer takes address space by the terabyte: there is nothing left to limit.
UNDER_ADDRESS_SANITIZER = "libasan" in os.environ.get("LD_PRELOAD", "")
posix_only = pytest.mark.skipif(os.name != "posix", reason="limits, signals and forks are POSIX's")


def run(code: str, *arguments: str) -> str:
    """What the code printed; a crash, a hang and an error that it does not catch are failures."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout
