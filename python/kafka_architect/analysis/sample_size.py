"""Is the source large enough to judge? What is seen once in a sample may be anything in the topic.

Good-Turing: of the records that are still to come, a share of about f1 / N has a key that was not seen yet
(f1 = keys that occur once, N = records). `coverage` is the rest: 1 - f1 / N.

How uneven the keys of the topic are, as far as the sample proves it: a key that occurs n times has n (n - 1)
ordered pairs of records, and sum n (n - 1) / (N (N - 1)) estimates sum p^2 over the topic's keys without the
bias of small samples (keys that occur once add nothing). Its variance is estimated by
sum 4 n (n - 1) (n - 2) + 2 n (n - 1), that of squared Poisson numbers.
Source: Good, "The population frequencies of species and the estimation of population parameters" (1953).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.chance import keys_needed
from kafka_architect.analysis.key_weights import KeyWeights

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import Measurements

# From this coverage on further records hardly bring new keys: those of the sample are those of the topic.
FIXED_COVERAGE = 0.9

# One-sided 95 %.
_STANDARD_ERRORS = 1.645
# So many equal keys are a tail without any unevenness.
_EVEN_KEYS = 1e12
# A sample of so many equal keys shows 1.25 times the mean at most, half of the excess that is called harmful.
_SHOWN_BY_CHANCE = 1.25


def coverage(measurements: Measurements) -> float | None:
    """The share of records whose key was seen before, by Good-Turing; None without keyed records."""
    keyed = measurements.records - measurements.unpartitioned
    sample = measurements.sample
    if keyed <= 0 or sample.rate <= 0:
        return None
    once = float((sample.records == 1).sum()) / sample.rate
    return max(0.0, 1.0 - once / keyed)


def without_noise(weights: KeyWeights, *, certain: bool) -> KeyWeights:
    """The weights (in records) as the topic has them, without what only the smallness of a sample makes.

    Expected ones, or the least uneven ones that the sample leaves possible (`certain`, 95 %). What is left
    over is spread evenly. Of many records per key it changes next to nothing.
    """
    head, tail = weights.head, weights.tail
    pairs = np.maximum(head * (head - 1), 0)
    tail_pairs = max(weights.tail_squares - tail, 0.0)
    total = float(pairs.sum()) + tail_pairs
    if total <= 0 or weights.total <= 0:
        return _with_even_rest(head[:0], weights.total, 0.0)
    factor = 1.0
    if certain:
        variance = float((4 * pairs * np.maximum(head - 2, 0) + 2 * pairs).sum()) + _tail_variance(weights)
        factor = max(0.0, 1.0 - _STANDARD_ERRORS * math.sqrt(variance) / (2 * total))
    proven = factor * np.sqrt(pairs)
    return _with_even_rest(proven[proven > 0], weights.total - float(proven.sum()), factor**2 * tail_pairs)


def records_needed(count: int) -> int:
    """Records of keys that occur once each from which a verdict is to be had; two significant digits."""
    needed = keys_needed(count, _SHOWN_BY_CHANCE)
    unit: int = 10 ** max(0, len(str(needed)) - 2)
    return -(-needed // unit) * unit


def _tail_variance(weights: KeyWeights) -> float:
    """The tail played by equal keys with its sum and its sum of squares."""
    if weights.tail <= 0:
        return 0.0
    each = weights.tail_squares / weights.tail
    pairs = each * max(each - 1, 0.0)
    return weights.tail / each * (4 * pairs * max(each - 2, 0.0) + 2 * pairs)


def _with_even_rest(
    head: np.ndarray[tuple[int], np.dtype[np.float64]], rest: float, squares: float
) -> KeyWeights:
    rest = max(rest, 0.0)
    return KeyWeights(head, rest, min(max(squares, rest**2 / _EVEN_KEYS), rest**2) if rest else 0.0)
