"""DSN006: records are gone before a service that was down can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN006",
    "retention-below-outage",
    severity=Severity.ERROR,
    summary="The retention is shorter than the longest outage of a receiving service.",
    why=(
        "A consumer that returns after the retention finds its offset out of range, and auto.offset.reset "
        "applies: earliest skips the deleted records, latest skips everything since. The service loses these "
        "records without an error."
    ),
    sources=("https://kafka.apache.org/documentation/#consumerconfigs_auto.offset.reset",),
    bad="""\
name: shop
entities:
  orders: {key: orderId, events: {retention: {exactly: 1d, longest_outage: 3d}}}
""",
    good="""\
name: shop
entities:
  orders: {key: orderId, events: {retention: {longest_outage: 3d}}}
""",
)
def retention_below_outage(design: Design) -> Iterator[Problem]:
    """Compare the retention with the outage that the specification states."""
    for topic in design.topics.values():
        kept, outage = topic.retention_ms, topic.longest_outage_s
        if kept is None or outage is None or not 0 <= kept.value < outage * 1000:
            continue
        yield Problem(
            topic.name,
            f"records are kept for {kept.value / 3_600_000:g} h, but a receiving service may be down for "
            f"{outage / 3600:g} h",
            f"keep them for at least {outage / 3600:g} h: remove exactly from its retention",
        )
