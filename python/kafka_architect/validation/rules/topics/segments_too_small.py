"""TOP006: segments are so short or small that a partition has thousands of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import (
    cleanup_policies,
    log_explicit,
    log_integer,
    log_time,
)
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.knowledge.wording import DAY, MIB, MINUTE, SECOND, count, duration, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST_SEGMENTS = 1_000
_SHORTEST_MS = 10 * MINUTE
_SMALLEST = 10 * MIB
_WRITES_PER_S = 1_000_000


@rule(
    "TOP006",
    "segments-too-small",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC, Role.BROKER],
    summary="Segments are so short or small that a partition has thousands of them.",
    why=(
        "A segment is a log file, which stays open, with an offset index and a time index, which are "
        "memory-mapped once they are used and need no open file. Linux allows 65,530 maps per process unless "
        'vm.max_map_count is raised, so with about 32,000 segments in use a broker fails with "Map failed"; '
        "often fewer open files are allowed (ulimit -n). Segments exist so that old data can be deleted in "
        "pieces: a few dozen per partition are enough."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_segment.ms",
        "https://kafka.apache.org/documentation/#os (file descriptor and vm.max_map_count limits)",
        "storage/src/main/java/org/apache/kafka/storage/internals/log/LogSegment.java (shouldRoll), "
        "AbstractIndex.java (createAndAssignMmap), LazyIndex.java",
    ],
    bad="retention.ms=86400000\nsegment.ms=4000",
    good="retention.ms=86400000\nsegment.ms=3600000",
)
def segments_too_small(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the time and at the size that roll a segment, each against its retention."""
    if config.role is Role.BROKER and not runs_broker(config):
        return
    yield from _too_short(config)
    yield from _too_small(config)


def _too_short(config: EffectiveConfig) -> Iterator[Problem]:
    roll, retention = log_time(config, "segment.ms"), log_time(config, "retention.ms")
    if roll is None or not roll.explicit or roll.ms <= 0:
        return
    written = f"{roll.setting.key}={roll.setting.shown}"
    deletes = "delete" in (cleanup_policies(config) or ())
    if deletes and retention is not None and retention.ms > 0:
        segments = retention.ms // roll.ms
        if segments >= _MOST_SEGMENTS:
            yield config.problem(
                roll.setting,
                f"{written} ({duration(roll.ms)}) keeps {segments:,} segments per partition for "
                f"{duration(retention.ms)}: {segments:,} open files and up to {segments * 2:,} memory maps, "
                "while 65,530 maps are allowed per broker; use an hour or more per segment",
            )
    elif roll.ms < _SHORTEST_MS:
        yield config.problem(
            roll.setting,
            f"{written} rolls a segment every {duration(roll.ms)}, {count(DAY // roll.ms, 'time')} per day "
            "and partition, each with an open file, two indexes and work for the cleaner; use an hour or "
            "more per segment",
        )


def _too_small(config: EffectiveConfig) -> Iterator[Problem]:
    setting, segment = log_explicit(config, "segment.bytes"), log_integer(config, "segment.bytes")
    if setting is None or segment is None or not 0 < segment < _SMALLEST:
        return
    a_day = _WRITES_PER_S * DAY // SECOND // segment
    yield config.problem(
        setting,
        f"{setting.key}={setting.shown} ({size(segment)}): a partition that receives 1 MB/s fills "
        f"{count(a_day, 'segment')} per day, each with an open file and two indexes; the default is 1 GiB",
    )
