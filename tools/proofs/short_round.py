"""A short round of tiers, sanitizers and fuzzers, of those that a change touches.

    make proofs-short PROOFS_BASE=origin/main     # or, with cmake and ninja on the PATH:
    python tools/proofs/short_round.py --base origin/main

What changed is what differs from the base, in commits, in the work tree and in new files. Less than four
minutes on two cores; `make tiers`, `make sanitize` and `make fuzz` are the whole of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FUZZ_SECONDS = 5
EVERYWHERE = ("CMakeLists.txt", "CMakePresets.json", "cpp/CMakeLists.txt", "tools/proofs/")
# Rooms whose code decides nothing about bytes of others.
LEFT_OUT = ("cpp/src/sizing/", "cpp/bindings/bind_sizing", "cpp/bench/", "cpp/tests/")
BORDER_TESTS = (
    "tests/engine/border",
    "tests/engine/test_update.py",
    "tests/engine/test_masked_arrays.py",
    "tests/engine/test_hostile_states.py",
    "tests/unit/test_key_inputs.py",
)


class Proof(NamedTuple):
    """What is run, and the beginnings of the paths that it is about."""

    name: str
    paths: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]


PYTHON = sys.executable
PROOFS = (
    Proof(
        "tiers",
        ("cpp/src/simd/", "cpp/src/hashing/", "cpp/include/", "cpp/tests/tiers/", "tools/tiers/"),
        ((PYTHON, "tools/tiers/check_tiers.py", "--here"),),
    ),
    Proof(
        "sanitizers",
        ("cpp/bindings/", "cpp/src/", "cpp/include/", "tests/engine/border/", "tools/sanitizers/"),
        (
            (PYTHON, "tools/sanitizers/build_extension.py"),
            (
                PYTHON,
                "tools/sanitizers/run_python_tests.py",
                "build/asan-python",
                *BORDER_TESTS,
                "-m",
                "not exhausts_memory",
                "-q",
                "-x",
            ),
        ),
    ),
    Proof(
        "fuzzers",
        ("cpp/src/", "cpp/include/", "cpp/fuzz/", "tools/fuzz/"),
        ((PYTHON, "tools/fuzz/run_fuzzers.py", "--seconds", str(FUZZ_SECONDS)),),
    ),
)


def git(*arguments: str) -> list[str]:
    """The lines that git prints."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(
            f"git {' '.join(arguments)} failed: {done.stderr.strip()}; which base was meant? (PROOFS_BASE)"
        )
    return done.stdout.splitlines()


def changed_since(base: str) -> list[str]:
    """Paths that differ from where this branch left the base."""
    (fork,) = git("merge-base", base, "HEAD")
    return [*git("diff", "--name-only", fork), *git("ls-files", "--others", "--exclude-standard")]


def touches(paths: list[str], proof: Proof) -> list[str]:
    """Those of the paths that the proof is about."""
    return [
        path
        for path in paths
        if path.startswith((*proof.paths, *EVERYWHERE))
        and not (path.startswith(LEFT_OUT) and not path.startswith("cpp/tests/tiers/"))
    ]


def run(proof: Proof) -> bool:
    """Whether every command of the proof succeeds; the first that fails is the last that runs."""
    return all(subprocess.run(command, cwd=ROOT, check=False).returncode == 0 for command in proof.commands)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--base", default="HEAD", help="what the change is compared with (default: %(default)s)"
    )
    base: str = parser.parse_args().base
    paths = changed_since(base)
    failed = []
    for proof in PROOFS:
        why = touches(paths, proof)
        if not why:
            print(f"{proof.name}: nothing that it is about differs from {base}", flush=True)
            continue
        print(f"{proof.name}: for {why[0]}{' and others' if len(why) > 1 else ''}", flush=True)
        began = time.monotonic()
        passed = run(proof)
        print(
            f"{proof.name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        if not passed:
            failed.append(proof.name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
