"""DSN014: personal data are kept forever, or nobody can say until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN014",
    "personal-data-kept-forever",
    severity=Severity.ERROR,
    summary="A topic classified as pii keeps records forever, or overwritten values without limit.",
    why=(
        "Personal data must be erased on request (GDPR, article 17). A log that keeps records forever cannot "
        "do that; a compacted topic does it with a tombstone, but only when the cleaner runs: "
        "max.compaction.lag.ms sets the deadline."
    ),
    sources=(
        "Regulation (EU) 2016/679, article 17",
        "KIP-354: max.compaction.lag.ms",
    ),
    bad="""\
name: shop
topics:
  shop.customers: {key: customerId, classification: pii, retention: forever}
""",
    good="""\
name: shop
topics:
  shop.customers: {key: customerId, classification: pii, retention: {legal: 90d}}
""",
)
def personal_data_kept_forever(design: Design) -> Iterator[Problem]:
    """Look at topics of classification pii."""
    erasable = {name for one in design.decisions if one.pattern == "erasure" for name in one.applies_to}
    for topic in design.topics.values():
        if topic.classification != "pii" or topic.name in erasable:
            continue
        if topic.retention_ms is not None and topic.retention_ms.value < 0:
            yield Problem(
                topic.name,
                "personal data is kept forever: it cannot be erased on request",
                "set a retention, or use the pattern erasure with by: crypto-shredding",
            )
        elif "compact" in topic.cleanup and topic.setting("max.compaction.lag.ms") is None:
            yield Problem(
                topic.name,
                "personal data in a compacted topic without max.compaction.lag.ms: a deletion may take "
                "months",
                "use the pattern compacted-state, or set max.compaction.lag.ms",
            )
