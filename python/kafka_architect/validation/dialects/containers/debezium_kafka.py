"""What the entry script of debezium/kafka makes of its variables.

Source: kafka/2.7 to 3.7 of debezium/container-images, docker-entrypoint.sh, and Kafka's config/kraft/
server.properties, which it fills in. Until 3.1 the server runs under ZooKeeper unless CLUSTER_ID is set;
without NODE_ROLE a KRaft server is broker and controller.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.containers.image_versions import parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.configuration import Setting

PLAIN_NAMES = {
    "NODE_ID": "node.id",
    "BROKER_ID": "broker.id",
    "ZOOKEEPER_CONNECT": "zookeeper.connect",
}
_FIRST_WITHOUT_ZOOKEEPER = (3, 2)
_ROLES = {"broker": "broker", "controller": "controller"}
_VERSION = re.compile(r"(\d+)\.(\d+)")
_STOCK_KRAFT = {
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.security.protocol.map": (
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL"
    ),
}


def debezium_settings(reference: str | None, variables: Mapping[str, Setting]) -> dict[str, str]:
    """The keys that the script, or the file that it chooses, sets where no variable does."""
    if _under_zookeeper(reference, variables):
        return {"broker.id": "1"}
    role = _ROLES.get(_value(variables, "NODE_ROLE"), "broker,controller")
    settings = {"process.roles": role, "node.id": _value(variables, "BROKER_ID") or "1"} | _STOCK_KRAFT
    host = _value(variables, "HOST_NAME")
    port = _value(variables, "PORT") or "9092"
    controller = f"CONTROLLER://{host}:{_value(variables, 'CONTROLLER_PORT') or '9093'}"
    listeners = {"broker": f"PLAINTEXT://{host}:{port}", "controller": controller}
    settings["listeners"] = listeners.get(role, f"PLAINTEXT://{host}:{port},{controller}")
    if not any(name.startswith("KAFKA_CONTROLLER_QUORUM_") for name in variables):
        settings["controller.quorum.voters"] = "1@localhost:9093"
    if role == "controller":
        del settings["inter.broker.listener.name"]
    return settings


def _under_zookeeper(reference: str | None, variables: Mapping[str, Setting]) -> bool:
    if "CLUSTER_ID" in variables or "CONTROLLER:" in _value(variables, "KAFKA_LISTENERS"):
        return False
    version = _VERSION.match(parts(reference)[2])
    if version is not None:
        return (int(version[1]), int(version[2])) < _FIRST_WITHOUT_ZOOKEEPER
    return "ZOOKEEPER_CONNECT" in variables or "KAFKA_ZOOKEEPER_CONNECT" in variables


def _value(variables: Mapping[str, Setting], name: str) -> str:
    setting = variables.get(name)
    return (setting.value or "").strip() if setting is not None else ""
