"""Build the extension with AddressSanitizer and UBSan, into build/asan-python.

python tools/sanitizers/build_extension.py       # with cmake and ninja on the PATH

For run_python_tests.py, with the interpreter that runs this.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pybind11

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    (
        "cmake",
        "--preset",
        "asan-python",
        f"-DPython_EXECUTABLE={sys.executable}",
        f"-Dpybind11_DIR={pybind11.get_cmake_dir()}",
    ),
    ("cmake", "--build", "--preset", "asan-python", "--target", "_core"),
)


def main() -> int:
    for command in COMMANDS:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"{' '.join(command)} failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
