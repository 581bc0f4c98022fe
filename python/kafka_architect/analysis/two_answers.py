"""Two answers about keys: as they lie now (measured), and what chance makes of keys like these.

A topic whose keys stay the same keeps its loads: what counts for whoever runs it is the measured max/mean.
Chance counts where keys come and go, where another partition count is thought of, and where a sample is so
small that its loads say nothing yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.chance import mean_max_over_mean
from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN, key_fault

if TYPE_CHECKING:
    from kafka_architect.analysis.findings import KeyFigures, LoadFindings
    from kafka_architect.analysis.key_fault import KeyFault

# A sample adds 1 / N to sum p^2: below this part of it that is not worth another simulation.
_NOISE = 0.01
# Below so many records a key is not called hot: it may have been seen so often by chance.
RECORDS_OF_A_HOT_KEY = 5
# Where at least a fifth of the excess may be the sample's alone, the keys are not the reason yet.
_CERTAIN_EXCESS = 0.8


class AsTheyLie(Enum):
    """The answer as the keys lie now."""

    FINE = auto()
    KEYS = auto()  # uneven, as any hash would make these keys
    COLLIDING = auto()  # uneven, though chance would spread such keys well
    UNKNOWN = auto()  # too few records to tell


@dataclass(frozen=True, slots=True)
class TwoAnswers:
    """`as_they_lie`, and by chance: the mean max/mean and the `fault`, None where it spreads keys well."""

    as_they_lie: AsTheyLie
    fault: KeyFault | None
    by_chance: float

    @classmethod
    def of(cls, loads: LoadFindings, keys: KeyFigures | None, distinct: float) -> TwoAnswers:
        """Both answers about so many distinct keys.

        `keys` are given where the loads are records, and tell what a small sample hides.
        """
        count, measured = loads.spread.count, loads.spread.max_over_mean
        by_chance = loads.chance.max_over_mean.mean
        weights, expected, certain = loads.weights, by_chance, by_chance
        sampled = None if keys is None or keys.are_fixed else keys
        if sampled is not None and sampled.expected.squares < (1 - _NOISE) * weights.squares:
            weights = sampled.expected
            expected = mean_max_over_mean(weights, count)
            if by_chance > HARMFUL_MAX_OVER_MEAN:
                certain = mean_max_over_mean(sampled.certain, count)
        fault = key_fault(weights, count, expected, distinct)
        hot = 0 if fault is None else fault.hot_keys
        harmful = measured > HARMFUL_MAX_OVER_MEAN
        noise = certain - 1 <= _CERTAIN_EXCESS * (by_chance - 1)
        rare = sampled is not None and hot and loads.weights.head[hot - 1] < RECORDS_OF_A_HOT_KEY
        if rare or (certain <= HARMFUL_MAX_OVER_MEAN < by_chance and noise):
            answer = AsTheyLie.UNKNOWN
        elif not harmful:
            answer = AsTheyLie.FINE
        elif fault is not None:
            answer = AsTheyLie.KEYS
        else:
            answer = AsTheyLie.COLLIDING if sampled is None or _stays(loads) else AsTheyLie.UNKNOWN
        return cls(answer, fault, expected)


def _stays(loads: LoadFindings) -> bool:
    """Whether the hottest partition is hot by keys that will come again."""
    count, heavy = loads.spread.count, () if loads.heavy is None else loads.heavy.keys
    records = np.array([key.lower for key in heavy], dtype=np.float64)
    certain = np.maximum(records - 2 * np.sqrt(records), 0)
    at = np.array([key.hash % count for key in heavy], dtype=np.int64)
    others = (loads.spread.total - float(certain.sum())) / count
    hottest = float(np.bincount(at, weights=certain, minlength=count).max()) + others
    return hottest * count / loads.spread.total > HARMFUL_MAX_OVER_MEAN
