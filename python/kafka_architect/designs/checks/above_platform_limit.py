"""DSN020: the design is larger than its platform allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN020",
    "above-platform-limit",
    severity=Severity.ERROR,
    summary="More partitions, consumer groups or bytes per partition than the platform allows.",
    why=(
        "Managed platforms have quotas per cluster: MSK Serverless allows 2,400 partitions and 120 compacted "
        "ones, 500 consumer groups, and 5 MB/s per partition. Creating more fails; writing more is throttled."
    ),
    sources=("https://docs.aws.amazon.com/msk/latest/developerguide/limits.html",),
    bad="""\
name: shop
platform: {kind: msk-serverless}
entities:
  shop.customer: {key: id, state: {partitions: 240}}
""",
    good="""\
name: shop
platform: {kind: msk-serverless}
entities:
  shop.customer: {key: id, state: {partitions: 12}}
""",
)
def above_platform_limit(design: Design) -> Iterator[Problem]:
    """Add up what the platform counts."""
    facts, topics = PLATFORMS[design.platform.kind], design.topics.values()
    compacted = sum(int(one.partitions) for one in topics if "compact" in one.cleanup)
    partitions = sum(int(one.partitions) for one in topics) - compacted
    for what, count, most in (
        ("partitions", partitions, facts.partitions),
        ("compacted partitions", compacted, facts.compacted_partitions),
        ("consumer groups", len(design.groups), facts.groups),
    ):
        if most is not None and count > most:
            yield Problem(
                design.name,
                f"{count:,} {what}; {design.platform.kind} allows {most:,} per cluster",
                "pin fewer partitions, share topics, or use several clusters",
            )
    limit = facts.write_mb_per_s_per_partition
    for topic in topics if limit is not None else ():
        rate, size = topic.load.peak_messages_per_s, topic.load.message_bytes
        if rate is None or size is None:
            continue
        share = rate * size / 1e6 / topic.partitions.value
        if share > (limit or 0):
            yield Problem(
                topic.name,
                f"{share:.3g} MB/s per partition at the peak; {design.platform.kind} allows {limit:g}",
                "give the topic more partitions",
            )
