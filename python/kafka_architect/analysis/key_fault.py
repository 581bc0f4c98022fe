"""Are the keys themselves to blame? Hot keys and too few keys are uneven under any hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.chance import mean_max_over_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.analysis.key_weights import KeyWeights

# The hottest partition needs half again of what each was sized for: the headroom that is left at a usual
# utilisation of 60-70 % (1 / 0.65 = 1.54) is gone.
HARMFUL_MAX_OVER_MEAN = 1.5

# Keys are called hot if without them at least half of the excess over the mean is gone.
_EXCESS_LEFT = 0.5
# Keys below a tenth of a fair partition are not asked about one by one, nor more than half of all keys.
_ASKED_FROM = 0.1
_MOST_OF_KEYS = 0.5
# Behind the steepest falls from one key to the next lies where hot keys end.
_FALLS = 4


@dataclass(frozen=True, slots=True)
class KeyFault:
    """Keys that no hash can spread: `hot_keys` of them stand out, or none does and all are too few.

    `without` is the mean max/mean that an ideal hash gives once the hot keys are gone.
    """

    hot_keys: int
    hot_share: float
    without: float

    @property
    def code(self) -> str:
        """The verdict it leads to."""
        return "hot-key" if self.hot_keys else "too-few-keys"


def key_fault(weights: KeyWeights, count: int, before: float, distinct: float) -> KeyFault | None:
    """Judge the weights alone, as an ideal hash would find them; None where it would spread them well.

    Args:
        weights: The keys.
        count: Partitions.
        before: The mean of max/mean by chance.
        distinct: How many keys there are.

    Harm: `before` is above 1.5. Then the least number of hottest keys is looked for without which half of
    the excess over 1 is gone: these are hot keys. If there is none, the keys are too few (ten equal keys
    over 48 partitions: taking one away makes the rest no better).
    """
    if before <= HARMFUL_MAX_OVER_MEAN:
        return None
    goal = 1 + _EXCESS_LEFT * (before - 1)
    known: dict[int, float] = {}

    def without(keys: int) -> float:
        if keys not in known:
            known[keys] = mean_max_over_mean(weights.without_hottest(keys), count)
        return known[keys]

    asked = int((weights.head * (count / weights.total) >= _ASKED_FROM).sum())
    least = _least_cure(
        weights, min(asked, int(distinct * _MOST_OF_KEYS)), lambda keys: without(keys) <= goal
    )
    if least is None:
        return KeyFault(0, 0.0, before)
    return KeyFault(least, float(weights.head[:least].sum()) / weights.total, without(least))


def _least_cure(weights: KeyWeights, asked: int, cures: Callable[[int], bool]) -> int | None:
    """The least number of hottest keys whose removal cures, by bisection below one that does."""
    failed = 0
    for keys in _tried(weights, asked):
        if cures(keys):
            break
        failed = keys
    else:
        return None
    while keys - failed > 1:
        middle = (keys + failed) // 2
        if cures(middle):
            keys = middle
        else:
            failed = middle
    return keys


def _tried(weights: KeyWeights, asked: int) -> list[int]:
    """Numbers of keys to begin with: powers of two, where weights fall steepest, and all that are asked."""
    numbers = {1 << power for power in range(asked.bit_length()) if 1 << power <= asked}
    if asked:
        numbers.add(asked)
        following = np.append(weights.head[1 : asked + 1], 0.0)[:asked]
        falls = weights.head[:asked] / np.maximum(following, 1e-9)
        numbers.update((np.argsort(-falls, kind="stable")[:_FALLS] + 1).tolist())
    return sorted(numbers)
