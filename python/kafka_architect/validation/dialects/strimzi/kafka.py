"""Strimzi's Kafka and KafkaNodePool: brokers and controllers with what the operator adds to them.

Source: KafkaBrokerConfigurationBuilder of strimzi/strimzi-kafka-operator: listeners are named after name and
port (PLAIN-9092), brokers talk over REPLICATION-9091, controllers over CONTROLPLANE-9090.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.dialects.formats.yaml_tree import child, items, span_of, text_of
from kafka_architect.validation.dialects.strimzi.owned import KAFKA
from kafka_architect.validation.dialects.strimzi.resource import (
    framework,
    setting_at,
    take_config,
    take_pod,
)
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.dialects.strimzi.resource import Resource
    from kafka_architect.validation.source_file import SourceFile

_AUTHORIZERS = {
    "simple": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "keycloak": "io.strimzi.kafka.oauth.server.authorizer.KeycloakAuthorizer",
    "opa": "org.openpolicyagent.kafka.OpaAuthorizer",
}
_CONTROLLER = "CONTROLPLANE-9090"
_REPLICATION = "REPLICATION-9091"
_LAST_WITH_ZOOKEEPER = "3.9"  # Strimzi 0.46 dropped ZooKeeper with Kafka 4.0
_DATA = "/var/lib/kafka"
_LOG = "kafka-log0"  # the number is the node's
_SASL_MECHANISMS = {"scram-sha-512": "SCRAM-SHA-512", "oauth": "OAUTHBEARER"}


def kafka_configurations(cluster: Resource, pools: list[Resource]) -> Iterator[Configuration]:
    """A configuration per node pool, or one for a Kafka that has none in this file."""
    nodes: list[Configuration] = []
    choices: list[Resource | None] = [*pools] if pools else [None]
    for pool in choices:
        roles = _roles(pool) if pool is not None else ("broker",) if _has_zookeeper(cluster) else None
        name = cluster.name if pool is None else f"{cluster.name}/{pool.name}"
        role = Role.CONTROLLER if roles == ("controller",) else Role.BROKER
        node = cluster.configuration(role, name, "spec", "kafka", "config")
        node.kafka_version = cluster.text("spec", "kafka", "version")
        node.cluster = cluster.name
        take_config(node, cluster.file, cluster.node("spec", "kafka", "config"), KAFKA)
        _take_operator(node, cluster, roles)
        take_pod(node, cluster.file, cluster.node("spec", "kafka"))
        _take_cluster(node, cluster)
        if pool is not None:
            _take_pool(node, pool)
        nodes.append(node)
    _count(nodes, cluster, pools)
    yield from nodes


def pool_configuration(pool: Resource) -> Configuration:
    """A pool whose Kafka is in another file: its facts only."""
    roles = _roles(pool)
    role = Role.CONTROLLER if roles == ("controller",) else Role.BROKER
    node = Configuration(role, pool.name, pool.file, "strimzi", complete=False, span=span_of(pool.root))
    node.cluster = pool.cluster
    _take_pool(node, pool)
    return node


def _roles(pool: Resource) -> tuple[str, ...]:
    return tuple(text_of(item) or "" for item in items(pool.node("spec", "roles"))) or ("broker",)


def _has_zookeeper(cluster: Resource) -> bool:
    return cluster.node("spec", "zookeeper") is not None


def _take_pool(node: Configuration, pool: Resource) -> None:
    _take_storage(node, pool.file, pool.node("spec"))
    take_pod(node, pool.file, pool.node("spec"))


def _take_cluster(node: Configuration, cluster: Resource) -> None:
    kafka = cluster.node("spec", "kafka")
    _take_storage(node, cluster.file, kafka)
    version = setting_at(cluster.file, attributes.METADATA_VERSION, kafka, "metadataVersion")
    if version is not None:
        node.attributes[attributes.METADATA_VERSION] = version
    quotas = child(kafka, "quotas")
    if quotas is not None:
        node.attributes[attributes.QUOTAS] = framework(attributes.QUOTAS, "true", quotas, cluster.file)
    tiered = child(kafka, "tieredStorage")
    if tiered is not None:
        key = "remote.log.storage.system.enable"
        node.settings[key] = framework(key, "true", tiered, cluster.file)
    exporter = cluster.node("spec", "kafkaExporter")
    if exporter is not None:
        watched = framework(attributes.LAG_MONITORING, "kafkaExporter", exporter, cluster.file)
        node.attributes[attributes.LAG_MONITORING] = watched
    rack = setting_at(cluster.file, attributes.ZONES, kafka, "rack", "topologyKey")
    if rack is not None:
        node.settings["broker.rack"] = framework("broker.rack", None, child(kafka, "rack"), cluster.file)


def _take_storage(node: Configuration, file: SourceFile, spec: Node | None) -> None:
    storage = _storage(file, spec)
    if storage is not None:
        node.attributes[attributes.STORAGE] = storage
    volumes = child(spec, "storage", "volumes")
    if volumes is not None:
        directories = [f"{_DATA}/data-{text_of(child(one, 'id')) or 0}/{_LOG}" for one in items(volumes)]
        node.settings["log.dirs"] = framework("log.dirs", ",".join(directories), volumes, file)


def _storage(file: SourceFile, spec: Node | None) -> Setting | None:
    """The storage type; a JBOD with an ephemeral volume is as good as ephemeral."""
    for volume in items(child(spec, "storage", "volumes")):
        kind = setting_at(file, attributes.STORAGE, volume, "type")
        if kind is not None and kind.value == "ephemeral":
            return kind
    return setting_at(file, attributes.STORAGE, spec, "storage", "type")


def _take_operator(node: Configuration, cluster: Resource, roles: tuple[str, ...] | None) -> None:
    """The keys that the operator writes into each node's file."""
    settings = node.settings
    for key in ("node.id", "advertised.listeners"):
        settings[key] = framework(key, None)
    settings["log.dirs"] = framework("log.dirs", f"{_DATA}/data/{_LOG}")
    for name in (_CONTROLLER, _REPLICATION):
        key = f"listener.name.{name.lower()}.ssl.client.auth"
        settings[key] = framework(key, "required")
    settings["inter.broker.listener.name"] = framework("inter.broker.listener.name", _REPLICATION)
    if _has_zookeeper(cluster) and roles == ("broker",):
        zookeeper = cluster.node("spec", "zookeeper")
        address = f"{cluster.name}-zookeeper-client:2181"
        settings["zookeeper.connect"] = framework("zookeeper.connect", address, zookeeper, cluster.file)
        node.kafka_version = node.kafka_version or _LAST_WITH_ZOOKEEPER
    else:
        settings["process.roles"] = framework("process.roles", ",".join(roles) if roles else None)
        settings["controller.listener.names"] = framework("controller.listener.names", _CONTROLLER)
        settings["controller.quorum.voters"] = framework("controller.quorum.voters", None)
    _take_listeners(node, cluster, roles or ())
    _take_authorization(node, cluster)


