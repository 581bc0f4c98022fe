"""TOP026: the index of a segment is full before the segment is, so segments stay smaller than set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import log_explicit, log_integer, log_key
from kafka_architect.validation.knowledge.wording import size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_TIME_INDEX_ENTRY = 12


@rule(
    "TOP026",
    "index-full-before-segment",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.TOPIC, Role.BROKER],
    summary="The segment index fills up before the segment does, so segments stay smaller than configured.",
    why=(
        "A segment is rolled when its offset index (8 bytes per entry) or its time index (12 bytes per "
        "entry) is full, and an entry is written every index.interval.bytes. With an index of 1 MiB and an "
        "entry every 4 KiB a segment is rolled at about 341 MiB although segment.bytes allows 1 GiB, and "
        "there are three times as many files."
    ),
    sources=[
        "storage/src/main/java/org/apache/kafka/storage/internals/log/LogSegment.java (shouldRoll)",
        "storage/src/main/java/org/apache/kafka/storage/internals/log/TimeIndex.java",
    ],
    bad="segment.index.bytes=1048576",
    good="segment.index.bytes=10485760",
)
def index_full_before_segment(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare what the index can hold with the size of a segment."""
    index, interval, segment = (
        log_integer(config, key) for key in ("segment.index.bytes", "index.interval.bytes", "segment.bytes")
    )
    chosen = log_explicit(config, "segment.index.bytes") or log_explicit(config, "index.interval.bytes")
    if chosen is None or index is None or interval is None or segment is None or interval <= 0:
        return
    most = index // _TIME_INDEX_ENTRY * interval
    if 0 < most < segment:
        yield config.problem(
            chosen,
            f"an index of {size(index)} with an entry every {size(interval)} is full at {size(most)}: "
            f"segments are rolled there, not at {log_key(config, 'segment.bytes')}={segment} "
            f"({size(segment)})",
        )
