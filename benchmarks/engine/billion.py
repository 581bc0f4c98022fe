"""A file larger than memory, read from the disk: against `cat FILE > /dev/null`."""

import os
import subprocess
import time
from pathlib import Path

from benchmarks.interleaved import spread
from benchmarks.keys import BENCH_DATA

from .environment import ram_bytes
from .job import run_job
from .memory import PROMISE as MEMORY_PROMISE
from .outcome import Better, Outcome, Promise, Row, Section, Table, cell, ratios, skipped

KEYS = 1_000_000_000
FILE = BENCH_DATA / f"uuid36-n{KEYS}-seed1.txt"
DROP_CACHES = Path("/proc/sys/vm/drop_caches")
WORK = "1,000,000,000 keys from a cold file, whole analysis, wall against `cat FILE > /dev/null`"
# The disk itself varies by more than this from one run to the next.
PROMISE = Promise(Better.LOWER, must=1.05)


def measure(rounds: int, path: Path = FILE, keys: int = KEYS) -> Outcome:
    """Alternate between cat and us, the caches dropped before each."""
    if not path.exists():
        reason = f"{path.name} is not there; benchmarks.keys.uuid36({keys:_}) makes it"
        return skipped("billion", WORK, reason)
    cat_seconds: list[float] = []
    our_seconds: list[float] = []
    runs = []
    how = ""
    for _ in range(rounds):
        how = drop_caches(path)
        cat_seconds.append(seconds_of_cat(path))
        drop_caches(path)
        start = time.perf_counter()
        runs.append(run_job("ours-file", path))
        our_seconds.append(time.perf_counter() - start)
        if runs[-1].answer.records != keys:
            raise ValueError(f"{path.name}: {keys} keys, counted {runs[-1].answer.records}")
    size = path.stat().st_size
    peak = spread([run.peak_rss_bytes / 1e6 for run in runs])
    rows = [
        Row(WORK, ratios(our_seconds, cat_seconds), "x", PROMISE),
        Row(f"Peak RSS of the process, {keys:,} keys", peak, "MB", MEMORY_PROMISE),
    ]
    lines = [
        [name, cell(spread(seconds)), f"{size / spread(seconds).median / 1e9:,.2f}",
         f"{keys / spread(seconds).median / 1e6:,.1f}"]
        for name, seconds in (("cat FILE > /dev/null", cat_seconds), ("ka.analyze, a process", our_seconds))
    ]  # fmt: skip
    error = runs[-1].answer.distinct / keys - 1
    cpu = spread([run.cpu_seconds for run in runs])
    section = Section(
        "A billion keys",
        [
            f"{size / 1e9:,.1f} GB in {keys:,} lines, memory "
            f"{ram_bytes() / 1e9:,.1f} GB; {how} before every run; "
            f"{rounds} round(s). Our time is that of the whole process, its start included. It used "
            f"{cell(cpu)} CPU-seconds and {peak.max:,.1f} MB; distinct keys were off by {error:+.2%}. "
            "Met means within 5 % of `cat`: the disk varies as much.",
        ],
        [Table(["What", "seconds", "GB/s", "M keys/s"], lines)],
    )
    data = {
        "bytes": size,
        "cat_seconds": cat_seconds,
        "our_seconds": our_seconds,
        "runs": [run._asdict() for run in runs],
        "caches": how,
    }
    return Outcome("billion", section, rows, data=data)


def drop_caches(path: Path) -> str:
    """Make the file cold; return how."""
    os.sync()
    if os.access(DROP_CACHES, os.W_OK):
        DROP_CACHES.write_text("3", encoding="ascii")
        return "all caches dropped (3 to drop_caches)"
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return "the file's pages dropped (posix_fadvise)"


def seconds_of_cat(path: Path) -> float:
    """Read the file once and keep nothing."""
    start = time.perf_counter()
    # Through the shell's redirection, as users do: cat knows the difference between a pipe and /dev/null.
    with Path(os.devnull).open("wb") as nowhere:
        subprocess.run(["cat", path], stdout=nowhere, check=True)
    return time.perf_counter() - start
