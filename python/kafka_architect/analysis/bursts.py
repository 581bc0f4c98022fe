"""Bursts: keys that are even in total and hot at every moment.

A topic keyed by a timestamp fills all partitions alike over a day, yet at any moment all records go to one
of them. Windows of arrival order show it: the share that a window's hottest partition takes, against what
it would be if the records of the whole topic came in random order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import ArrivalWindows, Measurements, PartitionTotals

# At 1.5 the partitions of a moment do the work of two thirds of them: more than usual headroom allows.
BURST_RATIO = 1.5

_SEED = 4096
_CELLS = 50_000
_STANDARD_ERRORS = 5


@dataclass(frozen=True, slots=True)
class Burst:
    """The hottest partition of the moment.

    `share` is what it takes of its window's records, on average over the windows; `expected` what it
    would take with the records in random order; `highest_expected` the value that chance stays below.
    """

    windows: int
    share: float
    expected: float
    highest_expected: float
    peak_share: float

    @property
    def ratio(self) -> float:
        """How many times more than in random order."""
        return self.share / self.expected

    @property
    def harmful(self) -> bool:
        """Beyond chance, and by enough to matter."""
        return self.ratio >= BURST_RATIO and self.share > self.highest_expected


def measured_burst(measurements: Measurements, totals: PartitionTotals) -> Burst | None:
    """Compare the windows of arrival order with random order; None with fewer than two windows.

    In random order a window of s records is a multinomial draw over the partitions' total shares. The
    mean of its maximum over s is simulated; it is the same for every set of keys with these totals, so
    neither hot keys nor a weak hash can pass for a burst.
    """
    found = next((w for w in measurements.windows if w.count == totals.count), None)
    total = float(totals.records.sum())
    if found is None or found.windows < 2 or found.records == 0 or total <= 0 or totals.count < 2:
        return None
    return _against_random_order(found, totals.records.astype(np.float64) / total)


def _against_random_order(
    found: ArrivalWindows, shares: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> Burst:
    size = found.records / found.windows
    draws = max(20, min(200, _CELLS // shares.size))
    rng = np.random.default_rng((_SEED, shares.size))
    records = rng.poisson(size * shares, (draws, shares.size)).astype(np.float64)
    hottest = records.max(axis=1) / np.maximum(records.sum(axis=1), 1)
    expected = float(hottest.mean())
    # The error of the windows' mean, and that of the simulation's.
    error = float(hottest.std()) * math.sqrt(1 / found.windows + 1 / draws)
    return Burst(
        windows=found.windows,
        share=found.hottest_records / found.records,
        expected=expected,
        highest_expected=expected + _STANDARD_ERRORS * error,
        peak_share=found.peak_share,
    )
