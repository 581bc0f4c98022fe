"""DSN009: a topic keeps records forever, and nothing bounds its disks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN009",
    "kept-forever",
    severity=Severity.INFO,
    summary="A topic keeps every record forever on the brokers' disks.",
    why=(
        "retention.ms=-1 without compaction grows until a disk is full, and a full disk stops the broker "
        "with all its topics. An event store that must keep everything needs tiered storage, or a plan for "
        "more disks each year. Rereading it takes bytes per partition divided by the throughput of a "
        "consumer."
    ),
    sources=(
        "https://kafka.apache.org/documentation/#topicconfigs_retention.ms",
        "KIP-405: tiered storage",
    ),
    bad="""\
name: shop
topics:
  orders: {key: orderId, retention: forever}
""",
    good="""\
name: shop
topics:
  orders: {key: orderId, retention: {legal: 10y}}
""",
)
def kept_forever(design: Design) -> Iterator[Problem]:
    """Look at topics without a limit that are not tiered."""
    for topic in design.topics.values():
        kept = topic.retention_ms
        if kept is None or kept.value >= 0 or topic.setting("remote.storage.enable") == "true":
            continue
        if topic.kind is Kind.INTERNAL:
            yield Problem(
                topic.name,
                f"it intentionally has no retention: {kept.pinned}",
                "monitor its size; no other action needed",
            )
            continue
        yield Problem(
            topic.name,
            f"records are kept forever on the brokers' disks ({kept.pinned}); the plan covers the first year",
            "use tiered storage, or a retention based on need: legal, replay, longest_outage",
        )
