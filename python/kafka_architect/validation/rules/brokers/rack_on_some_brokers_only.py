"""BRK029: some brokers have a rack and others have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import missing, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "BRK029",
    "rack-on-some-brokers-only",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    summary="Some brokers set broker.rack and others do not.",
    why=(
        "Kafka treats the brokers without a rack as one additional rack, wherever they run, so replica "
        "placement no longer keeps replicas in different zones. The tools that reassign partitions fail "
        'with "Not all brokers have rack information".'
    ),
    sources=[
        "KIP-36",
        "tools/src/main/java/org/apache/kafka/tools/reassign/ReassignPartitionsCommand.java",
        "metadata/src/main/java/org/apache/kafka/metadata/placement/StripedReplicaPlacer.java",
    ],
    bad=(
        "--- server-1.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "broker.rack=a\n"
        "--- server-2.properties\n"
        "process.roles=broker\n"
        "node.id=2"
    ),
    good=(
        "--- server-1.properties\n"
        "process.roles=broker\n"
        "node.id=1\n"
        "broker.rack=a\n"
        "--- server-2.properties\n"
        "process.roles=broker\n"
        "node.id=2\n"
        "broker.rack=b"
    ),
    dialect="server-1.properties",
)
@each_cluster
def rack_on_some_brokers_only(system: System) -> Iterator[Problem]:
    """Look at the brokers of the cluster together."""
    brokers = [broker for broker in system.brokers if runs_broker(broker)]
    named = [one for one in brokers if one.explicit("broker.rack") and not missing(one, "broker.rack")]
    for broker in brokers if named else ():
        if missing(broker, "broker.rack"):
            yield broker.problem(
                "broker.rack",
                f"{broker.configuration.name} has no broker.rack, {named[0].configuration.name} has: "
                "replicas are spread as if the former were in a separate zone; set it on every broker",
            )
