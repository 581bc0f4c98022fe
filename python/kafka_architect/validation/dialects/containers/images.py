"""Images that Kafka runs in: what they make of variables, and what they set by themselves.

Sources, read November 2026: docker/ of apache/kafka (server.properties, resources/common-scripts/configure,
KafkaDockerWrapper, Dockerfile), confluentinc/kafka-images (configure, kafka.properties.template, Dockerfile),
bitnami/containers (bitnami/kafka, libkafka.sh, kafka-env.sh), wurstmeister/kafka-docker (start-kafka.sh,
Dockerfile), debezium/container-images (connect-base of several releases), config/ of apache/kafka for
the files that Bitnami, wurstmeister and Debezium start from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.containers import image_names as names
from kafka_architect.validation.dialects.containers.debezium_kafka import PLAIN_NAMES, debezium_settings
from kafka_architect.validation.dialects.containers.image_versions import parts
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kafka_architect.validation.configuration import Setting

# Variables that start scripts and JVM read; no image hands them on, or Kafka logs and forgets them.
_JVM = frozenset(
    {
        "KAFKA_HEAP_OPTS", "KAFKA_OPTS", "KAFKA_JMX_OPTS", "KAFKA_JMX_PORT", "KAFKA_JMX_HOSTNAME",
        "KAFKA_JVM_PERFORMANCE_OPTS", "KAFKA_GC_LOG_OPTS", "KAFKA_LOG4J_OPTS", "KAFKA_DEBUG", "KAFKA_HOME",
        "KAFKA_VERSION", "KAFKA_LOG4J_LOGGERS", "KAFKA_LOG4J_ROOT_LOGLEVEL", "KAFKA_TOOLS_LOG4J_LOGLEVEL",
        "KAFKA_HEAP_OPT", "KAFKA_LOG", "KAFKA_CLASSPATH", "KAFKA_TOOLS_LOG4J_ROOT_LOGLEVEL", "KAFKA_DATA",
        "KAFKA_EXTRA_ARGS", "KAFKA_CLUSTER_ID", "KAFKA_DEBUG_SUSPEND_FLAG", "KAFKA_LOG_DIR",
    }
)  # fmt: skip
_TLS_FILES = frozenset(
    {
        "KAFKA_SSL_KEYSTORE_FILENAME", "KAFKA_SSL_KEYSTORE_CREDENTIALS", "KAFKA_SSL_KEY_CREDENTIALS",
        "KAFKA_SSL_TRUSTSTORE_FILENAME", "KAFKA_SSL_TRUSTSTORE_CREDENTIALS",
    }
)  # fmt: skip
_OF_CREATE_TOPICS = {
    "KAFKA_CREATE_TOPICS", "KAFKA_CREATE_TOPICS_SEPARATOR", "KAFKA_ADVERTISED_PROTOCOL_NAME",
    "KAFKA_PROTOCOL_NAME",
}  # fmt: skip
_WORKER_LOGGING = frozenset(
    {
        "CONNECT_LOG4J_LOGGERS", "CONNECT_LOG4J_ROOT_LOGLEVEL",
        "CONNECT_LOG4J_APPENDER_STDOUT_LAYOUT_CONVERSIONPATTERN",
    }
)  # fmt: skip
# config/server.properties of Kafka, which Bitnami and wurstmeister start from: what is not default.
_STOCK_SERVER = {
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
}
_STOCK_WORKER = {
    "config.storage.replication.factor": "1",
    "offset.storage.replication.factor": "1",
    "status.storage.replication.factor": "1",
}
# docker/server.properties: what apache/kafka runs with when no variable sets a key and no file is mounted.
APACHE_FILE = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": "1@localhost:9093",
    "listeners": "PLAINTEXT://:9092,CONTROLLER://:9093",
    "inter.broker.listener.name": "PLAINTEXT",
    "advertised.listeners": "PLAINTEXT://localhost:9092",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": (
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL"
    ),
    "log.dirs": "/tmp/kraft-combined-logs",  # noqa: S108 - the image's own
    **_STOCK_SERVER,
}
# libkafka.sh, kafka_create_alias_environment_variables: KAFKA_<suffix> is KAFKA_CFG_<suffix>, and wins.
_BITNAMI_ALIASES = {
    "LOGS_DIRS": "LOG_DIRS",
    "SEGMENT_BYTES": "LOG_SEGMENT_BYTES",
    "MAX_MESSAGE_BYTES": "MESSAGE_MAX_BYTES",
    "ZOOKEEPER_CONNECT_TIMEOUT_MS": "ZOOKEEPER_CONNECTION_TIMEOUT_MS",
    "AUTO_CREATE_TOPICS_ENABLE": "AUTO_CREATE_TOPICS_ENABLE",
} | {
    suffix: suffix
    for suffix in (
        "ADVERTISED_LISTENERS", "BROKER_ID", "NODE_ID", "CONTROLLER_QUORUM_VOTERS", "PROCESS_ROLES",
        "DEFAULT_REPLICATION_FACTOR", "DELETE_TOPIC_ENABLE", "INTER_BROKER_LISTENER_NAME", "LISTENERS",
        "LISTENER_SECURITY_PROTOCOL_MAP", "LOG_DIRS", "LOG_FLUSH_INTERVAL_MESSAGES", "LOG_FLUSH_INTERVAL_MS",
        "LOG_MESSAGE_FORMAT_VERSION", "LOG_RETENTION_BYTES", "LOG_RETENTION_CHECK_INTERVALS_MS",
        "LOG_RETENTION_HOURS", "LOG_SEGMENT_BYTES", "MESSAGE_MAX_BYTES", "NUM_IO_THREADS",
        "NUM_NETWORK_THREADS", "NUM_PARTITIONS", "NUM_RECOVERY_THREADS_PER_DATA_DIR",
        "OFFSETS_TOPIC_REPLICATION_FACTOR", "SOCKET_RECEIVE_BUFFER_BYTES", "SOCKET_REQUEST_MAX_BYTES",
        "SOCKET_SEND_BUFFER_BYTES", "SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "TRANSACTION_STATE_LOG_MIN_ISR",
        "TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "ZOOKEEPER_CONNECT", "ZOOKEEPER_CONNECTION_TIMEOUT_MS",
    )
}  # fmt: skip
# docker-entrypoint.sh of debezium/connect: variables without a prefix, which overwrite CONNECT_ ones.
_DEBEZIUM_NAMES = {
    "BOOTSTRAP_SERVERS": "bootstrap.servers",
    "GROUP_ID": "group.id",
    "CONFIG_STORAGE_TOPIC": "config.storage.topic",
    "OFFSET_STORAGE_TOPIC": "offset.storage.topic",
    "STATUS_STORAGE_TOPIC": "status.storage.topic",
    "KEY_CONVERTER": "key.converter",
    "VALUE_CONVERTER": "value.converter",
    "OFFSET_FLUSH_INTERVAL_MS": "offset.flush.interval.ms",
    "OFFSET_FLUSH_TIMEOUT_MS": "offset.flush.timeout.ms",
    "SHUTDOWN_TIMEOUT": "task.shutdown.graceful.timeout.ms",
}
_DEBEZIUM_DEFAULTS = {
    "group.id": "1",
    "key.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
    "offset.flush.interval.ms": "60000",
    "offset.flush.timeout.ms": "5000",
    "task.shutdown.graceful.timeout.ms": "10000",
    "status.storage.topic": "connect-status",
    **_STOCK_WORKER,
    "plugin.path": "/kafka/connect",  # CONNECT_PLUGIN_PATH of the image
}


@dataclass(frozen=True, slots=True)
class Image:
    """What the entry script of an image does with variables.

    `prefix` marks the variables that become keys; `plain` gives keys to variables by their whole name;
    `unread` are variables with the prefix that become none. `overwritten` are keys that the script takes
    from `plain` variables alone. `derived` tells what it sets that depends on variables. `data`
    is where the image keeps data when `log.dirs` is not set.
    """

    name: str
    role: Role
    prefix: str
    key_of: Callable[[str], str]
    name_of: Callable[[str], str]
    unread: frozenset[str] = _JVM
    plain: Mapping[str, str] = field(default_factory=dict)
    overwritten: frozenset[str] = frozenset()
    defaults: Mapping[str, str] = field(default_factory=dict)
    derived: Callable[[str | None, Mapping[str, Setting]], Mapping[str, str]] | None = None
    data: str | None = None
    volumes: tuple[str, ...] = ()  # VOLUME of its Dockerfile: Docker mounts an anonymous one there
    wants_prefix: bool = False  # KAFKA_ variables without the longer prefix are lost
    derives_listeners: bool = False  # `listeners` is made of advertised.listeners where it is not set
    file_unless_set: Mapping[str, str] = field(default_factory=dict)  # the file that any variable replaces

    def key(self, variable: str) -> str | None:
        """The key that a variable sets, None where it sets none."""
        if variable in self.plain:
            return self.plain[variable]
        if not variable.startswith(self.prefix) or variable in self.unread or variable == self.prefix:
            return None
        return self.key_of(variable.removeprefix(self.prefix))

    def variable(self, key: str) -> str | None:
        """The variable that sets a key, None where the image has no name for it."""
        if not self.wants_prefix:
            for variable, plain_key in self.plain.items():
                if plain_key == key:
                    return variable
        name = names.writable(key, self.key_of, self.name_of)
        return None if name is None or self.prefix + name in self.unread else self.prefix + name


_APACHE = Image(
    "apache/kafka", Role.BROKER, "KAFKA_", names.apache_key, names.runs_name, _JVM | _TLS_FILES,
    derives_listeners=True, file_unless_set=APACHE_FILE, volumes=("/var/lib/kafka/data",),
)  # fmt: skip
_CONFLUENT = Image(
    "confluentinc/cp-kafka", Role.BROKER, "KAFKA_", names.confluent_key, names.runs_name, _JVM | _TLS_FILES,
    defaults={"log.dirs": "/var/lib/kafka/data"}, data="/var/lib/kafka/data", derives_listeners=True,
    volumes=("/var/lib/kafka/data",),
)  # fmt: skip
_CONFLUENT_CONNECT = Image(
    "confluentinc/cp-kafka-connect", Role.CONNECT_WORKER, "CONNECT_", names.confluent_key, names.runs_name,
    _WORKER_LOGGING,
)  # fmt: skip
_BITNAMI = Image(
    "bitnami/kafka", Role.BROKER, "KAFKA_CFG_", names.bitnami_key, names.dotted_name, frozenset(),
    plain={f"KAFKA_{old}": names.bitnami_key(new) for old, new in _BITNAMI_ALIASES.items()},
    defaults={
        "log.dirs": "/bitnami/kafka/data",
        "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
        **_STOCK_SERVER,
    },
    data="/bitnami/kafka/data", wants_prefix=True,
)  # fmt: skip
_WURSTMEISTER = Image(
    "wurstmeister/kafka", Role.BROKER, "KAFKA_", names.dotted_key, names.dotted_name,
    _JVM | _OF_CREATE_TOPICS,
    # The folder has the container's host name: a new container begins with an empty one. The delay is that of
    # config/server.properties until 3.9, and not Kafka's default of 3 s.
    defaults={
        "broker.id": "-1",
        "log.dirs": "/kafka/kafka-logs-$HOSTNAME",
        "group.initial.rebalance.delay.ms": "0",
        **_STOCK_SERVER,
    },
    data="/kafka", volumes=("/kafka",),
)  # fmt: skip
_DEBEZIUM = Image(
    "debezium/connect", Role.CONNECT_WORKER, "CONNECT_", names.dotted_key, names.dotted_name,
    _WORKER_LOGGING, plain=_DEBEZIUM_NAMES,
    overwritten=frozenset(_DEBEZIUM_NAMES.values()) - {"status.storage.topic"}, defaults=_DEBEZIUM_DEFAULTS,
)  # fmt: skip
_DEBEZIUM_KAFKA = Image(
    "debezium/kafka", Role.BROKER, "KAFKA_", names.dotted_key, names.dotted_name, _JVM,
    plain=PLAIN_NAMES, defaults={"log.dirs": "/kafka/data/1", **_STOCK_SERVER}, derived=debezium_settings,
    data="/kafka/data", volumes=("/kafka/data", "/kafka/logs", "/kafka/config"),
)  # fmt: skip
# A server that its command starts with Kafka's own script, in an image of which nothing is known.
COMMAND_ALONE = Image("any", Role.BROKER, "\0", lambda _: "", lambda name: name)

_BY_OWNER = {
    ("apache", "kafka"): _APACHE,
    ("apache", "kafka-native"): _APACHE,
    ("bitnami", "kafka"): _BITNAMI,
    ("bitnamilegacy", "kafka"): _BITNAMI,
    ("bitnamisecure", "kafka"): _BITNAMI,
    ("wurstmeister", "kafka"): _WURSTMEISTER,
    ("debezium", "kafka"): _DEBEZIUM_KAFKA,
    ("debezium", "connect"): _DEBEZIUM,
    ("debezium", "connect-base"): _DEBEZIUM,
}
_BY_NAME = {
    "cp-kafka": _CONFLUENT,
    "cp-server": _CONFLUENT,
    "cp-enterprise-kafka": _CONFLUENT,
    "confluent-local": _CONFLUENT,
    "cp-kafka-connect": _CONFLUENT_CONNECT,
    "cp-kafka-connect-base": _CONFLUENT_CONNECT,
    "cp-server-connect": _CONFLUENT_CONNECT,
    "cp-server-connect-base": _CONFLUENT_CONNECT,
    "cp-server-connect-datagen": _CONFLUENT_CONNECT,  # cnfldemos: the same with one connector more
    "kafka-native": _APACHE,
}
# Variables that no program but a broker, or a Connect worker, is given.
_TELLING_OF_BROKERS = tuple(
    f"{prefix}{name}"
    for prefix in ("KAFKA_", "KAFKA_CFG_")
    for name in (
        "ADVERTISED_LISTENERS", "LISTENERS", "PROCESS_ROLES", "ZOOKEEPER_CONNECT", "NODE_ID", "BROKER_ID",
        "CONTROLLER_QUORUM_VOTERS", "LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER_LISTENER_NAMES",
        "INTER_BROKER_LISTENER_NAME", "OFFSETS_TOPIC_REPLICATION_FACTOR",
    )
)  # fmt: skip
_TELLING_OF_WORKERS = ("CONNECT_CONFIG_STORAGE_TOPIC", "CONNECT_OFFSET_STORAGE_TOPIC", "CONNECT_GROUP_ID")
# Images that are told where ZooKeeper is, and are no brokers.
_BESIDE_BROKERS = re.compile(r"setup|init|topics|manager|exporter|(?:^|-)ui(?:-|$)")
_TELLING = frozenset(_TELLING_OF_BROKERS + _TELLING_OF_WORKERS)


def tells_kafka(variables: frozenset[str] | set[str]) -> bool:
    """Whether variables are those of a broker or Connect worker, whatever the image."""
    return not _TELLING.isdisjoint(variables)


def image_of(reference: str | None, variables: frozenset[str] | set[str]) -> tuple[Image | None, bool]:
    """The image that a reference names, and whether it was recognised by its name.

    An image that nobody knows (one's own, a mirror with another name) is guessed by its variables; None
    where they are no Kafka server's.
    """
    owner, name, _ = parts(reference)
    known = _BY_OWNER.get((owner, name)) or _BY_NAME.get(name)
    if known is not None:
        return known, True
    if owner == "debezium" and name.startswith("connect-"):
        return _DEBEZIUM, False
    if _BESIDE_BROKERS.search(name) and _TELLING & variables <= {"KAFKA_ZOOKEEPER_CONNECT"}:
        return None, False
    return (_like(variables) if tells_kafka(variables) else None), False


def _like(variables: frozenset[str] | set[str]) -> Image:
    """The image whose variables these are."""
    if "KAFKA_CREATE_TOPICS" in variables:
        return _WURSTMEISTER
    if any(variable.startswith("KAFKA_CFG_") for variable in variables):
        return _BITNAMI
    return _CONFLUENT if not variables.isdisjoint(_TELLING_OF_BROKERS) else _CONFLUENT_CONNECT
