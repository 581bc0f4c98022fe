"""Build the fuzzers, run each for some seconds and say how far it came.

    make fuzz FUZZ_SECONDS=20                     # or, with cmake and ninja on the PATH:
    python tools/fuzz/run_fuzzers.py --seconds 20

A run begins with seeds that are made anew, with the corpus that is kept in tools/fuzz/corpus, and with what
earlier runs found interesting (build/fuzz/corpus). `--keep` writes the smallest corpus that reaches as much
back to tools/fuzz/corpus. An input that breaks something is written to build/fuzz/findings: run the fuzzer
on that file to see it happen again. Needs clang and its runtime; says so at once where they are missing.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.proofs.lacking import Need, lacking, sentence, skip  # noqa: E402

BUILD = ROOT / "build" / "fuzz"
PROGRAMS = BUILD / "cpp" / "fuzz"
KEPT = Path(__file__).parent / "corpus"
COMPILER = "clang++-16"
LARGEST_KEPT_BYTES = 4096


class Fuzzer(NamedTuple):
    """A target and the longest input that is worth its time."""

    name: str
    longest: int


# Built with small tables: what is longer reaches nothing that is not reached by less.
FUZZERS = (
    Fuzzer("from_bytes", 4096),
    Fuzzer("segment_reader", 2048),
    Fuzzer("text_file", 256),
    Fuzzer("line_blocks", 128),
    Fuzzer("json_lines", 256),
    Fuzzer("arrow_import", 1024),
    Fuzzer("kernels", 256),
)


def missing() -> list[Need]:
    """What must be installed first."""
    if needs := lacking([Need(COMPILER, "clang-16")]):
        return [*needs, Need("its runtime", "libclang-rt-16-dev")]
    found = subprocess.run([COMPILER, "-print-runtime-dir"], capture_output=True, text=True, check=True)
    folder = Path(found.stdout.strip())
    candidates = [*folder.glob("libclang_rt.fuzzer*.a"), *folder.parent.glob("*/libclang_rt.fuzzer*.a")]
    return [] if candidates else [Need(str(folder / "libclang_rt.fuzzer.a"), "libclang-rt-16-dev")]


def build() -> None:
    """Configures and builds the preset."""
    for command in (["cmake", "--preset", "fuzz"], ["cmake", "--build", "--preset", "fuzz", "--target", "fuzzers"]):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")


def unpack(fuzzer: Fuzzer) -> None:
    """Puts the kept corpus beside what earlier runs found."""
    folder = BUILD / "corpus" / fuzzer.name
    folder.mkdir(parents=True, exist_ok=True)
    if (KEPT / f"{fuzzer.name}.zip").exists():
        with zipfile.ZipFile(KEPT / f"{fuzzer.name}.zip") as kept:
            kept.extractall(folder)


def keep(fuzzer: Fuzzer) -> None:
    """Writes the smallest corpus that reaches as much as all of it, the same bytes for the same inputs."""
    smallest = BUILD / "smallest" / fuzzer.name
    shutil.rmtree(smallest, ignore_errors=True)
    smallest.mkdir(parents=True)
    corpus = BUILD / "corpus" / fuzzer.name
    merge = [str(PROGRAMS / f"fuzz_{fuzzer.name}"), "-merge=1", f"-max_len={fuzzer.longest}"]
    subprocess.run([*merge, str(smallest), str(corpus)], capture_output=True, check=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for path in sorted(smallest.iterdir()):
            if path.stat().st_size <= LARGEST_KEPT_BYTES:
                kept.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{fuzzer.name}.zip").write_bytes(packed.getvalue())


def run(fuzzer: Fuzzer, seconds: int) -> tuple[int, str]:
    """The exit code and what libFuzzer said."""
    corpus = BUILD / "corpus" / fuzzer.name
    findings = BUILD / "findings"
    findings.mkdir(exist_ok=True)
    # Sanitizers place their shadow memory where the randomised address space of newer kernels may already be.
    fixed = ["setarch", "-R"] if shutil.which("setarch") else []
    done = subprocess.run(
        [
            *fixed,
            str(PROGRAMS / f"fuzz_{fuzzer.name}"),
            f"-max_total_time={seconds}",
            f"-max_len={fuzzer.longest}",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            f"-artifact_prefix={findings}/{fuzzer.name}-",
            str(corpus),
        ],
        env={**os.environ, "ASAN_OPTIONS": "malloc_context_size=2:quarantine_size_mb=8"},
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
    parser.add_argument("--keep", action="store_true", help="write the smallest corpus to tools/fuzz/corpus")
    arguments = parser.parse_args()
    seconds: int = arguments.seconds
    if needs := missing():
        return skip("fuzzers", sentence(needs))
    build()
    for fuzzer in FUZZERS:
        unpack(fuzzer)
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
        elif arguments.keep:
            keep(fuzzer)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
