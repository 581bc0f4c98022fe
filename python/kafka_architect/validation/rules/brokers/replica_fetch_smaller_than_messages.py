"""BRK010: followers fetch less per partition than one message may be large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.knowledge.wording import size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_TIMES = 2


@rule(
    "BRK010",
    "replica-fetch-smaller-than-messages",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="Followers fetch fewer bytes per partition than a message may have.",
    why=(
        "Since KIP-74 a fetch returns the first batch whole, however large it is, so replication does not "
        "get stuck. But it proceeds batch by batch, one round trip each, and a topic of large records "
        "replicates slowly. The stock values (1,048,576 and 1,048,588) differ only by the 12 bytes of a "
        "header and are not reported: the rule applies from twice the size."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-74%3A+Add+Fetch+Response+Size+Limit+in+Bytes",
        "https://kafka.apache.org/documentation/#brokerconfigs_replica.fetch.max.bytes",
    ],
    bad="node.id=1\nmessage.max.bytes=8388608",
    good="node.id=1\nmessage.max.bytes=8388608\nreplica.fetch.max.bytes=8388608",
)
def replica_fetch_smaller_than_messages(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the two sizes as they are in force."""
    largest, fetched = (
        known_integer(config, key) for key in ("message.max.bytes", "replica.fetch.max.bytes")
    )
    if (
        largest is None
        or fetched is None
        or fetched <= 0
        or largest < fetched * _TIMES
        or not runs_broker(config)
    ):
        return
    yield config.problem(
        "replica.fetch.max.bytes" if config.explicit("replica.fetch.max.bytes") else "message.max.bytes",
        f"message.max.bytes={largest} ({size(largest)}), but followers fetch {size(fetched)} per partition "
        "(replica.fetch.max.bytes): large batches are replicated one per round trip; set both to the same "
        "size",
        fix=config.fix_set("replica.fetch.max.bytes", str(largest)),
    )
