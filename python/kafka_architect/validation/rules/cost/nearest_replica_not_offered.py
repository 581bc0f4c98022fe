"""COST005: the broker knows its zone, and lets no consumer read from the replica in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import missing, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_SELECTOR = "org.apache.kafka.common.replica.RackAwareReplicaSelector"


@rule(
    "COST005",
    "nearest-replica-not-offered",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    since=(2, 4),
    profile="cost",
    summary="The broker sets its zone, but consumers cannot read from the replica in their zone.",
    why=(
        "broker.rack spreads the replicas, so each zone has one. Without replica.selector.class every "
        "consumer still reads from the leader: in three zones two thirds of all reads cross zones and are "
        "charged for. With RackAwareReplicaSelector, consumers that set client.rack read from the replica "
        "in their zone."
    ),
    sources=[
        "KIP-392",
        "https://kafka.apache.org/documentation/#brokerconfigs_replica.selector.class",
    ],
    bad="process.roles=broker\nnode.id=1\nbroker.rack=eu-west-1a",
    good=(
        "process.roles=broker\n"
        "node.id=1\n"
        "broker.rack=eu-west-1a\n"
        "replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector"
    ),
)
def nearest_replica_not_offered(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the two together."""
    setting = config.explicit("broker.rack")
    if setting is None or missing(config, "broker.rack") or not missing(config, "replica.selector.class"):
        return
    if runs_broker(config):
        yield config.problem(
            setting,
            "broker.rack is set, replica.selector.class is not: consumers read from the leader, in three "
            "zones two thirds of the bytes from another zone; set replica.selector.class",
            fix=config.fix_set("replica.selector.class", _SELECTOR),
        )
