"""The keys of librdkafka as far as recognising them takes: which no Java client has, and whose they are.

Source: rd_kafka_conf_properties_show of librdkafka 2.16.0 (CONFIGURATION.md), compared with the catalogue of
Apache Kafka 3.9 and 4.3. Types, defaults and ranges are in the catalogue.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.knowledge import scala_clients
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# These speak for librdkafka. Names that other programs use too (debug, partitioner, interceptors, log_level)
# are left out.
TELLING = _names(
    """
    api.version.fallback.ms api.version.request api.version.request.timeout.ms auto.commit.enable
    batch.num.messages broker.address.family broker.address.ttl broker.version.fallback
    compression.codec consume.callback.max.messages coordinator.query.interval.ms default.topic.config
    delivery.report.only.error enable.auto.offset.store enable.gapless.guarantee enable.partition.eof
    enable.sasl.oauthbearer.unsecure.jwt enable.ssl.certificate.verification fetch.error.backoff.ms
    fetch.message.max.bytes fetch.queue.backoff.ms fetch.wait.max.ms go.application.rebalance.enable
    go.batch.producer go.delivery.reports go.events.channel.enable go.logs.channel.enable https.ca.location
    log.connection.close log.thread.name message.copy.max.bytes message.send.max.retries message.timeout.ms
    metadata.broker.list offset.store.method offset.store.path plugin.library.paths
    queue.buffering.backpressure.threshold queue.buffering.max.kbytes queue.buffering.max.messages
    queue.buffering.max.ms queued.max.messages.kbytes queued.min.messages queuing.strategy
    receive.message.max.bytes request.required.acks sasl.kerberos.keytab sasl.kerberos.principal
    sasl.mechanisms sasl.oauthbearer.client.id sasl.oauthbearer.client.secret sasl.oauthbearer.config
    sasl.oauthbearer.extensions sasl.oauthbearer.method sasl.password sasl.username socket.blocking.max.ms
    socket.keepalive.enable socket.max.fails socket.nagle.disable socket.timeout.ms
    ssl.ca.certificate.stores ssl.ca.location ssl.ca.pem ssl.certificate.location ssl.certificate.pem
    ssl.crl.location ssl.curves.list ssl.engine.location ssl.key.location ssl.key.pem ssl.providers
    ssl.sigalgs.list statistics.interval.ms sticky.partitioning.linger.ms topic.blacklist
    topic.metadata.propagation.max.ms topic.metadata.refresh.fast.cnt
    topic.metadata.refresh.fast.interval.ms topic.metadata.refresh.interval.ms topic.metadata.refresh.sparse
    """
)
# librdkafka's own name -> Apache Kafka's, where it takes both and means the same.
ALIASES = {
    "auto.commit.enable": "enable.auto.commit",
    "compression.codec": "compression.type",
    "fetch.message.max.bytes": "max.partition.fetch.bytes",
    "max.in.flight": "max.in.flight.requests.per.connection",
    "message.send.max.retries": "retries",
    "message.timeout.ms": "delivery.timeout.ms",
    "metadata.broker.list": "bootstrap.servers",
    "queue.buffering.max.ms": "linger.ms",
    "request.required.acks": "acks",
    "sasl.mechanisms": "sasl.mechanism",
}
PRODUCER = _names(
    """
    acks batch.num.messages batch.size compression.codec compression.level compression.type
    delivery.report.only.error delivery.timeout.ms enable.gapless.guarantee enable.idempotence linger.ms
    message.send.max.retries message.timeout.ms partitioner produce.offset.report
    queue.buffering.backpressure.threshold queue.buffering.max.kbytes queue.buffering.max.messages
    queue.buffering.max.ms queuing.strategy request.required.acks request.timeout.ms retries
    sticky.partitioning.linger.ms transaction.timeout.ms transactional.id go.batch.producer
    go.delivery.reports
    """
)
CONSUMER = _names(
    """
    auto.commit.enable auto.commit.interval.ms auto.offset.reset check.crcs consume.callback.max.messages
    coordinator.query.interval.ms enable.auto.commit enable.auto.offset.store enable.partition.eof
    fetch.error.backoff.ms fetch.max.bytes fetch.message.max.bytes fetch.min.bytes fetch.queue.backoff.ms
    fetch.wait.max.ms go.application.rebalance.enable go.events.channel.enable group.id group.instance.id
    group.protocol group.protocol.type group.remote.assignor heartbeat.interval.ms isolation.level
    max.partition.fetch.bytes max.poll.interval.ms offset.store.method offset.store.path
    offset.store.sync.interval.ms partition.assignment.strategy queued.max.messages.kbytes
    queued.min.messages session.timeout.ms
    """
)
# What only Java's clients, or servers, read: a map with one of these is theirs, whatever else is in it.
_JAVA = _names(
    """
    sasl.jaas.config ssl.truststore.location ssl.keystore.type ssl.truststore.type
    key.serializer value.serializer key.deserializer value.deserializer
    process.roles node.id broker.id log.dirs log.dir listeners advertised.listeners
    controller.quorum.voters controller.quorum.bootstrap.servers zookeeper.connect
    """
)
# Names that librdkafka took over from the Scala clients: in files of Java programs they are left over.
_OF_SCALA_TOO = (scala_clients.CONSUMER.keys() | scala_clients.PRODUCER.keys()) & TELLING
_JAVA_CLASS = re.compile(r"(?:[a-z_][\w]*\.){2,}[A-Z][\w$]*")
# Names of files that Kafka itself ships.
_OF_JAVA_BY_NAME = ("consumer.properties", "producer.properties", "server.properties", "broker.properties")
_CLIENT_ROLES = (Role.PRODUCER, Role.CONSUMER)
_WRITTEN = re.compile(r"""(?<![\w.])([a-z]+(?:\.[a-z]+)+)["']?[ \t]*[:=]""")


