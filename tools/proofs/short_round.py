"""A short round of tiers, sanitizers and fuzzers, of those that a change touches.

    make proofs-short PROOFS_BASE=origin/main     # or, with cmake and ninja on the PATH:
    python tools/proofs/short_round.py --base origin/main

What changed is what differs from the base, in commits, in the work tree and in new files. From a base without
parents (the first commit, or the oldest that a shallow clone has) everything is new, and so it is where git
does not answer. Some four minutes on two cores (benchmarks/results/fuzzing.md); `make tiers`, `make sanitize`
and `make fuzz` are the whole of it.

What this machine forbids (ptrace, addresses that are not random) is said and left out. What fails is a fault.
"""

from __future__ import annotations

import argparse
import resource
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
                "--numprocesses",
                "logical",
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


def git(*arguments: str) -> list[str] | None:
    """The lines that git prints; None where it fails."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else None


def is_commit(name: str) -> bool:
    """Whether git knows it."""
    return git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") is not None


def changed_since(base: str) -> list[str] | None:
    """Paths that differ from where this branch left the base; None for all of them."""
    if base and git("rev-parse", "--is-shallow-repository") == ["false"] and not is_commit(base):
        sys.exit(f"there is no commit {base}: which base was meant? (PROOFS_BASE)")
    fork = git("merge-base", base, "HEAD") if base and is_commit(base) else None
    if not fork or not is_commit(f"{fork[0]}^"):
        return None
    changed = git("diff", "--name-only", fork[0])
    new = git("ls-files", "--others", "--exclude-standard")
    return None if changed is None or new is None else [*changed, *new]


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


def cpu_seconds() -> float:
    """What the commands have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def reason(proof: Proof, paths: list[str] | None) -> str:
    """What of the change asks for the proof; empty where nothing does."""
    if paths is None:
        return "everything: there is nothing earlier to compare with"
    why = touches(paths, proof)
    return f"{why[0]}{' and others' if len(why) > 1 else ''}" if why else ""


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
        why = reason(proof, paths)
        if not why:
            print(f"{proof.name}: nothing that it is about differs from {base}", flush=True)
            continue
        print(f"{proof.name}: for {why}", flush=True)
        began, cpu = time.monotonic(), cpu_seconds()
        passed = run(proof)
        took = f"{time.monotonic() - began:.0f} s ({cpu_seconds() - cpu:.0f} s of CPU time)"
        print(f"{proof.name}: {'passed' if passed else 'FAILED'} in {took}", flush=True)
        if not passed:
            failed.append(proof.name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
