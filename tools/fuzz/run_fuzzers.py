"""Run each libFuzzer target for some seconds and say how far it came.

    make fuzz FUZZ_SECONDS=20                     # or, after building the preset `fuzz`:
    python tools/fuzz/run_fuzzers.py --seconds 20

Seeds are made anew; what a run finds interesting is kept in build/fuzz/corpus and is where the next one
begins. An input that breaks something is written to build/fuzz/findings: run the fuzzer on that file to see
it happen again. Debian: clang-16, libclang-rt-16-dev.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

BUILD = Path(__file__).resolve().parents[2] / "build" / "fuzz"
PROGRAMS = BUILD / "cpp" / "fuzz"


class Fuzzer(NamedTuple):
    """A target and the longest input that is worth its time."""

    name: str
    longest: int


# States whose sample has shrunk are large, and nothing else reaches what reads them.
FUZZERS = (Fuzzer("from_bytes", 400_000), Fuzzer("text_file", 4096), Fuzzer("kernels", 4096))


def run(fuzzer: Fuzzer, seconds: int) -> tuple[int, str]:
    """The exit code and what libFuzzer said."""
    corpus = BUILD / "corpus" / fuzzer.name
    findings = BUILD / "findings"
    findings.mkdir(exist_ok=True)
    done = subprocess.run(
        [
            str(PROGRAMS / f"fuzz_{fuzzer.name}"),
            f"-max_total_time={seconds}",
            f"-max_len={fuzzer.longest}",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            f"-artifact_prefix={findings}/{fuzzer.name}-",
            str(corpus),
        ],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, done.stderr


def last(pattern: str, text: str) -> str:
    """The last match's group, or a dash."""
    found = re.findall(pattern, text)
    return str(found[-1]) if found else "-"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=20, help="for each fuzzer (default: %(default)s)")
    seconds: int = parser.parse_args().seconds
    subprocess.run([str(PROGRAMS / "make_seeds"), str(BUILD / "corpus")], check=True)
    failures = 0
    print(f"{'fuzzer':<12} {'runs':>9} {'per second':>11} {'edges':>7} {'corpus':>7}  result")
    for fuzzer in FUZZERS:
        code, said = run(fuzzer, seconds)
        result = (
            "nothing found" if code == 0 else f"FAILED ({code}): {last(r'Test unit written to (.*)', said)}"
        )
        runs = last(r"number_of_executed_units: (\d+)", said)
        rate = last(r"average_exec_per_sec: +(\d+)", said)
        edges = last(r"cov: (\d+)", said)
        corpus = last(r"corp: (\d+)", said)
        print(f"{fuzzer.name:<12} {runs:>9} {rate:>11} {edges:>7} {corpus:>7}  {result}", flush=True)
        if code != 0:
            failures += 1
            print(said[-4000:])
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
