"""DSN022: deletions are gone before a reader that was away returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

_KAFKA_DEFAULT = "86400000"


@check(
    "DSN022",
    "tombstones-gone-before-readers-return",
    severity=Severity.ERROR,
    summary="delete.retention.ms is shorter than the longest outage of a consumer.",
    why=(
        "A compacted topic deletes a key with a tombstone, which is removed after delete.retention.ms, a day "
        "by default. A consumer that was down for longer never sees it and keeps the deleted key forever."
    ),
    sources=("https://kafka.apache.org/documentation/#topicconfigs_delete.retention.ms",),
    bad="""\
name: shop
entities:
  shop.customer:
    key: id
    state: {retention: {longest_outage: 3d}, config: {delete.retention.ms: 3600000}}
""",
    good="""\
name: shop
entities:
  shop.customer:
    key: id
    state: {retention: {longest_outage: 3d}}
""",
)
def tombstones_gone_before_readers_return(design: Design) -> Iterator[Problem]:
    """Compare tombstones with the outage that the specification states."""
    for topic in design.topics.values():
        if "compact" not in topic.cleanup or topic.longest_outage_s is None:
            continue
        text = topic.setting("delete.retention.ms") or _KAFKA_DEFAULT
        if text.isdecimal() and int(text) < topic.longest_outage_s * 1000:
            yield Problem(
                topic.name,
                f"tombstones are kept for {int(text) / 3_600_000:g} h, but a consumer may be down for "
                f"{topic.longest_outage_s / 3600:g} h",
                "remove delete.retention.ms from config: it is derived from longest_outage",
            )
