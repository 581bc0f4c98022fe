"""Bursts: keys that are even in total and hot at every moment.

A topic keyed by a timestamp fills all partitions alike over a day, yet at any moment all records go to one
of them. Windows of arrival order show it: the share that a window's hottest partition takes, against what
it would be if the records of the whole topic came in random order.

Consumers get records partition by partition, and so do dumps: then the windows are of one partition each,
though nothing was hot when the records arrived. A burst has few keys in a window; such a window has many.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import (
        ArrivalWindows,
        Measurements,
        PartitionTotals,
        WindowPairs,
    )

# At 1.5 the partitions of a moment do the work of two thirds of them: more than usual headroom allows.
BURST_RATIO = 1.5

_SEED = 4096
_CELLS = 50_000
_STANDARD_ERRORS = 5
# Keys of unlike weight make a partition hotter than equal ones of the same sum p^2, by less than this.
_UNLIKE_KEYS = 1.5
_MOST_KEYS = 1e6


@dataclass(frozen=True, slots=True)
class Burst:
    """The hottest partition of the moment.

    `share` is what it takes of its window's records, on average over the windows; `expected` what it
    would take with the records in random order; `highest_expected` the value that chance stays below.
    `keys` is how many equally busy keys a window has, by its pairs of records with the same key (None where
    they were not counted), and `by_keys` what the hottest partition would take with so few keys.
    """

    windows: int
    share: float
    expected: float
    highest_expected: float
    peak_share: float
    keys: float | None
    by_keys: float

    @property
    def ratio(self) -> float:
        """How many times more than in random order."""
        return self.share / self.expected

    @property
    def stands_out(self) -> bool:
        """Beyond chance, and by enough to matter."""
        return self.ratio >= BURST_RATIO and self.share > self.highest_expected

    @property
    def delivered(self) -> bool:
        """Whether the records lie in order of partitions: the keys of a window are too many to explain it."""
        return self.stands_out and self.keys is not None and self.share > self.by_keys * _UNLIKE_KEYS

    @property
    def harmful(self) -> bool:
        """Hot at every moment, because few keys come at a time."""
        return self.stands_out and not self.delivered


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
    return _against_random_order(found, measurements.window_pairs, totals.records.astype(np.float64) / total)


def _against_random_order(found: ArrivalWindows, pairs: WindowPairs, shares: NDArray[np.float64]) -> Burst:
    size = found.records / found.windows
    draws = max(20, min(200, _CELLS // shares.size))
    rng = np.random.default_rng((_SEED, shares.size))
    records = rng.poisson(size * shares, (draws, shares.size)).astype(np.float64)
    hottest = records.max(axis=1) / np.maximum(records.sum(axis=1), 1)
    expected = float(hottest.mean())
    # The error of the windows' mean, and that of the simulation's.
    error = float(hottest.std()) * math.sqrt(1 / found.windows + 1 / draws)
    keys = None if pairs.compared == 0 else min(pairs.compared / max(pairs.same_key, 1), _MOST_KEYS)
    return Burst(
        windows=found.windows,
        share=found.hottest_records / found.records,
        expected=expected,
        highest_expected=expected + _STANDARD_ERRORS * error,
        peak_share=found.peak_share,
        keys=keys,
        by_keys=expected if keys is None else max(expected, _hottest_of(_fewest_keys(pairs), shares, draws)),
    )


def _fewest_keys(pairs: WindowPairs) -> float:
    """Keys per window if more pairs than were seen have the same key: by three standard errors, and three."""
    same = pairs.same_key + 3 * math.sqrt(pairs.same_key) + 3
    return max(1.0, pairs.compared / same)


def _hottest_of(keys: float, shares: NDArray[np.float64], draws: int) -> float:
    """The share of the hottest partition where a window has so many keys, each placed by the shares."""
    number = max(1, round(min(keys, _MOST_KEYS)))
    rng = np.random.default_rng((_SEED, shares.size, number))
    placed = rng.multinomial(number, shares / shares.sum(), draws)
    return float((placed.max(axis=1) / number).mean())
