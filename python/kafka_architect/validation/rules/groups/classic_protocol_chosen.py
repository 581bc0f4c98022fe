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
    summary="Rebalances are tuned for the classic protocol; since 4.0 there is one that needs none of it.",
    why=(
        "With group.protocol=consumer (KIP-848, ready for production in 4.0) the coordinator assigns, "
        "members reconcile one by one, and nobody stops for the others. Session, heartbeat and assignor are "
        "then settings of the brokers. A group moves over member by member, in a rolling restart."
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
    said = "group.protocol=classic" if at == "group.protocol" else f"{at} is of the classic protocol"
    yield config.problem(
        at,
        f"{said}: each rebalance stops all members; with group.protocol=consumer, which brokers since 4.0 "
        "serve, it stops nobody, and sessions and heartbeats are the brokers' affair",
    )


def _repeats(config: EffectiveConfig, key: str) -> bool:
    definition = config.catalogue.get(key) if key.endswith(".ms") else None
    return definition is not None and config.text(key) == definition.default
