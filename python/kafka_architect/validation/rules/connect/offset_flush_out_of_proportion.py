"""CNT014: source offsets flushed every moment, or hardly ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_SHORTEST_MS = 1_000
_LONGEST_MS = 300_000


@rule(
    "CNT014",
    "offset-flush-out-of-proportion",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER],
    summary="Source connectors commit their offsets far too often or far too rarely.",
    why=(
        "offset.flush.interval.ms (60,000 by default) is the interval at which each source task writes its "
        "position, and a sink task commits. Below a second every task keeps writing to the offset topic; "
        "with ten minutes a crash repeats ten minutes of records. A flush that exceeds "
        "offset.flush.timeout.ms is cancelled and retried at the next interval."
    ),
    sources=[
        "connect-runtime, WorkerConfig (offset.flush.interval.ms, offset.flush.timeout.ms)",
        "connect-runtime, SourceTaskOffsetCommitter, WorkerSinkTask",
    ],
    bad="group.id=connect-a\noffset.storage.topic=connect-offsets\noffset.flush.interval.ms=100",
    good="group.id=connect-a\noffset.storage.topic=connect-offsets\noffset.flush.interval.ms=10000",
)
def offset_flush_out_of_proportion(config: EffectiveConfig) -> Iterator[Problem]:
    """Source connectors commit their offsets far more or far less often than is useful."""
    interval = config.integer("offset.flush.interval.ms")
    if interval is None or _SHORTEST_MS <= interval <= _LONGEST_MS:
        return
    if interval <= 0:
        effect = "flushes continuously"
    elif interval < _SHORTEST_MS:
        effect = f"makes every task commit {1000 / interval:,.0f} times a second"
    else:
        effect = f"repeats up to {interval / 60_000:,.0f} minutes of records after a crash"
    yield config.problem(
        "offset.flush.interval.ms",
        f"offset.flush.interval.ms={interval} {effect}; between 1,000 and 300,000 is usual, the default "
        "is 60,000",
        fix=config.fix_set("offset.flush.interval.ms", "60000"),
    )
