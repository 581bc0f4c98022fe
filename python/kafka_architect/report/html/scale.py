"""Axes: from values to places in a drawing, and where the marks of an axis are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` become places from `start` to `end`, in units of the drawing."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        """The place of a value; outside of the axis it is the nearer end."""
        value = min(max(value, self.low), self.high)
        if self.logarithmic:
            part = math.log(value / self.low) / (math.log(self.high / self.low) or 1.0)
        else:
            part = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + part * (self.end - self.start)

    def marks(self) -> list[float]:
        """A few round values on the axis."""
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
            every = max(1, math.ceil((last - first + 1) / _FEW))
            found = [10.0**power for power in range(first, last + 1, every)]
            if len(found) >= _FEW - 1:
                return found
            small = [step * 10.0**power for power in range(first - 1, last + 1) for step in (1.0, 2.0, 5.0)]
            return [one for one in small if self.low <= one <= self.high]
        step = round_step((self.high - self.low) / _FEW)
        first, last = math.ceil(self.low / step), math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]


def round_step(wanted: float) -> float:
    """The least of 1, 2, 2.5, 5 x 10^n that is not below."""
    if wanted <= 0 or not math.isfinite(wanted):
        return 1.0
    size = 10.0 ** math.floor(math.log10(wanted))
    return next(step * size for step in _STEPS if step * size >= wanted * (1 - 1e-9))


def highest(values: Sequence[float]) -> float:
    """The end of an axis from 0 for these values: a round one above all; 1 where there is nothing."""
    most = max((one for one in values if math.isfinite(one)), default=0.0)
    if most <= 0:
        return 1.0
    step = round_step(most / _FEW)
    return math.ceil(most / step - 1e-9) * step
