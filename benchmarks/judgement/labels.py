"""Labels: what a senior says of keys whose true shares are known.

As the keys lie: up to 1.42 times the mean is healthy, from 1.58 on it is a fault, between them either passes
(the line is 1.5). Whose fault: keys are hot where the recipe made a few of them so; keys of Zipf's law and
tenants are hot where the hottest alone has 1.5 fair shares or more, too few where it has less than 0.8;
between them, and where there are fewer than four keys to a partition, either passes. Where an ideal hash
would not put them so (1.42 times the mean or less, on average), they collide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import kafka_architect as ka

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .keys import Keys, Shares

HEALTHY = frozenset({"healthy"})
FAULTS = frozenset({"hot-key", "too-few-keys", "colliding-keys"})
SMALL = frozenset({"small-sample"})

_FINE, _HARMFUL = 1.42, 1.58
_CLEARLY_HOT, _CLEARLY_NOT = 1.5, 0.8
_DRAWS = 200


def as_they_lie(keys: Keys, shares: Shares, count: int, partitioner: str = "murmur2") -> float:
    """The true max/mean: shares added up where the partitioner puts the keys."""
    at = ka.partition_for(keys, count, partitioner)
    return float(np.bincount(at, weights=shares, minlength=count).max() * count)


def by_chance(shares: Shares, count: int) -> float:
    """The mean max/mean under an ideal hash; keys far below a fair share are spread evenly."""
    rng = np.random.default_rng(count)
    heavy = shares[shares * count > 0.002][:5000]
    even = (shares.sum() - heavy.sum()) / count
    hottest = [
        np.bincount(rng.integers(0, count, heavy.size), weights=heavy, minlength=count).max() + even
        for _ in range(_DRAWS)
    ]
    return float(np.mean(hottest)) * count


def of_shares(
    keys: Keys, shares: Shares, count: int, *, kind: str, partitioner: str = "murmur2"
) -> frozenset[str]:
    """The label of a topic whose keys are all there, with many records each. `kind`: hot, equal or mixed."""
    measured = as_they_lie(keys, shares, count, partitioner)
    if measured <= _FINE:
        return HEALTHY
    fault = whose_fault(shares, count, kind)
    return fault if measured >= _HARMFUL else fault | HEALTHY


def whose_fault(shares: Shares, count: int, kind: str) -> frozenset[str]:
    """Which fault it is, where it is one."""
    chance = by_chance(shares, count)
    if chance <= _FINE:
        return frozenset({"colliding-keys"})
    fault = _kind_of_fault(shares, count, kind)
    return fault | {"colliding-keys"} if chance < _HARMFUL else fault


def _kind_of_fault(shares: Shares, count: int, kind: str) -> frozenset[str]:
    if kind == "hot":
        return frozenset({"hot-key"})
    if kind == "equal":
        return frozenset({"too-few-keys"})
    hottest = float(shares.max()) * count
    if hottest >= _CLEARLY_HOT and shares.size >= 4 * count:
        return frozenset({"hot-key"})
    return frozenset({"too-few-keys"}) if hottest < _CLEARLY_NOT else frozenset({"hot-key", "too-few-keys"})


def equal_keys_needed(count: int) -> float:
    """Equal keys at which an ideal hash gives 1.5 times the mean, by simulation."""
    low, high = 1.0, 1e6
    while high / low > 1.05:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if _mean_hottest(int(middle), count) > 1.5 else (low, middle)
    return high


def _mean_hottest(keys: int, count: int) -> float:
    rng = np.random.default_rng((keys, count))
    placed: NDArray[np.int64] = rng.multinomial(keys, np.full(count, 1 / count), 200)
    return float(placed.max(axis=1).mean()) * count / keys


def of_unique_keys(records: int, count: int) -> frozenset[str]:
    """Keys that occur once each: a sample that is too small says nothing, a large one shows no hot key."""
    needed = equal_keys_needed(count)
    if records < 0.8 * needed:
        return SMALL
    return HEALTHY if records >= 4 * needed else HEALTHY | SMALL


def of_sample(truth: frozenset[str], shares: Shares, records: int, count: int) -> frozenset[str]:
    """A few records of a topic whose label is known: right, or honestly too small, but never wrong."""
    clear = records * float(shares.max()) >= 12 and float(shares.max()) * count >= 2
    if clear and "hot-key" in truth:
        return truth
    needed = equal_keys_needed(count)
    if records < 0.8 * needed and truth == HEALTHY:
        return SMALL
    return truth if records >= 20 * needed else truth | SMALL


def of_runs(run: int, count: int, window: int = 4096) -> frozenset[str]:
    """Runs of `run` records of one key, keys one after the other: is one partition hot at any moment?"""
    rng = np.random.default_rng((run, count))
    keys = max(1, round(window / run))
    loads = rng.multinomial(keys, np.full(count, 1 / count), 400) / keys
    in_random_order = rng.multinomial(window, np.full(count, 1 / count), 400) / window
    ratio = float(loads.max(axis=1).mean() / in_random_order.max(axis=1).mean())
    if ratio >= 1.7:
        return frozenset({"bursty"})
    return HEALTHY if ratio <= 1.3 else frozenset({"bursty", "healthy"})
