"""Beyond one machine: what states take, what merging them takes, and what Spark adds.

    python -m benchmarks.states               # minutes; benchmarks/results/states.md
    python -m benchmarks.states --quick       # fewer rows and states; build/states.md

States are of Zipf keys (exponent 1.1 over a million) that all parts share. The hot keys of a tree of merges
are compared with their true counts. Spark counts rows on two local cores; its own part is the same frame
through a Python function that only counts rows.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

import kafka_architect as ka
from benchmarks.machine import describe_machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

KEYS = 1_000_000
EXPONENT = 1.1
FAN_IN = 16
ROUNDS = 3
CORES = 2
EXECUTORS = 100
_NOTHING = "no more than rounds differ: what Spark and Arrow take hides it"


def drawn(records: int, seed: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Numbers of keys, the most frequent first."""
    return np.random.default_rng(seed).zipf(EXPONENT, records) % KEYS


def state_of(records: int, seed: int) -> tuple[bytes, np.ndarray[Any, Any]]:
    """A state of so many records, and the true counts."""
    numbers = drawn(records, seed)
    analyzer = ka.PartitioningStrategyAnalyzer([12, 24])
    analyzer.update(np.char.mod("user-%07d", numbers).astype("S12"))
    return analyzer.to_bytes(), np.bincount(numbers, minlength=KEYS)


def merged(states: Sequence[bytes]) -> ka.PartitioningStrategyAnalyzer:
    """One after the other, as a driver does."""
    whole = ka.PartitioningStrategyAnalyzer([12, 24])
    for state in states:
        whole.merge(ka.PartitioningStrategyAnalyzer.from_bytes(state))
    return whole


def tree(states: list[bytes]) -> ka.PartitioningStrategyAnalyzer:
    """In groups, group by group."""
    while len(states) > FAN_IN:
        states = [merged(states[i : i + FAN_IN]).to_bytes() for i in range(0, len(states), FAN_IN)]
    return merged(states)


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def of_states(states: int, records: int) -> list[str]:
    """Size of a state, time of merging, and how wide the bounds of hot keys are after a tree."""
    made = [state_of(records, seed) for seed in range(64)]
    many = [made[i % len(made)][0] for i in range(states)]
    times = np.bincount(np.arange(states) % len(made), minlength=len(made))
    truth = times @ np.stack([counts for _, counts in made])
    took = seconds(lambda: merged(many[:1000]))
    report = tree(many).report(top=20)
    wrong = []
    for key in report.heavy_hitters:
        true = int(truth[int(key.key.removeprefix("user-"))])
        if not key.lower <= true <= key.upper:
            raise SystemExit(f"{key.key} has {true} records, outside its bounds")
        wrong.append((key.upper - key.lower) / true)
    order = sorted(range(20), key=lambda i: -truth[i])
    right = sum(1 for key, number in zip(report.heavy_hitters, order, strict=True)
                if key.key == f"user-{number:07d}")  # fmt: skip
    return [
        f"- A state of {records:,} records: {max(len(state) for state, _ in made) / 1e6:.2f} MB",
        f"- Reading and merging {min(states, 1000):,} states, one after the other: {took:.2f} s of CPU",
        f"- A tree of {states:,} states, {FAN_IN} at a time ({states * records:,} records): {right} of the "
        f"20 hottest keys in their true order; their bounds are {statistics.median(wrong):.2%} of the true "
        f"count wide in the median and {max(wrong):.2%} at most, and hold for all",
    ]


def of_spark(rows: int) -> list[str]:
    """Wall time on two cores, ours against the same frame through an idle Python function."""
    import kafka_architect.spark
    from tests.spark.conftest import session

    spark = session(f"local[{CORES}]", **{"spark.driver.memory": "2g"})
    df = spark.range(rows).selectExpr("concat('user-', cast(pmod(hash(id), 1000000) as string)) as key")
    df = df.repartition(4).cache()
    df.count()

    def idle(batches: Iterator[Any]) -> Iterator[Any]:
        yield pa.RecordBatch.from_pydict({"n": [sum(batch.num_rows for batch in batches)]})

    def wall(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    column = pa.array([f"user-{i}" for i in drawn(rows // 10, 1)])
    alone = statistics.median(
        seconds(lambda: ka.PartitioningStrategyAnalyzer([12, 24]).update(column)) for _ in range(ROUNDS)
    ) / len(column)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(wall(lambda: df.mapInArrow(idle, "n bigint").collect()))
        ours.append(wall(lambda: kafka_architect.spark.analyze(df, "key", [12, 24])))
    spark.stop()
    added = statistics.median(
        (mine - idle_time) * CORES / rows for mine, idle_time in zip(ours, theirs, strict=True)
    )
    told = f"{added * 1e9:.0f} ns of a core for each key, {added / alone:.1f} x" if added > 0 else _NOTHING
    with_spark = statistics.median(ours) * CORES / rows
    minutes = 1e12 * with_spark / (EXECUTORS * CORES) / 60
    return [
        f"- {rows:,} rows on two cores: {statistics.median(ours):.2f} s, of which Spark and Arrow take "
        f"{statistics.median(theirs):.2f} s with a Python function that only counts rows",
        f"- What counting adds: {told}; the engine alone takes {alone * 1e9:.0f} ns on an Arrow column",
        f"- Extrapolated, not measured: 10^12 such keys are {1e12 * with_spark / 3600:,.0f} core hours, "
        f"{minutes:,.0f} minutes of {EXECUTORS} executors with {CORES} cores, beside the time to read the "
        f"table; 10,000 states are merged in four rounds of {FAN_IN}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    machine = describe_machine()
    lines = [
        "# Beyond one machine",
        "",
        "`python -m benchmarks.states`; the module says what is measured and how.",
        "",
        f"- {machine['date_utc']} UTC, {machine['cpu']}, {machine['logical_cpus']} logical CPUs",
        f"- {machine['build']['compiler']}, Python {machine['build']['python']}",
        "",
        "## States",
        "",
        *of_states(*((1000, 100_000) if quick else (10_000, 1_000_000))),
        "",
        "## Spark",
        "",
        *of_spark(2_000_000 if quick else 20_000_000),
    ]
    page = Path("build/states.md" if quick else "benchmarks/results/states.md")
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
