"""Programs beside Kafka whose files look like its own: REST Proxy, ksqlDB, Schema Registry, Control Center.

They have `listeners` and `zookeeper.connect` too, and keys of the clients inside them, but are no brokers or
clients. Sources: config/ of confluentinc/kafka-rest, ksql and schema-registry; the reference of Control
Center's configuration.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REST, _KSQL = "Confluent REST Proxy", "ksqlDB"
_REPLICATOR = "Confluent Replicator"
_REGISTRY, _CENTER = "Confluent Schema Registry", "Confluent Control Center"
# A key that begins so is of that program alone; of brokers' plug-ins none does.
_PREFIXES = (
    ("ksql.", _KSQL),
    ("kafkastore.", _REGISTRY),
    ("confluent.controlcenter.", _CENTER),
)
_NAMES = (
    (re.compile(r"kafka[-_]?rest|rest[-_]?proxy"), _REST),
    (re.compile(r"ksql"), _KSQL),
    (re.compile(r"schema[-_]?registry"), _REGISTRY),
    (re.compile(r"control[-_]?center"), _CENTER),
)
# What none of them has, but every broker, worker or MirrorMaker.
_OF_KAFKA = frozenset(
    {
        "advertised.listeners", "broker.id", "clusters", "config.storage.topic", "connector.class",
        "controller.listener.names", "key.converter", "log.dir", "log.dirs", "node.id",
        "offset.storage.file.filename", "offset.storage.topic", "plugin.path", "process.roles",
        "value.converter",
    }
)  # fmt: skip
# Replicator as a program of its own: a worker's topics, and a connector without its class.
_OF_REPLICATOR = frozenset({"provenance.header.enable", "topic.config.sync", "topic.rename.format"})
_WEB = re.compile(r"\s*https?://", re.IGNORECASE)


def neighbour(values: Mapping[str, str | None], path: str = "") -> str | None:
    """The program beside Kafka that a file, or a map of that name, configures; None where it is Kafka's."""
    if not _OF_REPLICATOR.isdisjoint(values) and "connector.class" not in values:
        return _REPLICATOR
    if not _OF_KAFKA.isdisjoint(values):
        return None
    for prefix, program in _PREFIXES:
        if any(key.startswith(prefix) for key in values):
            return program
    name = PurePath(path.replace("\\", "/")).name.lower()
    named = next((program for pattern, program in _NAMES if pattern.search(name)), None)
    if named is not None and (_serves(values) or not _is_client(values)):
        return named
    return "another program with an HTTP listener" if _serves(values) else None


def _serves(values: Mapping[str, str | None]) -> bool:
    """Whether all its listeners speak HTTP, which no broker does; a Connect worker has its topics besides."""
    listeners = (values.get("listeners") or "").split(",")
    return all(_WEB.match(one) for one in listeners)


def _is_client(values: Mapping[str, str | None]) -> bool:
    """Whether it is a file for a client of the program, such as a serializer's."""
    return any(key.endswith(("serializer", "application.id")) for key in values)
