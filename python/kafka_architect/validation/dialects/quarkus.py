"""Quarkus: `kafka.*` for all clients, `mp.messaging.{incoming,outgoing}.CHANNEL.*`, `%profile.` before them.

Source: SmallRye Reactive Messaging 4.28.0 (KafkaConnectorOutgoingConfiguration.getAcks,
KafkaConnectorIncomingConfiguration, ReactiveKafkaProducer.getKafkaProducerConfiguration,
ReactiveKafkaConsumer.getKafkaConsumerConfiguration): a producer has acks=1 unless somebody says otherwise.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.channels import Place, channel_configuration, prefixed_keys
from kafka_architect.validation.dialects.flat_keys import flat_file
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.flat_keys import FlatKey
    from kafka_architect.validation.source_file import SourceFile

NAME = "quarkus"
_MARK = re.compile(r"mp[.:\s]|quarkus")
_PROFILE = re.compile(r'^"?%([^."]+)"?\.(.+)$', re.DOTALL)
_CHANNEL = re.compile(r'^mp\.messaging\.(incoming|outgoing)\.("[^"]+"|[^.]+)\.(.+)$', re.DOTALL)
_ROLES = {"incoming": Role.CONSUMER, "outgoing": Role.PRODUCER}
_STRING = "org.apache.kafka.common.serialization.String"
_FRAMEWORK = {
    Role.PRODUCER: {
        "bootstrap.servers": "localhost:9092",
        "acks": "1",
        "key.serializer": f"{_STRING}Serializer",
        "reconnect.backoff.max.ms": "10000",
    },
    Role.CONSUMER: {
        "bootstrap.servers": "localhost:9092",
        "enable.auto.commit": "false",
        "key.deserializer": f"{_STRING}Deserializer",
        "reconnect.backoff.max.ms": "10000",
    },
}
_OTHER_CONNECTORS = ("amqp", "rabbitmq", "mqtt", "pulsar", "http", "in-memory", "jms", "camel", "aws-")


def recognises(file: SourceFile) -> bool:
    """By a channel of reactive messaging, where Kafka is mentioned at all."""
    if _MARK.search(file.text) is None or "kafka" not in file.text:
        return False
    found = (_PROFILE.sub(r"\2", key.name) for document in flat_file(file).documents for key in document.keys)
    return any(_CHANNEL.match(name) for name in found)


def read(file: SourceFile, role: Role | None) -> Reading:
    """A producer or consumer for each channel, for no profile and for each that says something about it."""
    flat = flat_file(file)
    reading = Reading(faults=list(flat.faults))
    for document in flat.documents:
        by_profile: dict[str | None, list[tuple[str, FlatKey]]] = {None: []}
        for key in document.keys:
            found = _PROFILE.match(key.name)
            names = found[1].split(",") if found else [None]
            for name in names:
                by_profile.setdefault(name, []).append((found[2] if found else key.name, key))
        for profile, own in by_profile.items():
            keys = by_profile[None] + (own if profile is not None else [])
            label = PurePath(file.path).name + (f" [{profile}]" if profile else "")
            concerned = {_concern(name) for name, _ in own}
            for channel, channel_role in _channels(keys):
                if profile is not None and not concerned & {"kafka", channel}:
                    continue
                if role not in (None, channel_role):
                    continue
                direction = "outgoing" if channel_role is Role.PRODUCER else "incoming"
                below = f"mp.messaging.{direction}.{channel}."
                if _other_connector(keys, below):
                    continue
                place = Place(document, f"%{profile}.{below}" if profile else below, NAME)
                configuration = channel_configuration(
                    place,
                    channel_role,
                    f"{label}: {channel.strip(chr(34))} {channel_role}",
                    _FRAMEWORK[channel_role],
                    [prefixed_keys(keys, "kafka."), prefixed_keys(keys, below)],
                )
                configuration.complete = profile is not None or len(by_profile) == 1
                reading.configurations.append(configuration)
    return reading


def _channels(keys: list[tuple[str, FlatKey]]) -> list[tuple[str, Role]]:
    found = (_CHANNEL.match(name) for name, _ in keys)
    return list(dict.fromkeys((match[2], _ROLES[match[1]]) for match in found if match))


def _concern(name: str) -> str:
    found = _CHANNEL.match(name)
    return found[2] if found else name.partition(".")[0]


def _other_connector(keys: list[tuple[str, FlatKey]], below: str) -> bool:
    for name, key in keys:
        if name == below + "connector":
            return any(other in (key.setting.value or "") for other in _OTHER_CONNECTORS)
    return False
