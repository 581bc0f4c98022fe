"""RBL009: the old group protocol, tuned by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.groups.membership import classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# Settings that only the classic protocol has: whoever writes them tunes rebalances.
_TUNED = ("group.protocol", "partition.assignment.strategy", "session.timeout.ms", "heartbeat.interval.ms")


@rule(
    "RBL009",
    "classic-protocol-chosen",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    since=(4, 0),
    summary=(
        "Rebalances are tuned for the classic protocol; the consumer protocol (4.0) makes that unnecessary."
    ),
    why=(
        "With group.protocol=consumer (KIP-848, ready for production in 4.0) the coordinator assigns "
        "partitions, members reconcile individually, and a rebalance does not stop the other members. "
        "Session, heartbeat and assignor are then settings of the brokers. A group migrates member by "
        "member, in a rolling restart."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-848%3A+The+Next+Generation+of+the+Consumer+Rebalance+Protocol",
        "https://kafka.apache.org/40/documentation.html#upgrade_4_0_0",
    ],
    bad="group.id=billing\ngroup.protocol=classic",
    good="group.id=billing\ngroup.protocol=consumer",
)
def classic_protocol_chosen(config: EffectiveConfig) -> Iterator[Problem]:
    """Not of every consumer that leaves the default: of those that write what the new protocol takes over.

    A session or heartbeat that repeats the default tunes nothing: Confluent Cloud's own examples have it.
    """
    at = next((key for key in _TUNED if chosen(config, key) is not None and not _repeats(config, key)), None)
    if at is None or not classic(config) or not config.text("group.id"):
        return
    said = "group.protocol=classic" if at == "group.protocol" else f"{at} applies to the classic protocol"
    yield config.problem(
        at,
        f"{said}: each rebalance stops all members; use group.protocol=consumer, supported by brokers since "
        "4.0, where a rebalance stops no other member and brokers configure sessions and heartbeats",
    )


def _repeats(config: EffectiveConfig, key: str) -> bool:
    definition = config.catalogue.get(key) if key.endswith(".ms") else None
    return definition is not None and config.text(key) == definition.default
