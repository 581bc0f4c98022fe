"""Measure the readers of sources and write the page of results.

python -m benchmarks.sources              # minutes; benchmarks/results/sources.md
python -m benchmarks.sources --quick      # seconds; build/sources.md
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from benchmarks.interleaved import spread, time_in_turns
from benchmarks.machine import describe_machine
from benchmarks.sources.contenders import WORKERS, groups
from benchmarks.sources.data import files

_PROMISES = {
    "zst": "within 1.2 x of the fastest decompressor",
    "gz": "within 1.2 x of the fastest decompressor",
    "csv": "not slower than Polars or DuckDB reading that column",
    "jsonl": "not slower than Polars or DuckDB reading that column",
    "parquet": "at most 30 % on top of pyarrow reading the key column",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    rows, rounds = (200_000, 3) if quick else (5_000_000, 5)
    machine = describe_machine()
    lines = [
        "# Reading sources",
        "",
        "`ka.analyze` of a whole file (read, hash, count for 12 and 24 partitions, distinct and hot keys) "
        "with two workers, against libraries that only decompress the file or only read its key column. "
        "Rounds of all contenders in turn within one run; medians of ratios of "
        "wall time, with their range, and of CPU time of all threads, which a busy machine does not change.",
        "",
        f"- {machine['date_utc']} UTC, {machine['cpu']}, {machine['logical_cpus']} logical CPUs, load "
        f"{os.getloadavg()[0]:.1f} at the end of it: shared with other work",
        f"- {machine['build']['compiler']}, Python {machine['build']['python']}",
        f"- {rows:,} orders, 200,000 customers, Zipf exponent 1.3; {rounds} rounds; {WORKERS} workers",
        "",
        "| Format | Contender | Version | M records/s | ka.analyze, wall | ka.analyze, CPU |",
        "|---|---|---|--:|--:|--:|",
    ]
    made = files(rows)
    for name, contenders in groups(made, rows).items():
        timings = time_in_turns(contenders, rounds)
        for timing in timings:
            ratio = timings[0].times_slower_than(timing)
            cpu = spread(
                [
                    mine / theirs
                    for mine, theirs in zip(timings[0].cpu_ns_per_key, timing.cpu_ns_per_key, strict=True)
                ]
            )
            wall = sorted(timing.wall_ns_per_key)[rounds // 2]
            shown = " | "
            if timing is not timings[0]:
                shown = f"{ratio.median:.2f} ({ratio.min:.2f} to {ratio.max:.2f}) | {cpu.median:.2f}"
            who = f"{timing.contender.name} | {timing.contender.version}"
            lines.append(f"| {name} | {who} | {1e3 / wall:.1f} | {shown} |")
            print(lines[-1], flush=True)
    lines += ["", "Promised:", "", *(f"- {name}: {promise}" for name, promise in _PROMISES.items())]
    page = Path("build/sources.md" if quick else "benchmarks/results/sources.md")
    page.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
