"""Are the keys themselves to blame? Hot keys and too few keys are uneven under any hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.analysis.chance import mean_max_over_mean

if TYPE_CHECKING:
    from kafka_architect.analysis.chance import ChanceSpread
    from kafka_architect.analysis.key_weights import KeyWeights

# The hottest partition needs half again of what each was sized for: the headroom that is left at a usual
# utilisation of 60-70 % (1 / 0.65 = 1.54) is gone.
HARMFUL_MAX_OVER_MEAN = 1.5

# Keys are called hot if without them at least half of the excess over the mean is gone.
_EXCESS_LEFT = 0.5
# Keys below a quarter of a fair partition are not asked about one by one.
_ASKED_FROM = 0.25


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


def key_fault(weights: KeyWeights, chance: ChanceSpread) -> KeyFault | None:
    """Judge the weights alone, as an ideal hash would find them; None where it would spread them well.

    Harm: the mean of max/mean by chance is above 1.5. Then the 1, 2, 4, ... hottest keys are taken away:
    if that removes half of the excess over 1, they are hot keys; if it never does, the keys are too few
    (ten equal keys over 48 partitions: taking one away makes the rest no better).
    """
    before = chance.max_over_mean.mean
    if before <= HARMFUL_MAX_OVER_MEAN:
        return None
    goal = 1 + _EXCESS_LEFT * (before - 1)
    asked = int((weights.head * (chance.count / weights.total) >= _ASKED_FROM).sum())
    keys = 1
    while keys <= asked:
        without = mean_max_over_mean(weights.without_hottest(keys), chance.count)
        if without <= goal:
            return KeyFault(keys, float(weights.head[:keys].sum()) / weights.total, without)
        keys *= 2
    return KeyFault(0, 0.0, before)
