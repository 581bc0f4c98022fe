"""PartitionLoad: how the records spread over one number of partitions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import PartitionTotals


@short_repr
@dataclass(frozen=True, slots=True)
class PartitionLoad:
    """The figures of one partition count.

    `cv` is the coefficient of variation of records per partition (population standard deviation over
    mean). `expected_cv` is what an ideal hash would give for keys of this kind: the root mean square,
    sqrt((count - 1) / effective_keys). Both, and `max_over_mean`, are None without keyed records. `bytes`
    is None where record sizes are not known.

    Examples:
        >>> load = ka.analyze("examples/flights_dest.txt", [12]).partitions[0]
        >>> load.count, round(load.max_over_mean, 2), round(load.hottest_share, 3)
        (12, 2.67, 0.222)
    """

    count: int
    records: tuple[int, ...]
    bytes: tuple[int, ...] | None
    max_over_mean: float | None
    cv: float | None
    expected_cv: float | None
    empty_partitions: int

    @classmethod
    def of(cls, totals: PartitionTotals, effective_keys: float | None) -> PartitionLoad:
        """Derive the figures from the records of each partition."""
        records = tuple(totals.records.tolist())
        sizes = None if totals.bytes is None else tuple(totals.bytes.tolist())
        total = sum(records)
        if total == 0 or effective_keys is None:
            return cls(totals.count, records, sizes, None, None, None, totals.count)
        mean = total / totals.count
        variance = float(((totals.records.astype(float) - mean) ** 2).mean())
        return cls(
            count=totals.count,
            records=records,
            bytes=sizes,
            max_over_mean=max(records) / mean,
            cv=math.sqrt(variance) / mean,
            expected_cv=math.sqrt((totals.count - 1) / effective_keys),
            empty_partitions=sum(r == 0 for r in records),
        )

    @property
    def hottest_share(self) -> float | None:
        """The hottest partition's part of all keyed records; None without any."""
        return max(self.records) / total if (total := sum(self.records)) else None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        document: dict[str, Any] = {
            "count": self.count,
            "records": list(self.records),
            "max_over_mean": self.max_over_mean,
            "hottest_share": self.hottest_share,
            "cv": self.cv,
            "expected_cv": self.expected_cv,
            "empty_partitions": self.empty_partitions,
        }
        if self.bytes is not None:
            document["bytes"] = list(self.bytes)
        return document
