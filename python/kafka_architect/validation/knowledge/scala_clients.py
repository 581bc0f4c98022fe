"""Keys of the Scala clients, which Kafka 2.0 removed, and what the Java clients call them.

They live on in files that were never cleaned, and in answers that people copy from. Source: "Old Consumer
Configs" of the documentation of Kafka 0.10.2, "Producer Configs" of 0.8.2; "Notable changes in 2.0.0" of the
upgrade notes. "" where the Java client has nothing of the kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSUMER: Mapping[str, str] = {
    "zookeeper.connect": "bootstrap.servers",
    "zookeeper.connection.timeout.ms": "",
    "zookeeper.session.timeout.ms": "",
    "zookeeper.sync.time.ms": "",
    "auto.commit.enable": "enable.auto.commit",
    "consumer.timeout.ms": "",
    "dual.commit.enabled": "",
    "fetch.message.max.bytes": "max.partition.fetch.bytes",
    "fetch.wait.max.ms": "fetch.max.wait.ms",
    "num.consumer.fetchers": "",
    "offsets.storage": "",
    "queued.max.message.chunks": "",
    "rebalance.backoff.ms": "",
    "rebalance.max.retries": "",
    "socket.receive.buffer.bytes": "receive.buffer.bytes",
    "socket.timeout.ms": "request.timeout.ms",
}
PRODUCER: Mapping[str, str] = {
    "metadata.broker.list": "bootstrap.servers",
    "batch.num.messages": "batch.size",
    "compressed.topics": "",
    "compression.codec": "compression.type",
    "key.serializer.class": "key.serializer",
    "message.send.max.retries": "retries",
    "producer.type": "",
    "queue.buffering.max.messages": "buffer.memory",
    "queue.buffering.max.ms": "linger.ms",
    "queue.enqueue.timeout.ms": "max.block.ms",
    "request.required.acks": "acks",
    "serializer.class": "value.serializer",
    "topic.metadata.refresh.interval.ms": "metadata.max.age.ms",
}
# What tells a file of theirs from one of librdkafka, which took over many of the names.
TELLING = frozenset({"key.serializer.class", "producer.type", "serializer.class"})
_OF_ROLE: Mapping[Role, Mapping[str, str]] = {Role.CONSUMER: CONSUMER, Role.PRODUCER: PRODUCER}


def java_key(key: str, role: Role) -> str | None:
    """What the Java client calls a key of the Scala client; None where it is no key of that."""
    return _OF_ROLE.get(role, {}).get(key)
