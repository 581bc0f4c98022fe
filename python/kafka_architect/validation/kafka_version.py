"""The Kafka version that a configuration tells by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration

LAST_WITH_ZOOKEEPER = "3.9"


def version_told(configuration: Configuration) -> str | None:
    """What an image or a field says, else 3.9 for a broker under ZooKeeper; None where nothing tells."""
    if configuration.kafka_version is None and under_zookeeper(configuration):
        return LAST_WITH_ZOOKEEPER
    return configuration.kafka_version


def under_zookeeper(configuration: Configuration) -> bool:
    """Whether these are keys of a broker under ZooKeeper, which no Kafka since 4.0 is."""
    connect = configuration.settings.get("zookeeper.connect")
    return (
        configuration.role is Role.BROKER
        and connect is not None
        and bool((connect.value or "").strip())
        and "process.roles" not in configuration.settings
    )
