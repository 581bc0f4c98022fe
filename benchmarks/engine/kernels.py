"""murmur2 and counts over keys in memory, on one core: tiers against scalar, and against kafka-python."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.contenders import count_partitions
from benchmarks.interleaved import Spread, spread
from benchmarks.peers import kafka_python

from .outcome import Better, Outcome, Promise, Row, Section, Table, cell, ratios
from .settings import BUILD, PARTITIONS, Settings

ROOT = Path(__file__).resolve().parents[2]
CPP_BUILD = BUILD / "bench-cpp"
SCALAR = "scalar"
THROUGH_PYTHON = "ka.partition_for and numpy.bincount, S36 array"

AGAINST_SCALAR = Promise(Better.HIGHER, must=3, aim=5)
AGAINST_PYTHON = Promise(Better.HIGHER, must=1_000, aim=3_000)


def measure(settings: Settings) -> Outcome:
    """Alternate between the C++ program, whose tiers take turns too, kafka-python, and our Python API."""
    program = build()
    random_bytes = random.Random(2026).randbytes
    sample = [random_bytes(36) for _ in range(settings.sample)]
    array = np.frombuffer(random_bytes(36 * settings.keys // 20), dtype="V36")
    peer = kafka_python()
    check(array[: settings.sample].tolist(), peer.count_partitions)

    rounds: dict[str, list[float]] = {}
    pure_python: list[float] = []
    through_python: list[float] = []
    tiers: dict[str, list[float]] = {}
    for _ in range(settings.kernel_rounds):
        for tier, values in run_program(program).items():
            rounds.setdefault(tier, []).extend(values)
            tiers.setdefault(tier, []).append(spread(values).median)
        pure_python.append(ns_per_key(len(sample), lambda: peer.count_partitions(sample, PARTITIONS[-1])))
        through_python.append(ns_per_key(len(array), lambda: count_partitions(array, PARTITIONS[-1])))

    best = min(tiers, key=lambda tier: spread(rounds[tier]).median)
    title = "murmur2 + counts, 36-byte keys in memory, one core"
    rows = [
        Row(f"{title}: {tier} against our scalar kernel", ratios(rounds[SCALAR], rounds[tier]), "x", promise)
        for tier in rounds
        if tier != SCALAR
        for promise in (AGAINST_SCALAR if tier == best else None,)
    ]
    rows += [
        Row(f"The same per key, {best} against kafka-python", ratios(pure_python, tiers[best]), "x",
            AGAINST_PYTHON),
        Row("Through Python: ka.partition_for of an array, against kafka-python",
            ratios(pure_python, through_python), "x"),
    ]  # fmt: skip
    figures = {tier: spread(values) for tier, values in rounds.items()}
    figures |= {THROUGH_PYTHON: spread(through_python), f"kafka-python {peer.version}": spread(pure_python)}
    return Outcome("kernels", section(figures, settings), rows, data={"ns_per_key": rounds | {
        THROUGH_PYTHON: through_python, "kafka-python": pure_python}})  # fmt: skip


def section(figures: dict[str, Spread], settings: Settings) -> Section:
    """Return the details."""
    return Section(
        "murmur2 and counts in memory",
        [
            "`cpp/bench/hash_and_count.cpp`, Release: 1 Mi random keys of 36 bytes (38 MB), hashed in "
            f"batches of 4,096 and counted for {PARTITIONS[-1]} partitions, which serves 12 and 24 too. "
            "Tiers take turns over the same keys; ratios are taken within a turn. kafka-python gets "
            f"{settings.sample:,} such keys as a list. Both sides run alone on one core.",
        ],
        [Table(["What", "ns per key"], [[name, cell(values, 2)] for name, values in figures.items()])],
    )


def build() -> Path:
    """Compile the program as releases are compiled; return it."""
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    cmake, ninja = shutil.which("cmake", path=tools), shutil.which("ninja", path=tools)
    if cmake is None:
        raise RuntimeError("cmake is missing: pip install --group build")
    generator = ["-G", "Ninja", f"-DCMAKE_MAKE_PROGRAM={ninja}"] if ninja else []
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DKA_BUILD_PYTHON=OFF", "-DKA_BUILD_BENCH=ON"]
    quiet([cmake, "-S", str(ROOT), "-B", str(CPP_BUILD), *generator, *options])
    quiet([cmake, "--build", str(CPP_BUILD), "--target", "hash_and_count"])
    return CPP_BUILD / "cpp" / "bench" / "hash_and_count"


def quiet(command: list[str]) -> None:
    """Run a command and show what it says only when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def run_program(program: Path) -> dict[str, list[float]]:
    """Return nanoseconds per key of each round, by tier."""
    done = subprocess.run([program], capture_output=True, text=True, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    for tier, values in found.items():
        if not values or min(values) <= 0:  # the program's sign that not every key was counted
            raise RuntimeError(f"{program.name}: {tier} gave {values}")
    return found


def check(keys: list[bytes], peer: Callable[[list[bytes], int], list[int]]) -> None:
    """Raise ValueError unless we and kafka-python count the same."""
    mine, theirs = count_partitions(keys, PARTITIONS[-1]), peer(keys, PARTITIONS[-1])
    if mine != theirs:
        raise ValueError(f"kafka-python counts {theirs}, we {mine}")


def ns_per_key(keys: int, run: Callable[[], object]) -> float:
    """Time one run."""
    start = time.perf_counter_ns()
    run()
    return (time.perf_counter_ns() - start) / keys
