"""Record how long designs take from the command line, with all outputs, in benchmarks/results/designs.md.

    python -m benchmarks.designs

Each measurement is a new process: start, reading, design, every output, and files on the disk. CPU seconds
are what the machine's other work does not change much; wall seconds are what a person waits. Modules are
compiled before, as pip does when it installs: an environment that keeps no bytecode (PYTHONDONTWRITEBYTECODE)
would compile all of them in each process, which takes longer than the design.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from .machine import describe_machine

ROOT = Path(__file__).resolve().parents[1]
TARGET = Path(__file__).resolve().parent / "results" / "designs.md"
ROUNDS = 5
TOPICS = 500
# Where it exists, it tells the disk's part from ours.
IN_MEMORY = Path("/dev/shm")  # noqa: S108


class Run(NamedTuple):
    """One process: CPU seconds of its own code and of the system, wall seconds, files written."""

    user_s: float
    system_s: float
    wall_s: float
    files: int


def large(topics: int) -> dict[str, object]:
    """A system of as many services as topics, each of which sends one and receives two."""
    streams = [f"domain{number % 20}.entity{number}" for number in range(topics)]
    return {
        "name": "large",
        "platform": {"brokers": 12, "zones": 3},
        "defaults": {
            "size": "1 kB",
            "retention": {"longest_outage": "2d"},
            "schema": {"format": "avro"},
            "promises": {"lag_objective": "1 min"},
        },
        "entities": {
            name: {
                "key": f"id{number}",
                "events": {
                    "messages": [f"Created{number}", f"Changed{number}"],
                    "rate": f"{10 + number}..{50 + 2 * number}",
                },
            }
            for number, name in enumerate(streams)
        },
        "services": {
            f"service{number}": {
                "sends": [f"{name}.events"],
                "receives": [f"{streams[(number + step) % topics]}.events" for step in (1, 7)],
                "instances": 2,
            }
            for number, name in enumerate(streams)
        },
    }


def run(specification: Path, environment: dict[str, str], *, writes: bool, where: str | None = None) -> Run:
    """Design in a process of its own, with every output or with none; `where`: not the usual folder."""
    with tempfile.TemporaryDirectory(dir=where) as folder:
        out = Path(folder) / "out"
        command = [
            sys.executable,
            "-m",
            "kafka_architect",
            "design",
            str(specification),
            "--fail-on",
            "never",
        ]
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [*command, *(["--out", str(out)] if writes else [])],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
        return Run(user, system, wall, sum(1 for one in out.rglob("*") if one.is_file()))


def measure() -> dict[str, list[Run]]:
    """Every case in turns."""
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "large.json"
        many.write_text(json.dumps(large(TOPICS)), encoding="utf-8")
        shop = ROOT / "examples" / "designs" / "shop.yaml"
        cases: dict[str, tuple[Path, bool, str | None]] = {
            "the shop, every output": (shop, True, None),
            f"{TOPICS} topics, printed": (many, False, None),
            f"{TOPICS} topics, every output": (many, True, None),
        }
        if IN_MEMORY.is_dir():
            cases[f"{TOPICS} topics, every output, {IN_MEMORY}"] = (many, True, str(IN_MEMORY))
        environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        run(many, environment, writes=True)
        found: dict[str, list[Run]] = {name: [] for name in cases}
        for _ in range(ROUNDS):
            for name, (specification, writes, where) in cases.items():
                found[name].append(run(specification, environment, writes=writes, where=where))
        return found


def page(found: dict[str, list[Run]]) -> str:
    """The results as Markdown."""
    machine = describe_machine()
    rows = "\n".join(
        f"| {name} | {runs[0].files:,} | {_spread([one.user_s for one in runs])} "
        f"| {_spread([one.system_s for one in runs])} | {_spread([one.wall_s for one in runs])} |"
        for name, runs in found.items()
    )
    build = ", ".join(f"{name} {value}" for name, value in machine["build"].items())
    return f"""# Designs: from the command line to files

Written by `python -m benchmarks.designs`; the module says what is measured and how.

- Date: {machine["date_utc"]} UTC
- CPU: {machine["cpu"]}, {machine["logical_cpus"]} logical CPUs
- kafka-architect: {build}
- {ROUNDS} rounds in turns, each a new process; median (least - most); the machine had other work, load
  average {os.getloadavg()[0]:.1f}

| What | Files | CPU seconds, own code | CPU seconds, system | Wall seconds |
|---|--:|--:|--:|--:|
{rows}

Promised: the shop with every output under 1 s, {TOPICS} topics under 5 s. The system's part is making files
and folders: on a disk it grows with what others write to the same file system, in memory it does not. On a
machine without other work the wall time is near the sum, and what the disk takes to flush: once for all.
"""


def _spread(values: list[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f} - {max(values):.2f})"


if __name__ == "__main__":
    TARGET.write_text(page(measure()), encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))
