"""The sampled keys as the rules for weak keys see them, and what such a rule finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.chi_square import distinct_keys_test
from kafka_architect.analysis.evidence import TOLERATED_DEVIATION, UNEVEN_P_VALUE
from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.spread import Spread
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import Measurements

# Forms are looked for in Python, about 10 us per key.
_MOST_SAMPLED = 8192


@short_repr
@dataclass(frozen=True, slots=True)
class WeakKey:
    """A named pattern.

    `share` is its part of the sampled distinct keys, or of all records where `of` says "records".
    """

    name: str
    share: float
    of: str
    harmful: bool
    reason: str
    examples: tuple[str, ...]

    def to_dict(self) -> dict[str, str | float | bool | list[str]]:
        """The pattern as JSON-ready values."""
        return {
            "name": self.name,
            "share": self.share,
            "of": self.of,
            "harmful": self.harmful,
            "reason": self.reason,
            "examples": list(self.examples),
        }


class SampledKeys:
    """Up to 8,192 sampled keys with their hashes, and the partition counts that the user asked for.

    `rate` is the share of the distinct keys that they are.
    """

    def __init__(self, measurements: Measurements) -> None:
        sample = measurements.sample
        # Evenly from the whole sample, which may be in order of arrival.
        step = max(1, -(-len(sample.keys) // _MOST_SAMPLED))
        self.measurements = measurements
        self.partitioner = measurements.partitioner
        self.keys = sample.keys[::step]
        self.hashes = sample.hashes[::step]
        self.rate = sample.rate * len(self.keys) / max(len(sample.keys), 1)
        self.counts = [totals.count for totals in measurements.partitions if totals.count > 1]

    def uneven(self, which: NDArray[np.bool_]) -> str:
        """Where these keys, each counted once, spread worse than chance; "" where they do not."""
        hashes = self.hashes[which]
        worst, text = 0.0, ""
        for count in self.counts:
            test = distinct_keys_test(hashes, count)
            spread = Spread.of(np.bincount((hashes % np.uint32(count)).astype(np.int64), minlength=count))
            if test is None or spread is None or test.p_uneven >= UNEVEN_P_VALUE:
                continue
            if spread.deviation > TOLERATED_DEVIATION and spread.max_over_mean > worst:
                worst = spread.max_over_mean
                reached = f", and only {count - spread.empty} are reached" if spread.empty else ""
                text = f"the hottest of {count} partitions has {worst:.2f} times the mean of them{reached}"
        return text

    def lie_unevenly(self, counts: Sequence[int]) -> bool:
        """Whether a hottest partition has harmfully many records at one of these counts, as keys lie."""
        spreads = (
            Spread.of(totals.records) for totals in self.measurements.partitions if totals.count in counts
        )
        return any(spread is not None and spread.max_over_mean > HARMFUL_MAX_OVER_MEAN for spread in spreads)

    def are_apart(self, places: list[int]) -> bool:
        """Whether these keys lie in more than one partition, at any of the counts."""
        hashes = self.hashes[places]
        return any(np.unique(hashes % np.uint32(count)).size > 1 for count in self.counts)

    def examples(self, which: Iterable[int]) -> tuple[str, ...]:
        """Up to three keys as text, the shortest first, then in order: always the same ones."""
        chosen = sorted((self.keys[i] for i in which), key=lambda key: (len(key), key))
        return tuple(key_text(key) for key in chosen[:3])


def either(counts: Sequence[int]) -> str:
    """Such as 12, 24 or 48."""
    texts = [str(count) for count in counts]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"
