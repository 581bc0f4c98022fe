"""Build the fuzzers, run each for some seconds and say how far it came.

    make fuzz FUZZ_SECONDS=20                     # or, with cmake and ninja on the PATH:
    python tools/fuzz/run_fuzzers.py --seconds 20

A run begins with seeds that are made anew, with the corpus that is kept in tools/fuzz/corpus, and with what
earlier runs found interesting (build/fuzz/corpus). `--keep` writes the smallest corpus that reaches as much
back to tools/fuzz/corpus. An input that breaks something is written to build/fuzz/findings: run the fuzzer
on that file to see it happen again. Needs clang and its runtime; says so at once where they are missing.

As many fuzzers run at a time as there are cores. Rates are runs in a second of CPU time: other work on the
machine changes them little.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.proofs.lacking import Need, sentence, skip  # noqa: E402
from tools.proofs.sanitized import fixed_addresses, leak_options, obstacle  # noqa: E402

BUILD = ROOT / "build" / "fuzz"
PROGRAMS = BUILD / "cpp" / "fuzz"
KEPT = Path(__file__).parent / "corpus"
# The first is the preset's; what is older does not compile the ranges of gcc's library.
CLANG_VERSIONS = (16, 17, 18, 19, 20, 21)
OPTIONS = "malloc_context_size=2:quarantine_size_mb=8"
LARGEST_KEPT_BYTES = 4096
# What libFuzzer says first.
BEGUN = "INFO: Seed"
START_TRIES = 5


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
    Fuzzer("delimited_rows", 256),
    Fuzzer("arrow_import", 1024),
    Fuzzer("kernels", 256),
)


class Ran(NamedTuple):
    """What came of a fuzzer."""

    code: int
    said: str
    cpu_seconds: float


def has_runtime(compiler: str) -> bool:
    """Whether libFuzzer is there beside the compiler."""
    found = subprocess.run([compiler, "-print-runtime-dir"], capture_output=True, text=True, check=True)
    folder = Path(found.stdout.strip())
    pattern = "libclang_rt.fuzzer*.a"
    return any(folder.glob(pattern)) or any(folder.parent.glob(f"*/{pattern}"))


def compiler() -> str | None:
    """The clang that builds the fuzzers: the first that has libFuzzer."""
    names = [f"clang++-{version}" for version in CLANG_VERSIONS]
    return next((name for name in names if shutil.which(name) and has_runtime(name)), None)


def needs() -> list[Need]:
    """What must be installed where no compiler is good enough."""
    version = CLANG_VERSIONS[0]
    return [
        Need(f"clang++-{version} or newer", f"clang-{version}"),
        Need("libFuzzer", f"libclang-rt-{version}-dev"),
    ]


def build(compiler: str) -> None:
    """Configures and builds the preset."""
    for command in (
        ["cmake", "--preset", "fuzz", f"-DCMAKE_CXX_COMPILER={compiler}"],
        ["cmake", "--build", "--preset", "fuzz", "--target", "fuzzers"],
    ):
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


def run(fuzzer: Fuzzer, seconds: int, options: str) -> Ran:
    """Runs it for so long; again where it did not begin, which random addresses do to sanitizers."""
    for _ in range(START_TRIES - 1):
        ran = run_once(fuzzer, seconds, options)
        if ran.code == 0 or BEGUN in ran.said:
            return ran
    return run_once(fuzzer, seconds, options)


def run_once(fuzzer: Fuzzer, seconds: int, options: str) -> Ran:
    findings = BUILD / "findings"
    findings.mkdir(exist_ok=True)
    command = [
        *fixed_addresses(),
        str(PROGRAMS / f"fuzz_{fuzzer.name}"),
        f"-max_total_time={seconds}",
        f"-max_len={fuzzer.longest}",
        # Inputs take less than a millisecond, unless another program has the core.
        "-timeout=60",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        f"-artifact_prefix={findings}/{fuzzer.name}-",
        str(BUILD / "corpus" / fuzzer.name),
    ]
    with tempfile.TemporaryFile() as said:
        environment = {**os.environ, "ASAN_OPTIONS": options}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    return Ran(process.returncode, text, used.ru_utime + used.ru_stime)


def last(pattern: str, text: str) -> str:
    """The last match's group, or a dash."""
    found = re.findall(pattern, text)
    return str(found[-1]) if found else "-"


def show(fuzzer: Fuzzer, ran: Ran) -> None:
    """Its line of the table; where something was found, the end of what it said too."""
    runs = last(r"number_of_executed_units: (\d+)", ran.said)
    rate = f"{int(runs) / ran.cpu_seconds:.0f}" if runs.isdigit() and ran.cpu_seconds > 0 else "-"
    edges = last(r"cov: (\d+)", ran.said)
    corpus = last(r"corp: (\d+)", ran.said)
    unit = last(r"Test unit written to (.*)", ran.said)
    result = "nothing found" if ran.code == 0 else f"FAILED ({ran.code}): {unit}"
    print(f"{fuzzer.name:<14} {runs:>9} {rate:>11} {edges:>7} {corpus:>7}  {result}", flush=True)
    if ran.code != 0:
        print(ran.said[-4000:], flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=20, help="for each fuzzer (default: %(default)s)")
    parser.add_argument("--keep", action="store_true", help="write the smallest corpus to tools/fuzz/corpus")
    parser.add_argument("--ready", action="store_true", help="only say whether the machine has a compiler")
    arguments = parser.parse_args()
    seconds: int = arguments.seconds
    clang = compiler()
    if arguments.ready:
        return 0 if clang else 1
    if clang is None:
        return skip("fuzzers", sentence(needs()))
    build(clang)
    for fuzzer in FUZZERS:
        unpack(fuzzer)
    # Built like the fuzzers: what keeps it from running would keep them.
    make_seeds = [*fixed_addresses(), str(PROGRAMS / "make_seeds"), str(BUILD / "corpus")]
    options = leak_options(make_seeds, OPTIONS)
    if reason := obstacle(make_seeds, options):
        print(f"fuzzers: left out: AddressSanitizer cannot run on this machine: {reason}")
        return 0
    subprocess.run(make_seeds, env={**os.environ, "ASAN_OPTIONS": options}, check=True)
    print(f"{'fuzzer':<14} {'runs':>9} {'per CPU s':>11} {'edges':>7} {'corpus':>7}  result")
    with ThreadPoolExecutor(os.cpu_count()) as at_a_time:
        all_ran = list(at_a_time.map(lambda fuzzer: run(fuzzer, seconds, options), FUZZERS))
    for fuzzer, ran in zip(FUZZERS, all_ran, strict=True):
        show(fuzzer, ran)
        if ran.code == 0 and arguments.keep:
            keep(fuzzer)
    return 1 if any(ran.code != 0 for ran in all_ran) else 0


if __name__ == "__main__":
    sys.exit(main())
