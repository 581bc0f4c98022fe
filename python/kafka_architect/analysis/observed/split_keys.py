"""Keys that lie in several partitions: consumers see their records in no certain order."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.measurements import Bounds
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import KeyPartitions

_EXAMPLES = 5
_Z = 1.96


@short_repr
@dataclass(frozen=True, slots=True)
class SplitKey:
    """A key in several partitions: `records` are those of the lowest four `partitions`.

    `elsewhere` are its records in higher partitions; 0 where those listed are all.
    """

    key: str
    partitions: tuple[int, ...]
    records: tuple[int, ...]
    elsewhere: int

    def to_dict(self) -> dict[str, Any]:
        """The key as JSON-ready values."""
        return {
            "key": self.key,
            "partitions": list(self.partitions),
            "records": list(self.records),
            "elsewhere": self.elsewhere,
        }


@short_repr
@dataclass(frozen=True, slots=True)
class SplitKeys:
    """How many distinct keys lie in several partitions.

    Attributes:
        keys: Their number: exact up to 4,095 distinct keys, else an estimate with bounds that hold 95 % of
            the time (Wilson's for the share of sampled keys).
        share: Of the distinct keys.
        records_share: Of the records of sampled keys, those whose key lies in several partitions.
        sampled_keys: How many keys were looked at.
        exact: Whether those are all.
        examples: The busiest ones.
    """

    keys: Bounds
    share: float
    records_share: float
    sampled_keys: int
    exact: bool
    examples: tuple[SplitKey, ...]

    def to_dict(self) -> dict[str, Any]:
        """The count as JSON-ready values."""
        return {
            "keys": {"estimate": self.keys.estimate, "lower": self.keys.lower, "upper": self.keys.upper},
            "share": self.share,
            "records_share": self.records_share,
            "sampled_keys": self.sampled_keys,
            "exact": self.exact,
            "examples": [example.to_dict() for example in self.examples],
        }


def split_keys(sample: KeyPartitions, distinct: Bounds, *, spreads_empty: bool) -> SplitKeys | None:
    """Count them; None without keyed records.

    Args:
        sample: Sampled keys and where they lie.
        distinct: How many distinct keys there are.
        spreads_empty: Whether the client in use chooses a partition for empty keys as for null ones.
    """
    looked_at = np.ones(len(sample.keys), dtype=bool)
    if spreads_empty:
        looked_at &= sample.key_lengths > 0
    keys = int(looked_at.sum())
    if keys == 0:
        return None
    split = looked_at & (sample.partitions[:, 1] >= 0)
    records = (sample.records.sum(axis=1) + sample.elsewhere).astype(np.float64)
    number, exact = int(split.sum()), sample.rate >= 1.0
    lower, upper = (number / keys, number / keys) if exact else _wilson(number, keys)
    busiest = np.flatnonzero(split)
    busiest = busiest[np.argsort(-records[busiest], kind="stable")][:_EXAMPLES]
    return SplitKeys(
        keys=Bounds(float(number), float(number), float(number))
        if exact
        else Bounds(number / keys * distinct.estimate, lower * distinct.lower, upper * distinct.upper),
        share=number / keys,
        records_share=float(records[split].sum() / max(records[looked_at].sum(), 1)),
        sampled_keys=keys,
        exact=exact,
        examples=tuple(_example(sample, int(row)) for row in busiest),
    )


def _example(sample: KeyPartitions, row: int) -> SplitKey:
    used = sample.partitions[row] >= 0
    return SplitKey(
        key_text(sample.keys[row]),
        tuple(sample.partitions[row][used].tolist()),
        tuple(sample.records[row][used].tolist()),
        int(sample.elsewhere[row]),
    )


def _wilson(number: int, of: int) -> tuple[float, float]:
    """Wilson's interval for a share (Wilson 1927)."""
    share = number / of
    middle = share + _Z**2 / (2 * of)
    around = _Z * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    return max(0.0, (middle - around) / scale), min(1.0, (middle + around) / scale)
