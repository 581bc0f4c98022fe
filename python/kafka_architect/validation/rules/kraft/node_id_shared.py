"""KRF019: two servers of one cluster with the same id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.peers import clusters_of_services
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEYS = ("node.id", "broker.id")


def _services(second: int) -> str:
    def service(name: str, number: int) -> str:
        return (
            f"  {name}:\n"
            "    image: apache/kafka:4.1.1\n"
            "    environment:\n"
            f"      KAFKA_NODE_ID: {number}\n"
            "      KAFKA_PROCESS_ROLES: broker,controller\n"
            "      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093\n"
            f"      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://{name}:9092\n"
            "      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER\n"
            "      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093\n"
        )

    return f"services:\n{service('kafka-1', 1)}{service('kafka-2', second)}"


@system_rule(
    "KRF019",
    "node-id-shared",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=sorted(SERVERS),
    profile="dev",
    summary="Two servers of a cluster have the same node.id or broker.id.",
    why=(
        "An id belongs to one server. A second broker with the same id is rejected when it registers "
        '("Another broker is registered with that broker id"; with ZooKeeper "/brokers/ids/1 already '
        'exists"), and a second controller with the same id answers votes in the name of the first.'
    ),
    sources=[
        "metadata/src/main/java/org/apache/kafka/controller/ClusterControlManager.java (registerBroker)",
        "https://kafka.apache.org/documentation/#brokerconfigs_node.id",
    ],
    bad=_services(1),
    good=_services(2),
    dialect="compose.yaml",
)
def node_id_shared(system: System) -> Iterator[Problem]:
    """Look at services of one file that name the same quorum or ensemble."""
    for servers in clusters_of_services(system.servers):
        first: dict[int, EffectiveConfig] = {}
        for server in servers:
            key = next((one for one in _KEYS if server.explicit(one) is not None), None)
            number = None if key is None else server.integer(key)
            if key is None or number is None or number < 0:
                continue
            other = first.setdefault(number, server)
            if other is not server:
                yield server.problem(
                    key,
                    f"{key}={number} is also the id of {other.configuration.name}: the server that "
                    "registers second is rejected; give each its own id",
                )
