"""Files that are made of others are what they would be made of today."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[3] / "tools"


@pytest.mark.skipif(not TOOLS.exists(), reason="the maintainers' tools are not part of the installed package")
@pytest.mark.parametrize("script", ["instances/generate.py", "calibration/generate.py"])
def test_nothing_has_drifted(script: str) -> None:
    run = subprocess.run(
        [sys.executable, str(TOOLS / script), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
