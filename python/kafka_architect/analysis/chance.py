"""What an ideal hash would do with these keys, so that sampling noise is never called skew.

An ideal hash puts every key into one of P partitions at random, independently. With
N_eff = (sum w)^2 / sum w^2 the root mean square of the coefficient of variation (CV) of the loads is then

    expected CV = sqrt((P - 1) / N_eff)

because each partition's variance is (1/P)(1 - 1/P) sum w^2 around the mean (sum w) / P. How far the hottest
partition stands out has no such formula for uneven keys, so it is simulated: head keys one by one, the tail
as `tail_keys` equal keys (a Poisson number in each partition, same variance as the real tail).

The seed is fixed: the same measurements give the same figures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.key_weights import KeyWeights

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEED = 0x9747B28C

# Draws x partitions is what a simulation costs: about 15 ms for 200,000 loads.
_CELLS = 200_000
_MOST_DRAWS = 400
_FEWEST_DRAWS = 24

# Above this mean the skew of a Poisson number changes a maximum by less than 0.5 % of the mean.
_POISSON_IS_NORMAL = 400.0

# Many keys below this part of a partition's mean load are as good as a Poisson number of equal keys.
_LIGHT = 0.05
_MANY = 200


@dataclass(frozen=True, slots=True)
class Level:
    """How a figure varies by chance: its mean and the values that 1, 95 and 99 % of all draws stay below."""

    p1: float
    mean: float
    p95: float
    p99: float

    @classmethod
    def of(cls, draws: NDArray[np.float64]) -> Level:
        """Summarise simulated values, shape (draws,)."""
        p1, p95, p99 = (float(q) for q in np.quantile(draws, (0.01, 0.95, 0.99)))
        return cls(p1, float(draws.mean()), p95, p99)

    def to_dict(self) -> dict[str, float]:
        """The figures as JSON-ready values."""
        return {"p1": self.p1, "mean": self.mean, "p95": self.p95, "p99": self.p99}


@dataclass(frozen=True, slots=True)
class ChanceSpread:
    """What an ideal hash gives over `count` partitions.

    `deviation` is the largest distance of a partition from the mean, up or down, over the mean.
    """

    count: int
    expected_cv: float
    max_over_mean: Level
    cv: Level
    deviation: Level

    def is_too_regular(self, cv: float) -> bool:
        """Whether loads are so even that hardly one ideal hash in a hundred makes them so."""
        return cv < min(self.cv.p1, self.expected_cv / 2)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "count": self.count,
            "expected_cv": self.expected_cv,
            "max_over_mean": self.max_over_mean.to_dict(),
            "cv": self.cv.to_dict(),
            "deviation": self.deviation.to_dict(),
        }


def by_chance(weights: KeyWeights, count: int, *, seed: int = _SEED) -> ChanceSpread | None:
    """Simulate an ideal hash over `count` partitions; None without any weight.

    Takes about 15 ms for 512 head keys and up to 1,000 partitions. Above 8,000 partitions only 24 draws
    are made and the percentiles are those of a few values.
    """
    if weights.total <= 0:
        return None
    over_mean = _loads_over_mean(weights, count, draws_for(count), seed)
    highest, lowest = over_mean.max(axis=1), over_mean.min(axis=1)
    return ChanceSpread(
        count=count,
        expected_cv=expected_cv(count, weights.effective),
        max_over_mean=Level.of(highest),
        cv=Level.of(over_mean.std(axis=1)),
        deviation=Level.of(np.maximum(highest - 1, 1 - np.maximum(lowest, 0))),
    )


def mean_max_over_mean(weights: KeyWeights, count: int, *, draws: int = 100, seed: int = _SEED) -> float:
    """The mean of max/mean alone, by fewer draws; infinite without any weight."""
    if weights.total <= 0:
        return math.inf
    over_mean = _loads_over_mean(weights, count, min(draws, draws_for(count)), seed)
    return float(over_mean.max(axis=1).mean())


def expected_cv(count: int, effective_keys: float) -> float:
    """sqrt((P - 1) / N_eff)."""
    return math.sqrt((count - 1) / effective_keys)


def highest_of_normals(count: int) -> float:
    """The expected maximum of `count` standard normals, by Blom's formula (within 0.02)."""
    return NormalDist().inv_cdf((count - 0.375) / (count + 0.25)) if count > 1 else 0.0


def keys_needed(count: int, max_over_mean: float) -> int:
    """Equal keys at which an ideal hash gives this max/mean on average.

    With many keys the loads are normal: max/mean = 1 + z x sqrt((P - 1) / N_eff), z = the expected maximum
    of P normals. Solved for N_eff.
    """
    return math.ceil((count - 1) * (highest_of_normals(count) / (max_over_mean - 1)) ** 2)


def draws_for(count: int) -> int:
    """Draws of a simulation over `count` partitions, so that its time is bounded."""
    return max(_FEWEST_DRAWS, min(_MOST_DRAWS, _CELLS // count))


def tail_loads(
    weights: KeyWeights, count: int, draws: int, rng: np.random.Generator
) -> NDArray[np.float64] | float:
    """The tail's load in each partition, shape (draws, count); 0.0 without a tail.

    Poisson numbers minus their own mean have the covariance of a multinomial: variance as it should be,
    sum constant.
    """
    keys = weights.tail_keys
    if keys == 0:
        return 0.0
    mean = keys / count
    if mean < _POISSON_IS_NORMAL:
        noise = rng.poisson(mean, (draws, count)).astype(np.float64)
    else:
        noise = rng.standard_normal((draws, count)) * math.sqrt(mean)
    noise -= noise.mean(axis=1, keepdims=True)
    noise += mean
    noise *= weights.tail / keys
    return noise


def _loads_over_mean(weights: KeyWeights, count: int, draws: int, seed: int) -> NDArray[np.float64]:
    """Loads over their mean under an ideal hash; shape (draws, count)."""
    rng = np.random.default_rng((seed, count))
    weights = _placed_one_by_one(weights, count)
    cells = draws * count
    head = weights.head
    where = rng.integers(0, count, (draws, head.size)) + np.arange(0, cells, count)[:, None]
    placed = np.bincount(where.ravel(), weights=np.tile(head, draws), minlength=cells)
    loads = placed.reshape(draws, count) + tail_loads(weights, count, draws, rng)
    return np.asarray(loads * (count / weights.total), dtype=np.float64)


def _placed_one_by_one(weights: KeyWeights, count: int) -> KeyWeights:
    """Head keys that are a small part of a partition moved to the tail, where they cost nothing."""
    kept = int((weights.head * (count / weights.total) >= _LIGHT).sum())
    light = weights.head[kept:]
    if light.size < _MANY:
        return weights
    squares = float(np.square(light).sum())
    return KeyWeights(weights.head[:kept], weights.tail + float(light.sum()), weights.tail_squares + squares)
