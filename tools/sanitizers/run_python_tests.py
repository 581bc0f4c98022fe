"""Run Python tests against an extension that was built with AddressSanitizer and UBSan.

    python tools/sanitizers/run_python_tests.py build/asan-python pytest-arguments...

Called by `make sanitize` with the interpreter of .venv. The editable installation in there would always win
over a path, so the tests get an environment of their own below the build folder: no packages but a copy of
ours beside the instrumented _core, and the site-packages of .venv as a plain folder, which leaves out its
.pth files and with them the editable installation.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.proofs.sanitized import NO_LEAKS, fixed_addresses, obstacle  # noqa: E402

# The interpreter frees little at its end. Memory that malloc cannot give is a MemoryError, as it is without
# the sanitizer.
OPTIONS = f"{NO_LEAKS}:abort_on_error=0:allocator_may_return_null=1"


def make_environment(build: Path) -> Path:
    """The environment's interpreter."""
    folder = build / "venv"
    venv.EnvBuilder(symlinks=True, with_pip=False, clear=True).create(folder)
    site = Path(sysconfig.get_path("purelib", scheme="venv", vars={"base": str(folder)}))
    (site / "packages_of_dot_venv.pth").write_text(sysconfig.get_path("purelib") + "\n")
    ignored = shutil.ignore_patterns("__pycache__", "*.so")
    shutil.copytree(ROOT / "python" / "kafka_architect", site / "kafka_architect", ignore=ignored)
    (core,) = (build / "cpp").glob("_core*.so")
    shutil.copy2(core, site / "kafka_architect")
    return folder / "bin" / "python"


def library(name: str) -> str:
    """A library of the compiler that the extension was built with."""
    compiler = os.environ.get("CXX", "c++")
    found = subprocess.run([compiler, f"-print-file-name={name}"], capture_output=True, text=True, check=True)
    path = Path(found.stdout.strip())
    if not path.is_absolute():
        sys.exit(f"{compiler} has no {name}: gcc's runtime libraries for sanitizers are missing")
    return str(path)


def main() -> int:
    build = Path(sys.argv[1]).resolve()
    python = make_environment(build)
    # The interpreter is not instrumented: the runtime must come first, and libstdc++ with it, or exceptions
    # thrown by the extension would not be intercepted; behind what fixes the addresses, or it would be loaded
    # there too. Python's own allocator of small objects hides overruns.
    preload = f"LD_PRELOAD={library('libasan.so')} {library('libstdc++.so')}"
    instrumented = [*fixed_addresses(), "env", preload, "PYTHONMALLOC=malloc", str(python)]
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "ASAN_OPTIONS": OPTIONS,
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    if reason := obstacle([*instrumented, "-c", "pass"], OPTIONS):
        print(f"Python tests: left out: AddressSanitizer cannot run on this machine: {reason}")
        return 0
    check = "import kafka_architect._core as core; print('testing', core.__file__)"
    for arguments in (["-c", check], ["-m", "pytest", "-p", "no:cacheprovider", *sys.argv[2:]]):
        done = subprocess.run([*instrumented, *arguments], cwd=ROOT, env=environment, check=False)
        if done.returncode != 0:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
