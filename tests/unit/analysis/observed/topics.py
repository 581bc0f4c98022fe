"""Topics made by hand: keys, and the partitions in which some clients put their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kafka_architect.analysis.observed.observed import Observed

RECORDS = 60_000


def users(records: int = RECORDS, distinct: int = 3_000, seed: int = 1) -> list[bytes]:
    return [b"user-%d" % i for i in np.random.default_rng(seed).integers(0, distinct, records)]


def placed(keys: Sequence[bytes], client: str, count: int = 12) -> NDArray[np.int64]:
    return np.asarray(ka.partition_for(list(keys), count, client)).astype(np.int64)


def report_of(
    keys: Sequence[bytes | None],
    partitions: NDArray[np.int64],
    *,
    told: int | None = None,
    counts: Sequence[int] = (12,),
    partitioner: str = "murmur2",
) -> ka.DistributionReport:
    analyzer = ka.PartitioningStrategyAnalyzer(counts, topic_partitions=told, partitioner=partitioner)
    analyzer.update(list(keys), partitions=partitions)
    return analyzer.report()


def observed_of(report: ka.DistributionReport) -> Observed:
    assert report.observed is not None
    return report.observed
