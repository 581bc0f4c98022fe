"""What a proof needs of the machine, said before anything is built.

Where something is missing the proof is left out, and says so with the command that installs it. Where
KAFKA_ARCHITECT_FORBID_SKIPS is 1 that is a failure.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

FORBIDDEN = os.environ.get("KAFKA_ARCHITECT_FORBID_SKIPS") == "1"


class Need(NamedTuple):
    """A program or file, and the Debian package that brings it."""

    what: str
    package: str

    @property
    def is_there(self) -> bool:
        return Path(self.what).exists() if "/" in self.what else shutil.which(self.what) is not None


def lacking(needs: list[Need]) -> list[Need]:
    """Those of the needs that this machine does not meet."""
    return [need for need in needs if not need.is_there]


def sentence(missing: list[Need]) -> str:
    """What is missing and how to have it."""
    names = ", ".join(need.what for need in missing)
    packages = " ".join(dict.fromkeys(need.package for need in missing))
    return f"{names} not found (Debian, Ubuntu: apt-get install {packages})"


def skip(proof: str, reason: str) -> int:
    """Say that a proof is left out; the exit code that says whether that is allowed."""
    print(f"{proof}: left out: {reason}")
    if FORBIDDEN:
        print("FAILED: something was left out, which KAFKA_ARCHITECT_FORBID_SKIPS forbids")
    return 1 if FORBIDDEN else 0
