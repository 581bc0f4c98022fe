"""KRF018: what only controllers read, written for brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_text, only_broker, runs_broker, runs_controller
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

# What ControllerServer and ControllerApis read, and BrokerServer does not. DUR021 has the topics' defaults.
_KEYS = {
    "create.topic.policy.class.name": "topics are created without that policy",
    "alter.config.policy.class.name": "configurations are changed without that policy",
    "auto.leader.rebalance.enable": "leaders are moved according to the controllers' value",
    "leader.imbalance.check.interval.seconds": "leaders are moved according to the controllers' value",
    "broker.session.timeout.ms": "brokers are fenced according to the controllers' value",
    "delete.topic.enable": "topics may be deleted according to the controllers' value",
}


@system_rule(
    "KRF018",
    "controller-key-on-brokers",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="Brokers set keys that only controllers read, and the dedicated controllers have another value.",
    why=(
        "In KRaft the active controller creates and deletes topics, changes configurations, moves leaders "
        "and fences brokers, according to its own file. Under ZooKeeper these keys belonged in the brokers' "
        "files, and often they are still there: the controllers then never apply a policy that should "
        "reject topics with one replica."
    ),
    sources=[
        "core/src/main/scala/kafka/server/ControllerServer.scala (startup)",
        "core/src/main/scala/kafka/server/ControllerApis.scala (deleteTopics)",
    ],
    bad=(
        "--- broker.properties\nprocess.roles=broker\nnode.id=11\n"
        "create.topic.policy.class.name=org.example.ThreeReplicas\n"
        "--- controller.properties\nprocess.roles=controller\nnode.id=1\n"
    ),
    good=(
        "--- broker.properties\nprocess.roles=broker\nnode.id=11\n"
        "--- controller.properties\nprocess.roles=controller\nnode.id=1\n"
        "create.topic.policy.class.name=org.example.ThreeReplicas\n"
    ),
    dialect="broker.properties",
)
@each_cluster
def controller_key_on_brokers(system: System) -> Iterator[Problem]:
    """Against the controllers of the run, where there are any and all are known."""
    controllers = [one for one in system.servers if runs_controller(one) and not runs_broker(one)]
    if not controllers or not all(one.complete for one in controllers):
        return
    for broker in system.brokers:
        for key, effect in _KEYS.items() if only_broker(broker) else ():
            setting, own = broker.explicit(key), broker.text(key)
            other = next((one for one in controllers if known_text(one, key) != own), None)
            if setting is not None and own and other is not None:
                theirs = known_text(other, key)
                yield broker.problem(
                    setting,
                    f"{key} is read by controllers only, and {other.configuration.name} "
                    f"{f'has {theirs}' if theirs else 'does not set it'}: {effect}; set it in the "
                    "controllers' files",
                )
