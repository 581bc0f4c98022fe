"""COST004: a cluster with several clients has no quotas: one of them may take all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import missing
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "COST004",
    "no-quotas-on-shared-cluster",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    profile="cost",
    summary="A cluster with several clients has no quotas: a single client may use all of its capacity.",
    why=(
        "A consumer that reads a topic from the start saturates the network of its brokers, a producer in a "
        "loop fills the disks, and both affect all other clients. Quotas on bytes and request time per user "
        "or client id limit that, and are a basis for charging costs. They are dynamic: kafka-configs.sh "
        "--alter --entity-type users --entity-default --add-config producer_byte_rate=...; with Strimzi "
        "they are part of KafkaUser."
    ),
    sources=[
        "KIP-13",
        "KIP-124",
        "https://kafka.apache.org/documentation/#design_quotas",
    ],
    bad=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer"
    ),
    good=(
        "--- server.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\n"
        "client.quota.callback.class=org.example.Quotas"
    ),
    dialect="server.properties",
)
def no_quotas_on_shared_cluster(system: System) -> Iterator[Problem]:
    """Look where clients have names; the first broker stands for its cluster."""
    if any(config.attribute(attributes.QUOTAS) is not None for config in system.configs):
        return
    shared = [broker for broker in system.brokers if broker.text("authorizer.class.name")]
    if shared and all(missing(broker, "client.quota.callback.class") for broker in shared):
        yield shared[0].problem(
            "authorizer.class.name",
            "clients authenticate here, but no quota is declared: a client that reads from the start or "
            "writes in a loop starves all others; set default quotas for users with kafka-configs.sh",
        )
