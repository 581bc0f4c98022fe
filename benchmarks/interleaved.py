"""Time several contenders in turns, so that a busy neighbour slows all of them and not one.

Rounds run A B C A B C ...; every ratio compares two timings of the same round, and the medians are
over rounds. Wall time says how long a user waits, CPU time (all threads) what it really cost.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Contender:
    """Something to time, and how many keys one run of it handles."""

    name: str
    version: str
    keys: int
    run: Callable[[], object]


class Spread(NamedTuple):
    """A median that does not hide its extremes."""

    median: float
    min: float
    max: float


@dataclass(frozen=True)
class Timing:
    """One contender's rounds."""

    contender: Contender
    wall_ns_per_key: tuple[float, ...]
    cpu_ns_per_key: tuple[float, ...]

    def times_slower_than(self, other: "Timing") -> Spread:
        """Return how many times the other's wall time per key this one needs."""
        return spread(
            [mine / theirs for mine, theirs in zip(self.wall_ns_per_key, other.wall_ns_per_key, strict=True)]
        )


def spread(values: Sequence[float]) -> Spread:
    """Return median, minimum and maximum."""
    return Spread(statistics.median(values), min(values), max(values))


def time_in_turns(contenders: Sequence[Contender], rounds: int) -> list[Timing]:
    """Run every contender once to warm caches, then once per round; return them in order."""
    wall: list[list[float]] = [[] for _ in contenders]
    cpu: list[list[float]] = [[] for _ in contenders]
    for turn in range(rounds + 1):
        for position, contender in enumerate(contenders):
            wall_start, cpu_start = time.perf_counter_ns(), time.process_time_ns()
            contender.run()
            wall_end, cpu_end = time.perf_counter_ns(), time.process_time_ns()
            if turn > 0:
                wall[position].append((wall_end - wall_start) / contender.keys)
                cpu[position].append((cpu_end - cpu_start) / contender.keys)
    return [
        Timing(contender, tuple(wall[position]), tuple(cpu[position]))
        for position, contender in enumerate(contenders)
    ]
