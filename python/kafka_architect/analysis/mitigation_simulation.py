"""The simulations behind `mitigation`: where records would go, and the max/mean that results."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kafka_architect.analysis.chance import mean_max_over_mean
from kafka_architect.analysis.mitigation_loads import sub_keys
from kafka_architect.analysis.spread import Spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import Measurements
    from kafka_architect.analysis.mitigation_loads import MeasuredLoads

_MOST_CHOICES = 128
_MOST_HASHED = 20_000
_NEAR_ENOUGH = 1.05

# Records arrive in so many rounds; within one, every key goes by the loads before it, as producers do that
# know each other's loads a little late.
_ROUNDS = 200


class Split(NamedTuple):
    """Head keys split over `choices` sub-keys or partitions."""

    choices: int
    max_over_mean: float
    partitions_per_key: float


class Dedicated(NamedTuple):
    """The head in a topic of its own; `max_over_mean` and `hottest_share` are the old topic's."""

    max_over_mean: float
    hottest_share: float
    partitions_in_order: int
    partitions_without_order: int


def salted(loads: MeasuredLoads) -> Split:
    """Split each head key into k sub-keys `<key>-<n>`, n < k, each with 1/k of its records; really hashed."""
    tried: list[Split] = []
    places = [loads.partitions_of(sub_keys(loads.head, 0))]
    for k in range(2, _choices(loads, _MOST_CHOICES) + 1):
        places.append(loads.partitions_of(sub_keys(loads.head, k - 1)))
        result = loads.with_head(np.concatenate(places), np.tile(loads.head_weights / k, k))
        tried.append(Split(k, result, _reached(places)))
        if result <= loads.target:
            break
    return _smallest(tried, loads)


def more_choices(loads: MeasuredLoads) -> Split:
    """Let each record of a head key go to the least loaded of d partitions.

    The first choice is the key's own partition, the others are those of `<key>-<n>`.
    """
    tried: list[Split] = []
    places = [loads.head_at]
    for d in range(2, _choices(loads, 2 * loads.count) + 1):
        places.append(loads.partitions_of(sub_keys(loads.head, d - 2)))
        result = _least_loaded(loads.rest, np.stack(places), loads.head_weights) / loads.mean
        tried.append(Split(d, result, _reached(places)))
        if result <= loads.target:
            break
    return _smallest(tried, loads)


def any_partition(loads: MeasuredLoads) -> float:
    """Let records of head keys fill whatever partition has least: the mean, unless the rest exceeds it."""
    return max(1.0, float(loads.rest.max()) / loads.mean)


def two_choices(loads: MeasuredLoads) -> float:
    """Let every record go to the less loaded of its key's two partitions (`<key>` and `<key>-0`).

    The tail is played by up to 2,000 of its keys.
    """
    keys = loads.head + loads.tail
    if not keys:
        return loads.max_over_mean
    places = np.stack([loads.partitions_of(keys), loads.partitions_of(sub_keys(keys, 0))])
    weights = np.concatenate([loads.head_weights, loads.tail_weights])
    return _least_loaded(np.zeros(loads.count), places, weights) / (float(weights.sum()) / loads.count)


def compound(loads: MeasuredLoads, parts: int) -> Split:
    """Split every key into `parts` sub-keys.

    They are really hashed where all keys are known and few; otherwise an ideal hash places them.
    """
    expected = loads.count * (1 - (1 - 1 / loads.count) ** parts)
    if not loads.tail_is_complete:
        return Split(parts, mean_max_over_mean(loads.weights.split_all(parts), loads.count), expected)
    keys = loads.head + loads.tail
    places = [loads.partitions_of(sub_keys(keys, n)) for n in range(parts)]
    weights = np.tile(np.concatenate([loads.head_weights, loads.tail_weights]) / parts, parts)
    after = np.bincount(np.concatenate(places), weights=weights, minlength=loads.count)
    return Split(parts, float(after.max() / after.mean()), _reached(places))


def dedicated_topic(loads: MeasuredLoads) -> Dedicated:
    """Take the head away; and how many partitions it needs, with and without order.

    In order: first-fit-decreasing packing of whole keys into partitions of the old mean, or of the hottest
    key where that is more. Without order: the head's records over the old mean.
    """
    remaining = float(loads.rest.sum())
    capacity = max(loads.mean, float(loads.head_weights.max()))
    partitions: list[float] = []
    for weight in loads.head_weights.tolist():  # hottest first
        place = next((i for i, load in enumerate(partitions) if load + weight <= capacity), None)
        if place is None:
            partitions.append(weight)
        else:
            partitions[place] += weight
    return Dedicated(
        max_over_mean=float(loads.rest.max()) * loads.count / remaining if remaining else 1.0,
        hottest_share=float(loads.rest.max()) / (loads.mean * loads.count),
        partitions_in_order=len(partitions),
        partitions_without_order=math.ceil(float(loads.head_weights.sum()) / loads.mean),
    )


def spread_over(measurements: Measurements, loads: MeasuredLoads, count: int) -> float:
    """The max/mean over another partition count: measured, or by chance where it was not."""
    for totals in measurements.partitions + measurements.what_if:
        if totals.count == count and (spread := Spread.of(totals.records)) is not None:
            return spread.max_over_mean
    return mean_max_over_mean(loads.weights, count)


def _choices(loads: MeasuredLoads, most: int) -> int:
    """The most choices to try: sub-keys share partitions, so that more of them than partitions can help."""
    return max(2, min(most, _MOST_CHOICES, _MOST_HASHED // max(len(loads.head), 1)))


def _smallest(tried: list[Split], loads: MeasuredLoads) -> Split:
    """The smallest split that reaches the target, or else is within 5 % of the best; none if none helps."""
    best = min(split.max_over_mean for split in tried)
    enough = loads.target if best <= loads.target else best * _NEAR_ENOUGH
    found = next(split for split in tried if split.max_over_mean <= enough)
    return found if found.max_over_mean < loads.max_over_mean else Split(1, loads.max_over_mean, 1.0)


def _reached(places: list[NDArray[np.int64]]) -> float:
    """How many different partitions a key's choices are, on average over the keys."""
    ordered = np.sort(np.stack(places), axis=0)
    return float((1 + (np.diff(ordered, axis=0) != 0).sum(axis=0)).mean())


def _least_loaded(
    start: NDArray[np.float64], places: NDArray[np.int64], weights: NDArray[np.float64]
) -> float:
    """The highest load after every key has sent its records to the least loaded of its places.

    `places` has shape (choices, keys). The loads at the start grow in step with the records that arrive.
    """
    loads = np.zeros_like(start)
    keys = np.arange(weights.size)
    for _ in range(_ROUNDS):
        loads += start / _ROUNDS
        chosen = places[np.argmin(loads[places], axis=0), keys]
        loads += np.bincount(chosen, weights=weights / _ROUNDS, minlength=start.size)
    return float(loads.max())
