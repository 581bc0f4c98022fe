"""Settings of a client, under the Java client's names in a design, as other libraries call them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kafka_architect.validation.catalogue.key_catalogue import KeyCatalogue
from kafka_architect.validation.dialects.python.clients import KAFKA_KEYS, RENAMED
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.topic import Setting

JAVA: Final = frozenset({"java", "quarkus", "micronaut", "kafka-streams"})
SPRING: Final = "spring"
CONFLUENT_PYTHON: Final = "confluent-kafka-python"
PYTHON: Final = {"kafka-python": Client.KAFKA_PYTHON, "aiokafka": Client.AIOKAFKA}
LIBRDKAFKA: Final = frozenset(
    {
        "librdkafka",
        "confluent-kafka-go",
        "confluent-kafka-dotnet",
        "confluent-kafka-javascript",
        "rust-rdkafka",
    }
)
# CONFIGURATION.md of librdkafka: the same thing under another name.
_RENAMED: Final = {
    "delivery.timeout.ms": "message.timeout.ms",
    "fetch.max.wait.ms": "fetch.wait.max.ms",
    "max.request.size": "message.max.bytes",
    "partitioner.class": "partitioner",
    "receive.buffer.bytes": "socket.receive.buffer.bytes",
    "send.buffer.bytes": "socket.send.buffer.bytes",
}
_IN_KB: Final = {"buffer.memory": "queue.buffering.max.kbytes"}
_ASSIGNORS: Final = {
    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor": "cooperative-sticky",
    "org.apache.kafka.clients.consumer.RangeAssignor": "range",
    "org.apache.kafka.clients.consumer.RoundRobinAssignor": "roundrobin",
}


class Named(NamedTuple):
    """A setting in a library's own words; `name` is "" where the library has no such setting."""

    name: str
    value: str
    setting: Setting


def role_of(client: ClientSettings) -> Role:
    """Producer or consumer, as the catalogue has it."""
    return Role.PRODUCER if client.role == "producer" else Role.CONSUMER


def for_librdkafka(client: ClientSettings, version: str) -> list[Named]:
    """What librdkafka knows of them, in its names and units."""
    known = KeyCatalogue(version, role_of(client), Client.LIBRDKAFKA)
    found = []
    for setting in client.settings:
        key, value = setting.key, setting.value
        if key in _IN_KB:
            key, value = _IN_KB[key], str(max(1, int(value) // 1024))
        elif key == "partition.assignment.strategy":
            value = ",".join(_ASSIGNORS.get(one.strip(), one.strip()) for one in value.split(","))
        key = _RENAMED.get(key, key)
        found.append(Named(key if known.get(key) is not None else "", value, setting))
    return found


def for_python(client: ClientSettings) -> list[Named]:
    """What the constructor of kafka-python or aiokafka takes of them, as keyword arguments."""
    library, role = PYTHON[client.client], role_of(client)
    known = KAFKA_KEYS[library, role]
    renamed = {key: name for name, key in RENAMED.get((library, role), {}).items()}
    found = []
    for setting in client.settings:
        name = renamed.get(setting.key, setting.key.replace(".", "_"))
        taken = name in known or setting.key in renamed
        found.append(Named(name if taken else "", setting.value, setting))
    return found
