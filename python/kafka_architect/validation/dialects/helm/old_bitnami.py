"""bitnami/kafka before chart 24: values in camel case, which the chart hands to its container as variables.

Sources, read November 2026: statefulset.yaml, _helpers.tpl and values.yaml of bitnami/charts, bitnami/kafka,
of charts 11 to 19. The chart sets every variable, those that the values do not name with its own defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.dialects.formats.yaml_tree import child, items, pairs, text_of
from kafka_architect.validation.dialects.strimzi.resource import framework

if TYPE_CHECKING:
    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.source_file import SourceFile

# Keys of bitnami/kafka before chart 23; sizes are written with an underscore before them: _1073741824.
# allowEveryoneIfNoAclFound is left out: values have it written out as true beside an empty authorizer.
OLD_KEYS = {
    "authorizerClassName": "authorizer.class.name",
    "autoCreateTopicsEnable": "auto.create.topics.enable",
    "deleteTopicEnable": "delete.topic.enable",
    "defaultReplicationFactor": "default.replication.factor",
    "logFlushIntervalMessages": "log.flush.interval.messages",
    "logFlushIntervalMs": "log.flush.interval.ms",
    "logRetentionBytes": "log.retention.bytes",
    "logRetentionHours": "log.retention.hours",
    "logSegmentBytes": "log.segment.bytes",
    "logsDirs": "log.dirs",
    "maxMessageBytes": "message.max.bytes",
    "numIoThreads": "num.io.threads",
    "numNetworkThreads": "num.network.threads",
    "numPartitions": "num.partitions",
    "numRecoveryThreadsPerDataDir": "num.recovery.threads.per.data.dir",
    "offsetsTopicReplicationFactor": "offsets.topic.replication.factor",
    "socketReceiveBufferBytes": "socket.receive.buffer.bytes",
    "socketRequestMaxBytes": "socket.request.max.bytes",
    "superUsers": "super.users",
    "transactionStateLogMinIsr": "transaction.state.log.min.isr",
    "transactionStateLogReplicationFactor": "transaction.state.log.replication.factor",
}
# Other charts write such keys too; so there have to be several, and parts that only this chart has.
_FEWEST_KEYS = 4
_ITS_OWN = (
    "allowPlaintextListener", "auth", "externalAccess", "externalZookeeper", "logPersistence",
    "provisioning", "zookeeper",
)  # fmt: skip
_DEFAULTS = {
    "auto.create.topics.enable": "true",
    "default.replication.factor": "1",
    "log.flush.interval.messages": "10000",
    "log.flush.interval.ms": "1000",
    "num.partitions": "1",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.replication.factor": "1",
    # These differ between releases of the chart.
    "delete.topic.enable": None,
    "log.retention.bytes": None,
}
_PROTOCOLS = {
    "plaintext": "PLAINTEXT",
    "tls": "SSL",
    "mtls": "SSL",
    "sasl": "SASL_PLAINTEXT",
    "sasl_tls": "SASL_SSL",
}
_SECURITY = (
    "sasl.enabled.mechanisms", "sasl.mechanism.inter.broker.protocol", "ssl.client.auth",
    "ssl.endpoint.identification.algorithm", "ssl.keystore.location", "ssl.keystore.password",
    "ssl.key.password", "ssl.truststore.location", "ssl.truststore.password",
)  # fmt: skip
_HEAP = str(1024**3)
_ZOOKEEPER = "zookeeper:2181"
_LAST_WITH_ZOOKEEPER = "3.9"


def is_old_bitnami(values: Node, image: str) -> bool:
    """Whether these are values of the chart; the image is of Bitnami or not named."""
    keys = {pair.key for pair in pairs(values)}
    own = bool(image) or any(name in keys for name in _ITS_OWN)
    return own and len(keys & OLD_KEYS.keys()) >= _FEWEST_KEYS and text_of(child(values, "listeners")) is None


def take_old_bitnami(file: SourceFile, node: Configuration, values: Node) -> None:
    """Add what the chart's templates set beside the values."""
    settings = node.settings
    for key, value in _DEFAULTS.items():
        settings[key] = framework(key, value)
    settings["broker.id"] = framework("broker.id", None)
    settings["log.dirs"] = framework("log.dirs", "/bitnami/kafka/data")
    settings["advertised.listeners"] = framework("advertised.listeners", None)
    _take_listeners(file, node, values)
    _take_mode(file, node, values)
    replicas = child(values, "replicaCount")
    if attributes.BROKERS not in node.attributes:
        node.attributes[attributes.BROKERS] = framework(attributes.BROKERS, "1", replicas, file)
    if attributes.HEAP not in node.attributes:
        node.attributes[attributes.HEAP] = Setting(attributes.HEAP, _HEAP, written="heapOpts", file=file)


def _take_listeners(file: SourceFile, node: Configuration, values: Node) -> None:
    settings, auth = node.settings, child(values, "auth")
    written = [text_of(item) or "" for item in items(child(values, "listeners"))]
    clients = _PROTOCOLS.get(text_of(child(auth, "clientProtocol")) or "plaintext")
    brokers = _PROTOCOLS.get(text_of(child(auth, "interBrokerProtocol")) or "plaintext")
    external = _PROTOCOLS.get(text_of(child(auth, "externalClientProtocol")) or "") or clients
    names = {"INTERNAL": brokers, "CLIENT": clients}
    ports = {"INTERNAL": 9093, "CLIENT": 9092}
    if text_of(child(values, "externalAccess", "enabled")) == "true":
        names["EXTERNAL"], ports["EXTERNAL"] = external, 9094
    told = text_of(child(values, "listenerSecurityProtocolMap"))
    # Until chart 10 auth.enabled stood for SASL, with or without TLS; in KRaft a listener is added.
    known = (
        text_of(child(auth, "enabled")) != "true"
        and text_of(child(values, "kraft", "enabled")) != "true"
        and None not in names.values()
    )
    bound = ",".join(written) or ",".join(f"{name}://:{port}" for name, port in ports.items())
    mapped = told or ",".join(f"{name}:{protocol}" for name, protocol in names.items())
    settings["listeners"] = framework("listeners", bound if known else None, auth, file)
    key = "listener.security.protocol.map"
    settings[key] = framework(key, mapped if known else None, auth, file)
    between = text_of(child(values, "interBrokerListenerName")) or "INTERNAL"
    settings["inter.broker.listener.name"] = framework(
        "inter.broker.listener.name", between if known else None
    )
    if not known or set(names.values()) != {"PLAINTEXT"} or told:
        for key in _SECURITY:
            settings[key] = framework(key, None)


def _take_mode(file: SourceFile, node: Configuration, values: Node) -> None:
    settings, own = node.settings, child(values, "zookeeper", "enabled")
    others = any(True for _ in items(child(values, "externalZookeeper", "servers")))
    kraft = text_of(child(values, "kraft", "enabled"))
    if kraft != "true" and (text_of(own) == "true" or others):
        settings["zookeeper.connect"] = framework("zookeeper.connect", _ZOOKEEPER, own, file)
        node.kafka_version = node.kafka_version or _LAST_WITH_ZOOKEEPER
        return
    # Without a word it depends on the release.
    settings["process.roles"] = framework("process.roles", "broker,controller" if kraft == "true" else None)
    for key in ("controller.listener.names", "controller.quorum.voters", "node.id"):
        settings[key] = framework(key, None)
