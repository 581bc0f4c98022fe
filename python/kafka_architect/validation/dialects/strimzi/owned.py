"""Keys that Strimzi's operator sets itself: what a resource says of them is dropped, and logged.

Sources: KafkaClusterSpec, KafkaConnectSpec, KafkaMirrorMaker2Spec, KafkaConnectorSpec of
strimzi/strimzi-kafka-operator (FORBIDDEN_PREFIXES, FORBIDDEN_PREFIX_EXCEPTIONS) and the descriptions in its
custom resource definitions of `kafka.strimzi.io/v1`.
"""

from __future__ import annotations

from dataclasses import dataclass

_TLS = ("ssl.cipher.suites", "ssl.protocol", "ssl.enabled.protocols")


@dataclass(frozen=True, slots=True)
class Owned:
    """Prefixes that are the operator's, the keys under them that are not, and where users say it instead."""

    prefixes: tuple[str, ...]
    exceptions: frozenset[str]

    def owns(self, key: str) -> bool:
        """Whether the operator drops a key."""
        return key.lower().startswith(self.prefixes) and key not in self.exceptions


KAFKA = Owned(
    (
        "listeners", "advertised.", "broker.", "listener.", "host.name", "port", "inter.broker.listener.name",
        "sasl.", "ssl.", "security.", "password.", "log.dir", "zookeeper.connect", "zookeeper.set.acl",
        "zookeeper.ssl", "zookeeper.clientcnxnsocket", "authorizer.", "super.user",
        "cruise.control.metrics.topic", "cruise.control.metrics.reporter.bootstrap.servers", "node.id",
        "process.roles", "controller.", "metadata.log.dir", "zookeeper.metadata.migration.enable",
    ),
    frozenset(
        (
            "zookeeper.connection.timeout.ms", "sasl.server.max.receive.size", *_TLS,
            "ssl.secure.random.implementation", "cruise.control.metrics.topic.num.partitions",
            "cruise.control.metrics.topic.replication.factor", "cruise.control.metrics.topic.retention.ms",
            "cruise.control.metrics.topic.auto.create.retries",
            "cruise.control.metrics.topic.auto.create.timeout.ms",
            "cruise.control.metrics.topic.min.insync.replicas", "controller.quorum.election.backoff.max.ms",
            "controller.quorum.election.timeout.ms", "controller.quorum.fetch.timeout.ms",
        )
    ),
)  # fmt: skip
_WORKER_TOPICS = ("group.id", "config.storage.topic", "offset.storage.topic", "status.storage.topic")
_WORKER = (
    "ssl.", "sasl.", "security.", "listeners", "plugin.path", "rest.", "bootstrap.servers",
    "consumer.interceptor.classes", "producer.interceptor.classes",
)  # fmt: skip
_WORKER_EXCEPTIONS = frozenset(("ssl.endpoint.identification.algorithm", *_TLS))
# Before kafka.strimzi.io/v1 the names of group and topics belonged into `config`.
WORKER_BETA = Owned(_WORKER, _WORKER_EXCEPTIONS)
WORKER = Owned(_WORKER_TOPICS + _WORKER, _WORKER_EXCEPTIONS)
CONNECTOR = Owned(("name", "connector.class", "tasks.max", "connector.plugin.version"), frozenset())

# Where a resource says what `config` must not: the first prefix that fits.
_PLACES = (
    (("listener", "advertised.", "inter.broker.listener.name", "port", "host.name"), "spec.kafka.listeners"),
    (("authorizer.", "super.user"), "spec.kafka.authorization"),
    (("broker.rack",), "spec.kafka.rack"),
    (("log.dir",), "spec.storage of the KafkaNodePool"),
    (("process.roles",), "spec.roles of the KafkaNodePool"),
    (("group.id",), "spec.groupId"),
    (("config.storage.topic",), "spec.configStorageTopic"),
    (("offset.storage.topic",), "spec.offsetStorageTopic"),
    (("status.storage.topic",), "spec.statusStorageTopic"),
    (("bootstrap.servers",), "spec.bootstrapServers"),
    (("connector.class",), "spec.class"),
    (("tasks.max",), "spec.tasksMax"),
    (("name",), "metadata.name"),
    (("plugin.path",), "spec.build"),
    (("ssl.", "sasl.", "security."), "tls and authentication of the resource"),
)


def place_of(key: str) -> str | None:
    """Where a resource says what `config` must not, None where it cannot be said."""
    return next((place for prefixes, place in _PLACES if key.startswith(prefixes)), None)
