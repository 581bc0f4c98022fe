"""DUR021: topic defaults where KRaft does not read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker, runs_controller
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.durability.replicas import agreed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEYS = ("default.replication.factor", "num.partitions")


@system_rule(
    "DUR021",
    "topic-defaults-of-brokers-only",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="Brokers set defaults for new topics that the dedicated controllers lack.",
    why=(
        "In KRaft the active controller creates topics. A request that leaves the replication factor or the "
        "number of partitions to the cluster (-1: kafka-topics.sh without options, Streams, Connect) gets "
        "the controller's default.replication.factor and num.partitions, which are 1 if only the brokers' "
        "files set them. The brokers' values apply to automatic creation only."
    ),
    sources=[
        "core/src/main/scala/kafka/server/ControllerServer.scala (setDefaultReplicationFactor)",
        "metadata/src/main/java/org/apache/kafka/controller/ReplicationControlManager.java (createTopic)",
    ],
    bad=(
        "--- broker.properties\nprocess.roles=broker\nnode.id=11\ndefault.replication.factor=3\n"
        "--- controller.properties\nprocess.roles=controller\nnode.id=1\n"
    ),
    good=(
        "--- broker.properties\nprocess.roles=broker\nnode.id=11\ndefault.replication.factor=3\n"
        "--- controller.properties\nprocess.roles=controller\nnode.id=1\ndefault.replication.factor=3\n"
    ),
    dialect="broker.properties",
)
@each_cluster
def topic_defaults_of_brokers_only(system: System) -> Iterator[Problem]:
    """Each dedicated controller against the value that all brokers of the run write."""
    brokers = [broker for broker in system.brokers if not runs_controller(broker)]
    for key in _KEYS:
        if not brokers or any(broker.explicit(key) is None for broker in brokers):
            continue
        wanted = agreed(brokers, key)
        for controller in system.servers:
            if wanted is None or runs_broker(controller) or not runs_controller(controller):
                continue
            own = known_integer(controller, key)
            if own is not None and own != wanted:
                yield controller.problem(
                    key,
                    f"{key} is {wanted} in the brokers' files and {own} here: topics created without an "
                    f"explicit value get the controller's {own}; set {key}={wanted} here",
                    fix=controller.fix_set(key, str(wanted)),
                )
