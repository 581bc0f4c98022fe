"""BRK025: the broker picks replicas by rack and does not know its own."""

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


@rule(
    "BRK025",
    "selector-without-rack",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    summary="The broker has a rack-aware replica selector but no broker.rack.",
    why=(
        "RackAwareReplicaSelector compares client.rack with the rack of each replica. Brokers without "
        "broker.rack match no consumer, and every consumer still reads from the leader."
    ),
    sources=[
        "KIP-392",
        "clients/src/main/java/org/apache/kafka/common/replica/RackAwareReplicaSelector.java",
    ],
    bad=("node.id=1\nreplica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector"),
    good=(
        "node.id=1\n"
        "broker.rack=eu-west-1a\n"
        "replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector"
    ),
)
def selector_without_rack(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the two together."""
    setting, selector = config.explicit("replica.selector.class"), config.text("replica.selector.class")
    if setting is None or not (selector or "").endswith("RackAwareReplicaSelector"):
        return
    if missing(config, "broker.rack") and runs_broker(config):
        yield config.problem(
            setting,
            "RackAwareReplicaSelector without broker.rack: no replica of this broker matches a consumer's "
            "rack, and reads go to the leader; set broker.rack",
        )
