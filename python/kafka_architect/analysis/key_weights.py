"""KeyWeights: how much each key weighs, as far as a pass over the keys can know it.

The hottest keys are known one by one (`head`), all others by their sum and their sum of squares (`tail`).
That is enough to say what an ideal hash would do with them: see `chance`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import HeavyKeys, KeySample, Measurements

# Keys placed one by one in a simulation. The next key of Zipf s=1 weighs 1/500 of the hottest one.
HEAD_KEYS = 512

# Effective keys are estimated within 0.55 % (one standard error): sum w^2 minus the head's squares says
# something about the tail only where it is several times that error.
_SQUARES_ERROR = 0.03
_SAMPLE_ENOUGH = 100


@dataclass(frozen=True, slots=True)
class KeyWeights:
    """Weights (records or bytes) of the distinct keys.

    `head` holds the hottest keys, hottest first, shape (n,). `tail` is the sum of all other weights and
    `tail_squares` the sum of their squares.
    """

    head: NDArray[np.float64]
    tail: float
    tail_squares: float

    @property
    def total(self) -> float:
        """The weight of all keys."""
        return float(self.head.sum()) + self.tail

    @property
    def squares(self) -> float:
        """The sum of squared weights over the distinct keys."""
        return float(np.square(self.head).sum()) + self.tail_squares

    @property
    def effective(self) -> float:
        """N_eff = (sum w)^2 / sum w^2; 0.0 without any weight."""
        return self.total**2 / self.squares if self.squares > 0 else 0.0

    @property
    def tail_keys(self) -> float:
        """How many equal keys would be as uneven as the tail; 0.0 without a tail."""
        return self.tail**2 / self.tail_squares if self.tail > 0 else 0.0

    def without_hottest(self, keys: int) -> KeyWeights:
        """The same keys without the hottest ones."""
        return KeyWeights(self.head[keys:], self.tail, self.tail_squares)

    def split_all(self, parts: int) -> KeyWeights:
        """Every key split evenly into sub-keys, as `<key>-<n>` does."""
        return KeyWeights(np.repeat(self.head / parts, parts), self.tail, self.tail_squares / parts)

    @classmethod
    def by_records(cls, measurements: Measurements) -> KeyWeights:
        """Weights in records; exact where the sample holds every distinct key."""
        total = float(measurements.records - measurements.unpartitioned)
        sample = measurements.sample
        if sample.rate >= 1.0 and sample.records.size:
            return cls.of(sample.records.astype(np.float64))
        squares = total**2 / measurements.effective_keys if measurements.effective_keys else 0.0
        return _from_heavy(measurements.heavy, total, squares, sample)

    @classmethod
    def by_bytes(cls, measurements: Measurements) -> KeyWeights | None:
        """Weights in bytes; None where sizes are not known."""
        effective = measurements.effective_keys_by_bytes
        loads = next((t.bytes for t in measurements.partitions + measurements.what_if), None)
        if measurements.heavy_by_bytes is None or loads is None or not effective:
            return None
        total = float(loads.sum())
        return _from_heavy(measurements.heavy_by_bytes, total, total**2 / effective, None)

    @classmethod
    def of(cls, weights: NDArray[np.float64]) -> KeyWeights:
        """Weights that are all known, in any order."""
        ordered = np.sort(weights)[::-1]
        head, tail = ordered[:HEAD_KEYS].copy(), ordered[HEAD_KEYS:]
        return cls(head, float(tail.sum()), float(np.square(tail).sum()))


def _from_heavy(heavy: HeavyKeys, total: float, squares: float, sample: KeySample | None) -> KeyWeights:
    """Head from the listed keys (middle of their bounds), tail from what they leave of the sums."""
    head = np.sort(np.array([(key.lower + key.upper) / 2 for key in heavy.keys], dtype=np.float64))[::-1]
    head = head[:HEAD_KEYS]
    if (known := float(head.sum())) > total > 0:  # upper bounds may add up to more than there is
        head = head * (total / known)
    tail = max(total - float(head.sum()), 0.0)
    if tail < 0.5:
        return KeyWeights(head, 0.0, 0.0)
    tail_squares = squares - float(np.square(head).sum())
    if tail_squares < _SQUARES_ERROR * squares and sample is not None:
        tail_squares = _tail_squares_of_sample(heavy, sample, tail) or tail_squares
    # A key weighs at least 1 and at most what is not listed; no sum of squares can lie outside.
    most = tail * min(max(heavy.unlisted_at_most, 1), tail)
    return KeyWeights(head, tail, float(np.clip(tail_squares, min(tail, most), most)))


def _tail_squares_of_sample(heavy: HeavyKeys, sample: KeySample, tail: float) -> float | None:
    """The tail's sum of squares from its sampled keys: tail x mean of w weighted by w."""
    records = sample.records[tail_of_sample(heavy, sample)].astype(np.float64)
    if records.size < _SAMPLE_ENOUGH:
        return None
    return tail * float(np.square(records).sum() / records.sum())


def tail_of_sample(heavy: HeavyKeys, sample: KeySample) -> NDArray[np.bool_]:
    """Which sampled keys are not among the listed heavy keys; shape (n,)."""
    listed = {key.key for key in heavy.keys}
    return np.fromiter((key not in listed for key in sample.keys), dtype=np.bool_, count=len(sample.keys))
