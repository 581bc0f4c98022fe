"""DSN018: a topic is compacted and tiered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN018",
    "tiered-and-compacted",
    severity=Severity.ERROR,
    summary="A topic is compacted and has remote.storage.enable=true, which brokers reject.",
    why=(
        "Tiered storage offloads closed segments, while the cleaner rewrites closed segments. Kafka allows "
        "only one of the two: creating such a topic fails with InvalidConfigurationException."
    ),
    sources=("KIP-405: compacted topics are not supported",),
    bad="""\
name: shop
entities:
  shop.customer: {key: id, state: {config: {remote.storage.enable: true}}}
""",
    good="""\
name: shop
entities:
  shop.customer: {key: id, events: {config: {remote.storage.enable: true}, retention: 30d}}
""",
)
def tiered_and_compacted(design: Design) -> Iterator[Problem]:
    """Look at both settings."""
    for topic in design.topics.values():
        if "compact" in topic.cleanup and topic.setting("remote.storage.enable") == "true":
            yield Problem(
                topic.name,
                f"cleanup.policy={topic.setting('cleanup.policy')} with remote.storage.enable=true: the "
                "broker rejects it (InvalidConfigurationException)",
                "remove remote.storage.enable, or keep the history in a separate topic",
            )
