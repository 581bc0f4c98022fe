"""Record how long configuration checks take in benchmarks/results/validation.*.

    python -m benchmarks.validation            # about two minutes
    python -m benchmarks.validation --quick    # in seconds, results under build/

Whole processes, as a user starts them, in turns with a bare interpreter; the bulk run is held to one core.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from ..interleaved import Spread, spread
from ..machine import describe_machine
from .files import write_files

# The command of an installed wheel, where it is given: an editable install looks for changes at each start.
COMMAND = os.environ.get("KAFKA_ARCHITECT_COMMAND") or str(Path(sys.executable).with_name("kafka-architect"))
RESULTS = Path(__file__).resolve().parents[1] / "results"
# Says how fast the core was: shared machines run at half their speed at times.
LOOP = "sum(i * i for i in range(10_000_000))"
QUIET_LOOP_S = 0.55
START_MUST_MS, BULK_MUST_S = 300, 3


class Bulk(NamedTuple):
    """Seconds of wall and CPU time for all files, and of the loop between."""

    wall: Spread
    cpu: Spread
    loop: Spread


def timed(
    command: list[str], *, cores: set[int] | None = None, byte_code: Path | None = None
) -> tuple[float, float]:
    """Wall and CPU seconds of a process; its findings are no failure.

    With a folder for byte code the modules are compiled once, as an installation compiles them, even where
    the environment forbids it (PYTHONDONTWRITEBYTECODE).
    """
    environment = dict(os.environ)
    if byte_code is not None:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(byte_code)
    before = os.times()
    start = time.perf_counter()
    done = subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        check=False,
        env=environment,
        preexec_fn=None if cores is None else lambda: os.sched_setaffinity(0, cores),
    )
    wall = time.perf_counter() - start
    after = os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {done.returncode}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu


def start_to_verdict(folder: Path, rounds: int) -> dict[str, Spread]:
    """Milliseconds from start to verdict for one file, in turns with an interpreter that does nothing."""
    one = str(folder / "0000" / "server.properties")
    contenders = {
        "kafka-architect validate server.properties": [COMMAND, "validate", "--isolated", one],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    wall: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(rounds + 1):
        for name, command in contenders.items():
            seconds, _ = timed(command)
            if turn:
                wall[name].append(seconds * 1000)
    return {name: spread(values) for name, values in wall.items()}


def in_bulk(folder: Path, rounds: int) -> Bulk:
    """Seconds for all files together, on one core, in turns with a loop that shows how fast the core is."""
    command = [COMMAND, "validate", "--isolated", "--format", "json", str(folder)]
    runs, loops = [], []
    for turn in range(rounds + 1):
        loop = timed([sys.executable, "-c", LOOP], cores={0})
        run = timed(command, cores={0})
        if turn:
            runs.append(run)
            loops.append(loop)
    return Bulk(
        wall=spread([wall for wall, _ in runs]),
        cpu=spread([cpu for _, cpu in runs]),
        loop=spread([wall for wall, _ in loops]),
    )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validation")
    parser.add_argument("--quick", action="store_true", help="a tenth of it, written under build/")
    quick = parser.parse_args().quick
    count, rounds = (100, 3) if quick else (1000, 11)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lines = write_files(folder, count)
        start = start_to_verdict(folder, rounds)
        bulk = in_bulk(folder, rounds)
    machine = describe_machine()
    output = RESULTS.parents[1] / "build" / "bench-results" if quick else RESULTS
    output.mkdir(parents=True, exist_ok=True)
    page = _page(machine, start, bulk, (count, lines))
    (output / "validation.md").write_text(page, encoding="utf-8")
    data = {
        "machine": machine,
        "start_to_verdict_ms": {name: value._asdict() for name, value in start.items()},
        "bulk": {
            "files": count,
            "lines": lines,
            "wall_s": bulk.wall._asdict(),
            "cpu_s": bulk.cpu._asdict(),
            "loop_s": bulk.loop._asdict(),
        },
    }
    (output / "validation.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    print(page)


def _page(machine: object, start: dict[str, Spread], bulk: Bulk, amount: tuple[int, int]) -> str:
    described = json.dumps(machine, indent=2)
    count, lines = amount
    quiet_s = bulk.wall.median * QUIET_LOOP_S / bulk.loop.median
    rows = [
        f"| {name} | {value.median:,.0f} | {value.min:,.0f} to {value.max:,.0f} |"
        for name, value in start.items()
    ]
    return "\n".join(
        [
            "# Configuration checks",
            "",
            "Written by `python -m benchmarks.validation`. Whole processes, medians with their range.",
            "",
            f"## Start to verdict, one file of a hundred lines (must: below {START_MUST_MS} ms)",
            "",
            "| Process | median ms | range |",
            "|---|--:|--:|",
            *rows,
            "",
            f"## {count:,} files, {lines:,} lines, eight dialects, one core",
            "",
            f"Must: below {BULK_MUST_S} s for 1,000 files.",
            "",
            "| | median s | range |",
            "|---|--:|--:|",
            f"| wall | {bulk.wall.median:.2f} | {bulk.wall.min:.2f} to {bulk.wall.max:.2f} |",
            f"| CPU | {bulk.cpu.median:.2f} | {bulk.cpu.min:.2f} to {bulk.cpu.max:.2f} |",
            f"| `{LOOP}` beside it | {bulk.loop.median:.2f} | {bulk.loop.min:.2f} to {bulk.loop.max:.2f} |",
            "",
            "The last row says how fast the core was at the time; undisturbed, this machine takes "
            f"{QUIET_LOOP_S} s, and would take {quiet_s:.1f} s for the files.",
            "",
            "## Where",
            "",
            "```",
            described,
            "```",
            "",
        ]
    )


if __name__ == "__main__":
    main()
