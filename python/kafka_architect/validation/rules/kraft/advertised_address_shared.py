"""KRF020: two brokers that tell clients the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.knowledge.peers import clusters_of_services
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


def _services(second: str) -> str:
    def service(name: str, number: int, advertised: str) -> str:
        return (
            f"  {name}:\n"
            "    image: apache/kafka:4.1.1\n"
            "    environment:\n"
            f"      KAFKA_NODE_ID: {number}\n"
            "      KAFKA_PROCESS_ROLES: broker,controller\n"
            "      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093\n"
            f"      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://{advertised}:9092\n"
            "      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER\n"
            "      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093\n"
        )

    return f"services:\n{service('kafka-1', 1, 'kafka-1')}{service('kafka-2', 2, second)}"


@system_rule(
    "KRF020",
    "advertised-address-shared",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="Two brokers advertise the same host and port.",
    why=(
        "Clients connect to a partition's leader at the address that it advertises. When two brokers "
        "advertise the same one, requests for the second arrive at the first, which answers "
        "NOT_LEADER_OR_FOLLOWER; the client refreshes its metadata, gets the same address, and never comes "
        "further. With ZooKeeper the second broker did not start at all; KRaft does not check."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners",
        "core/src/main/scala/kafka/server/KafkaServer.scala (createBrokerInfo), 3.9",
    ],
    bad=_services("kafka-1"),
    good=_services("kafka-2"),
    dialect="compose.yaml",
)
def advertised_address_shared(system: System) -> Iterator[Problem]:
    """Look at services of one file that name the same quorum or ensemble."""
    for servers in clusters_of_services(system.brokers):
        first: dict[tuple[str, int], EffectiveConfig] = {}
        for server in servers:
            setting, listeners = server.explicit("advertised.listeners"), server_listeners(server)
            if setting is None or listeners is None:
                continue
            for one in listeners.advertised:
                if not one.host or one.every_address or one.port <= 0:
                    continue
                other = first.setdefault((one.host.lower(), one.port), server)
                if other is not server:
                    yield server.problem(
                        setting,
                        f"{one} is also advertised by {other.configuration.name}: clients that look for "
                        "one of the two brokers reach the other; give each its own host or port",
                    )
                    break
