"""Spread: how unevenly loads lie over partitions, and where more partitions stop helping."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import HeavyKeys, Measurements


@dataclass(frozen=True, slots=True)
class Spread:
    """Figures of one set of loads (records or bytes per partition).

    `cv` is the population standard deviation over the mean; `deviation` the largest distance from the
    mean, up or down, over the mean; `hottest` the first partition with the highest load.
    """

    count: int
    total: float
    max_over_mean: float
    cv: float
    deviation: float
    empty: int
    hottest: int

    @classmethod
    def of(cls, loads: NDArray[Any]) -> Spread | None:
        """Derive the figures from loads of shape (count,); None where all are zero."""
        values = loads.astype(np.float64)
        total = float(values.sum())
        if total <= 0:
            return None
        over_mean = values * (values.size / total)
        highest, lowest = float(over_mean.max()), float(over_mean.min())
        return cls(
            count=values.size,
            total=total,
            max_over_mean=highest,
            cv=float(over_mean.std()),
            deviation=max(highest - 1, 1 - lowest),
            empty=int((values == 0).sum()),
            hottest=int(values.argmax()),
        )


@dataclass(frozen=True, slots=True)
class UsefulPartitions:
    """The most partitions that can help: 1 / share of the hottest key, by records and by bytes.

    All records of a key go to one partition, so with more partitions than this the hottest one stays as
    loaded as it is, and max/mean over P partitions is at least P x share (`floor`). Shares are
    guaranteed lower bounds. None where no key stands out enough to be listed, or sizes are not known.
    """

    share: float | None
    share_by_bytes: float | None

    @property
    def ceiling(self) -> int | None:
        """By records."""
        return None if self.share is None else ceiling_of(self.share)

    @property
    def ceiling_by_bytes(self) -> int | None:
        """By bytes."""
        return None if self.share_by_bytes is None else ceiling_of(self.share_by_bytes)

    def floor(self, count: int) -> float | None:
        """The lowest max/mean, by records, that any hash can reach over `count` partitions."""
        return None if self.share is None else max(1.0, count * self.share)

    def to_dict(self) -> dict[str, float | int | None]:
        """The figures as JSON-ready values."""
        return {
            "hottest_key_share": self.share,
            "ceiling": self.ceiling,
            "hottest_key_share_by_bytes": self.share_by_bytes,
            "ceiling_by_bytes": self.ceiling_by_bytes,
        }


def useful_partitions(measurements: Measurements) -> UsefulPartitions:
    """Where more partitions stop helping, from the hottest keys."""
    keyed = measurements.records - measurements.unpartitioned
    by_bytes = next((t.bytes for t in measurements.partitions + measurements.what_if), None)
    total_bytes = 0.0 if by_bytes is None else float(by_bytes.sum())
    return UsefulPartitions(
        share=_hottest_share(measurements.heavy, keyed),
        share_by_bytes=_hottest_share(measurements.heavy_by_bytes, total_bytes),
    )


def _hottest_share(heavy: HeavyKeys | None, total: float) -> float | None:
    if heavy is None or not heavy.keys or total <= 0:
        return None
    lower = max(key.lower for key in heavy.keys)
    return lower / total if lower > 0 else None


def ceiling_of(share: float) -> int:
    """1 / share, rounded down: the most partitions that can help where one key has this share."""
    # A share of exactly 1/n allows n partitions; the margin keeps rounding from making it n - 1.
    return max(1, math.floor(1 / share + 1e-9))
