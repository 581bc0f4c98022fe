"""The verdict on the load that was measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.measurements import PartitionTotals
from kafka_architect.analysis.verdict import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.analysis.findings import KeyFigures
    from kafka_architect.analysis.measurements import Measurements
    from kafka_architect.analysis.observed.observed import Observed
    from kafka_architect.analysis.verdict import Verdict


def judged(
    observed: Observed, measurements: Measurements, keys: KeyFigures, verdicts: Sequence[Verdict]
) -> Observed:
    """The same with its verdict, which is one of `verdicts` where the topic's count is among those.

    Args:
        observed: Where the records are.
        measurements: What was counted.
        keys: What does not depend on the partition count.
        verdicts: Those on `measurements.partitions`.
    """
    if not observed.judged:
        return observed
    known = zip(measurements.partitions, verdicts, strict=True)
    verdict = next((verdict for totals, verdict in known if totals.count == observed.count), None)
    if verdict is None:
        loads = observed.keyed_at(observed.count)
        if loads is None:
            loads = np.array(observed.records, dtype=np.uint64)
        verdict = judge(measurements, PartitionTotals(observed.count, loads, None), keys=keys)
    return replace(observed, verdict=verdict)
