"""Quarkus: `kafka.*` for all clients, `mp.messaging.{incoming,outgoing}.CHANNEL.*`, `%profile.` before them.

Source: SmallRye Reactive Messaging 4.28.0 (KafkaConnectorOutgoingConfiguration.getAcks,
KafkaConnectorIncomingConfiguration, ReactiveKafkaProducer.getKafkaProducerConfiguration,
ReactiveKafkaConsumer.getKafkaConsumerConfiguration): a producer has acks=1 unless somebody says otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.application_files import files_above, profile_of_file
from kafka_architect.validation.configuration import Origin, Reading, Setting
from kafka_architect.validation.dialects.channels import (
    NamedKeys,
    Place,
    channel_configuration,
    documents_below,
    prefixed_keys,
)
from kafka_architect.validation.dialects.formats.flat_keys import flat_file
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.dialects.formats.flat_keys import FlatDocument, FlatKey
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
# the build finds them from the type of the channel's records (SmallRyeReactiveMessagingKafkaProcessor)
_FOUND_BY_TYPE = {Role.PRODUCER: "value.serializer", Role.CONSUMER: "value.deserializer"}
# KafkaSource: without group.id the application's name, else a random one, is the group.
_MADE_UP = "group.id"
_OTHER_CONNECTORS = ("amqp", "rabbitmq", "mqtt", "pulsar", "http", "in-memory", "jms", "camel", "aws-")


def recognises(file: SourceFile) -> bool:
    """By a channel of reactive messaging, where Kafka is mentioned at all."""
    if _MARK.search(file.text) is None or "kafka" not in file.text:
        return False
    found = (_PROFILE.sub(r"\2", key.name) for document in flat_file(file).documents for key in document.keys)
    return any(_CHANNEL.match(name) for name in found)


def read(file: SourceFile, role: Role | None) -> Reading:
    """A producer or consumer for each channel, for no profile and for each that says something about it."""
    return read_application(file, role, ())


def read_application(file: SourceFile, role: Role | None, application: tuple[SourceFile, ...]) -> Reading:
    """The same where the base, or profiles, have files of their own."""
    flat = flat_file(file)
    reading = Reading(faults=list(flat.faults))
    below = documents_below(file, application)
    own = profile_of_file(file.path)
    above = {profile_of_file(one.path) for one in files_above(file, application) if _speaks(one)}
    seen = own is None or any(profile_of_file(document.file.path) is None for document in below)
    lower = _by_profile(key for document in below for key in document.keys)
    base = lower[None] + (lower.get(own, []) if own is not None else [])
    for document in flat.documents:
        by_profile = _by_profile(document.keys)
        for profile, written in by_profile.items():
            if profile is not None and profile in above:
                continue  # its own file adds to it, and is read over this one
            keys = NamedKeys(base + by_profile[None] + (written if profile is not None else []))
            for configuration in _clients((*below, document), keys, profile, written, role):
                complete = len(by_profile) == 1 and not above if profile is None else own not in above
                configuration.complete = seen and complete
                configuration.application = application[0] if application else None
                reading.configurations.append(configuration)
    return reading


def _speaks(file: SourceFile) -> bool:
    """Whether a file says something about channels or Kafka."""
    if "kafka" not in file.text and "messaging" not in file.text:
        return False
    keys = (key for document in flat_file(file).documents for key in document.keys)
    return any(_PROFILE.sub(r"\2", key.name).startswith(("kafka.", "mp.messaging.")) for key in keys)


def _by_profile(keys: Iterable[FlatKey]) -> dict[str | None, list[tuple[str, FlatKey]]]:
    """The keys with their names behind `%profile.`, for no profile and for each."""
    found: dict[str | None, list[tuple[str, FlatKey]]] = {None: []}
    for key in keys:
        match = _PROFILE.match(key.name)
        for name in match[1].split(",") if match else [None]:
            found.setdefault(name, []).append((match[2] if match else key.name, key))
    return found


def _clients(
    documents: tuple[FlatDocument, ...],
    keys: list[tuple[str, FlatKey]],
    profile: str | None,
    written: list[tuple[str, FlatKey]],
    role: Role | None,
) -> Iterator[Configuration]:
    """A client for each channel; on top of something, for those alone that `written` says something about."""
    label = documents[-1].file.name + (f" [{profile}]" if profile else "")
    concerned = {_concern(name) for name, _ in written}
    for channel, channel_role in _channels(keys):
        if (profile is not None or len(documents) > 1) and not concerned & {"kafka", channel}:
            continue
        direction = "outgoing" if channel_role is Role.PRODUCER else "incoming"
        below = f"mp.messaging.{direction}.{channel}."
        if role not in (None, channel_role) or _other_connector(keys, below):
            continue
        found = channel_configuration(
            Place(documents, f"%{profile}.{below}" if profile else below, NAME),
            channel_role,
            f"{label}: {channel.strip(chr(34))} {channel_role}",
            _FRAMEWORK[channel_role],
            [prefixed_keys(keys, "kafka."), prefixed_keys(keys, below)],
        )
        by_type = _FOUND_BY_TYPE[channel_role]
        made = [by_type] if channel_role is Role.PRODUCER else [by_type, _MADE_UP]
        for key in made:
            found.settings.setdefault(key, Setting(key, None, Origin.FRAMEWORK, resolved=False))
        yield found


def _channels(keys: list[tuple[str, FlatKey]]) -> list[tuple[str, Role]]:
    found = (_CHANNEL.match(name) for name, _ in keys)
    return list(dict.fromkeys((match[2], _ROLES[match[1]]) for match in found if match))


def _concern(name: str) -> str:
    found = _CHANNEL.match(name)
    return found[2] if found else name.partition(".")[0]


def _other_connector(keys: list[tuple[str, FlatKey]], below: str) -> bool:
    for name, key in prefixed_keys(keys, below):
        if name == "connector":
            return any(other in (key.setting.value or "") for other in _OTHER_CONNECTORS)
    return False
