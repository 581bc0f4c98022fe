"""The SARIF validator of the format's makers, from npm, installed once into build/."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

_VERSION = "5.7.0"
_BUILD = Path(__file__).parents[2] / "build" / "sarif"
_EXECUTABLE = _BUILD / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"


@cache
def multitool() -> Path:
    """The executable; skips where npm is missing."""
    if not _EXECUTABLE.exists():
        if shutil.which("npm") is None:
            pytest.skip("needs npm, for the SARIF multitool")
        _BUILD.mkdir(parents=True, exist_ok=True)
        package = f"@microsoft/sarif-multitool-linux@{_VERSION}"
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", package]
        subprocess.run(command, cwd=_BUILD, check=True, timeout=300)
    _EXECUTABLE.chmod(0o755)
    return _EXECUTABLE
