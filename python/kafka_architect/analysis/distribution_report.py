"""DistributionReport: what a pass over the keys has found, as plain numbers."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class PartitionLoad:
    """How the records spread over one number of partitions.

    `cv` is the coefficient of variation of records per partition (population standard deviation over
    mean). `expected_cv` is what an ideal hash would give for keys of this kind: the root mean square,
    sqrt((count - 1) / effective_keys). Both, and `max_over_mean`, are None without keyed records.
    """

    count: int
    records: tuple[int, ...]
    max_over_mean: float | None
    cv: float | None
    expected_cv: float | None
    empty_partitions: int

    @classmethod
    def from_records(cls, records: Sequence[int], effective_keys: float) -> PartitionLoad:
        """Derive the figures from the records of each partition."""
        count = len(records)
        total = sum(records)
        if total == 0:
            return cls(count, tuple(records), None, None, None, count)
        mean = total / count
        variance = sum((r - mean) ** 2 for r in records) / count
        return cls(
            count=count,
            records=tuple(records),
            max_over_mean=max(records) / mean,
            cv=math.sqrt(variance) / mean,
            expected_cv=math.sqrt((count - 1) / effective_keys),
            empty_partitions=sum(r == 0 for r in records),
        )

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "count": self.count,
            "records": list(self.records),
            "max_over_mean": self.max_over_mean,
            "cv": self.cv,
            "expected_cv": self.expected_cv,
            "empty_partitions": self.empty_partitions,
        }


@dataclass(frozen=True, slots=True)
class DistributionReport:
    """How the keys of a source spread over partitions.

    Null keys count as records but belong to no partition: the producer chooses one for each batch. Empty
    keys are hashed like any other. `effective_keys` is N_eff = (sum w)^2 / sum w^2 over distinct keys
    (w = records per key), estimated to within 0.55 % (one standard error); None without keyed records.
    """

    source: str
    partitioner: str
    records: int
    null_keys: int
    empty_keys: int
    effective_keys: float | None
    partitions: tuple[PartitionLoad, ...]

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values; the same document that `--format json` prints."""
        return {
            "source": self.source,
            "partitioner": self.partitioner,
            "records": self.records,
            "null_keys": self.null_keys,
            "empty_keys": self.empty_keys,
            "effective_keys": self.effective_keys,
            "partitions": [load.to_dict() for load in self.partitions],
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The report as JSON text."""
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False, allow_nan=False)

    def __str__(self) -> str:
        """The report as a plain-text table."""
        from kafka_architect.report.distribution import as_text

        return as_text(self.to_dict())

    def _repr_html_(self) -> str:
        from kafka_architect.report.distribution import as_html

        return as_html(self.to_dict())
