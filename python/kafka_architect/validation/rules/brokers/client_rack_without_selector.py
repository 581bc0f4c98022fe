"""BRK005: a consumer tells its rack, but no broker picks replicas by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import brokers_meant
from kafka_architect.validation.knowledge.servers import missing
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "BRK005",
    "client-rack-without-selector",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.CONSUMER],
    summary="A consumer sets client.rack, but no broker has a rack-aware replica selector.",
    why=(
        "client.rack alone does not bring reads closer: the leader chooses the replica that a consumer "
        "reads from, and without a selector it chooses itself. A consumer reads in its own zone only if the "
        "brokers set replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector. Until "
        "then two thirds of the bytes cross zones."
    ),
    sources=[
        "KIP-392",
        "https://kafka.apache.org/documentation/#brokerconfigs_replica.selector.class",
    ],
    bad=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "broker.rack=eu-west-1a\n"
        "--- consumer.properties\n"
        "group.id=billing\n"
        "client.rack=eu-west-1a"
    ),
    good=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "broker.rack=eu-west-1a\n"
        "replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector\n"
        "--- consumer.properties\n"
        "group.id=billing\n"
        "client.rack=eu-west-1a"
    ),
    dialect="server.properties",
)
def client_rack_without_selector(system: System) -> Iterator[Problem]:
    """Look at consumers where none of the brokers that they may mean has a selector."""
    for consumer in system.consumers if system.brokers else ():
        setting = consumer.explicit("client.rack")
        if setting is None or not consumer.text("client.rack"):
            continue
        brokers = brokers_meant(system, consumer)
        if brokers and all(missing(broker, "replica.selector.class") for broker in brokers):
            yield consumer.problem(
                setting,
                f"client.rack={setting.shown} has no effect on reads: the brokers "
                f"({brokers[0].configuration.name}) have no replica.selector.class, so every read goes to "
                "the leader; set it to RackAwareReplicaSelector there",
            )
