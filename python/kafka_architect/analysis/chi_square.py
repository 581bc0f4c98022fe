"""Do distinct keys spread over partitions like random ones? Pearson's chi-square test, without scipy.

The test counts every distinct key once. Counting records would count a hot key's repeats as so many
independent draws, and any skew of the keys would look like a fault of the hash.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EPSILON = 1e-15
_TINY = 1e-300
# Below one key per partition the statistic is too coarse for its distribution.
_KEYS_PER_PARTITION = 1
_FEWEST_KEYS = 16


@dataclass(frozen=True, slots=True)
class UniformityTest:
    """Pearson's X^2 of `keys` distinct keys over `count` partitions against equal shares.

    `p_uneven` is the chance that an ideal hash spreads as unevenly or worse, `p_even` the chance that it
    spreads as evenly or better.
    """

    keys: int
    count: int
    statistic: float
    p_uneven: float
    p_even: float


def distinct_keys_test(hashes: NDArray[np.uint32], count: int) -> UniformityTest | None:
    """Test non-negative partitioner hashes of distinct keys, shape (n,); None where keys are too few.

    X^2 = sum (n_i - n/P)^2 / (n/P), chi-square distributed with P - 1 degrees of freedom.
    """
    keys = int(hashes.size)
    if count < 2 or keys < max(_FEWEST_KEYS, _KEYS_PER_PARTITION * count):
        return None
    partitions = np.bincount((hashes % np.uint32(count)).astype(np.int64), minlength=count)
    expected = keys / count
    statistic = float(np.square(partitions - expected).sum() / expected)
    p_uneven = chi_square_tail(statistic, count - 1)
    return UniformityTest(keys, count, statistic, p_uneven, 1.0 - p_uneven)


def chi_square_tail(statistic: float, degrees: int) -> float:
    """The chance that a chi-square variable of these degrees of freedom exceeds `statistic`.

    It is the regularised upper incomplete gamma function Q(degrees/2, statistic/2): the power series of
    1 - Q below a + 1, Lentz's continued fraction above (Abramowitz & Stegun 6.5.29 and 6.5.31).
    """
    a, x = degrees / 2, statistic / 2
    if x <= 0:
        return 1.0
    front = math.exp(max(a * math.log(x) - x - math.lgamma(a), -745.0))
    if x < a + 1:
        return max(0.0, 1.0 - front * _series(a, x))
    return min(1.0, front * _continued_fraction(a, x))


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    n = a
    while abs(term) > abs(total) * _EPSILON:
        n += 1
        term *= x / n
        total += term
    return total


def _continued_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c = 1 / _TINY
    d = 1 / b
    fraction = d
    change, i = 0.0, 0
    while abs(change - 1) > _EPSILON * 4 and i < 100_000:
        i += 1
        step = -i * (i - a)
        b += 2
        d = step * d + b
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = b + step / c
        c = c if abs(c) > _TINY else _TINY
        change = c * d
        fraction *= change
    return fraction