def is_librdkafka(values: Mapping[str, str | None], path: str = "") -> bool:
    """Whether a configuration with these keys and values is for librdkafka; `path` is that of its file.

    One old or shared key does not decide against what only Java has: a server's keys, names of classes, more
    keys of Java's clients than of librdkafka, or the name of a file that Kafka itself ships.
    """
    telling = TELLING & values.keys()
    if not telling or not (_JAVA | scala_clients.TELLING).isdisjoint(values):
        return False
    if any(_JAVA_CLASS.fullmatch(item.strip()) for value in values.values() for item in _items(value)):
        return False
    if telling <= _OF_SCALA_TOO and len(telling) == 1 and path.lower().endswith(_OF_JAVA_BY_NAME):
        return False
    return len(telling) >= _of_java_alone(values)


def _items(value: str | None) -> list[str]:
    return value.split(",") if value else []


def _of_java_alone(keys: Collection[str]) -> int:
    """How many of the keys a Java client has and librdkafka has not."""
    from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue

    java, own = (
        {key for role in _CLIENT_ROLES for key in key_catalogue(DEFAULT_VERSION, role, client).known(keys)}
        for client in (Client.JAVA, Client.LIBRDKAFKA)
    )
    return len(java - own)


def mentions_librdkafka(text: str) -> bool:
    """Whether a text has a key that only librdkafka has; quick."""
    lines = "\n".join([line for line in text.split("\n") if "." in line and line[:1] != "#"])
    return not TELLING.isdisjoint(_WRITTEN.findall(lines))


def librdkafka_roles(keys: Collection[str], name: str = "") -> tuple[Role, ...]:
    """Whose keys these are: of a producer, a consumer, or both; () where nothing tells.

    `name` is that of the file or of the map in it.
    """
    lowered = name.lower()
    named = [role for role in (Role.PRODUCER, Role.CONSUMER) if str(role) in lowered]
    if len(named) == 1:
        return tuple(named)
    found = frozenset(keys)
    of_producer, of_consumer = not found.isdisjoint(PRODUCER), not found.isdisjoint(CONSUMER)
    return (*((Role.PRODUCER,) if of_producer else ()), *((Role.CONSUMER,) if of_consumer else ()))


def concerns(role: Role, key: str) -> bool:
    """Whether a key of a configuration that both clients share says something to one of them."""
    return key not in (CONSUMER - PRODUCER if role is Role.PRODUCER else PRODUCER - CONSUMER)