def _take_listeners(node: Configuration, cluster: Resource, roles: tuple[str, ...]) -> None:
    declared = cluster.node("spec", "kafka", "listeners")
    names = [_CONTROLLER] if "controller" in roles else []
    protocols = {_CONTROLLER: "SSL", _REPLICATION: "SSL"}
    mechanisms: list[str] = []
    if roles != ("controller",):
        names.append(_REPLICATION)
        for listener in items(declared):
            name = (
                f"{(text_of(child(listener, 'name')) or 'x').upper()}-{text_of(child(listener, 'port')) or 0}"
            )
            mechanism = _SASL_MECHANISMS.get(text_of(child(listener, "authentication", "type")) or "")
            encrypted = text_of(child(listener, "tls")) == "true"
            protocols[name] = ("SASL_" if mechanism else "") + ("SSL" if encrypted else "PLAINTEXT")
            if mechanism is not None and mechanism not in mechanisms:
                mechanisms.append(mechanism)
            if text_of(child(listener, "authentication", "type")) == "tls":
                key = f"listener.name.{name.lower()}.ssl.client.auth"
                node.settings[key] = framework(key, "required", listener, cluster.file)
            names.append(name)
    elif not names:
        return
    file = cluster.file
    listeners = ",".join(f"{name}://0.0.0.0:{name.rpartition('-')[2]}" for name in names)
    mapped = ",".join(f"{name}:{protocol}" for name, protocol in protocols.items())
    node.settings["listeners"] = framework("listeners", listeners, declared, file)
    node.settings["listener.security.protocol.map"] = framework(
        "listener.security.protocol.map", mapped, declared, file
    )
    if mechanisms:
        node.settings["sasl.enabled.mechanisms"] = framework(
            "sasl.enabled.mechanisms", ",".join(mechanisms), declared, file
        )


def _take_authorization(node: Configuration, cluster: Resource) -> None:
    authorization = cluster.node("spec", "kafka", "authorization")
    kind = text_of(child(authorization, "type"))
    if kind is None:
        return
    authorizer = _AUTHORIZERS.get(kind) or text_of(child(authorization, "authorizerClass"))
    node.settings["authorizer.class.name"] = framework(
        "authorizer.class.name", authorizer, authorization, cluster.file
    )
    users = child(authorization, "superUsers")
    names = [text_of(item) or "" for item in items(users)]
    principals = ";".join(name if name.startswith("User:") else f"User:{name}" for name in names)
    node.settings["super.users"] = framework("super.users", principals or None, users, cluster.file)


def _count(nodes: list[Configuration], cluster: Resource, pools: list[Resource]) -> None:
    """How many brokers and controllers there are; the place is where the number is written."""
    brokers, controllers = 0, 0
    single: Setting | None = None
    if not pools:
        single = cluster.setting(attributes.BROKERS, "spec", "kafka", "replicas")
        brokers = _number(single)
        quorum = cluster.setting(attributes.CONTROLLERS, "spec", "zookeeper", "replicas")
        controllers = _number(quorum) if quorum is not None else brokers
    for pool in pools:
        replicas = pool.setting(attributes.BROKERS, "spec", "replicas")
        brokers += _number(replicas) * ("broker" in _roles(pool))
        controllers += _number(replicas) * ("controller" in _roles(pool))
        single = replicas if len(pools) == 1 else None
    for node in nodes:
        for name, number in ((attributes.BROKERS, brokers), (attributes.CONTROLLERS, controllers)):
            if number:
                span = single.span if single is not None else None
                node.attributes[name] = Setting(
                    name, str(number), written="replicas", span=span, key_span=span, file=node.file
                )


def _number(setting: Setting | None) -> int:
    written = setting.value if setting is not None else None
    return int(written) if written is not None and written.isdecimal() else 0
