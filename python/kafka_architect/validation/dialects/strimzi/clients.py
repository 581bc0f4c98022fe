"""Strimzi's topics, users, Connect clusters, connectors and bridges.

Sources: the custom resource definitions of kafka.strimzi.io/v1, and KafkaConnectConfigurationBuilder of
strimzi/strimzi-kafka-operator for what the operator sets when v1beta2 resources do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, NoWriter, Setting
from kafka_architect.validation.dialects.formats.yaml_tree import child, items, span_of, text_of
from kafka_architect.validation.dialects.strimzi.owned import CONNECTOR, WORKER, WORKER_BETA, Owned
from kafka_architect.validation.dialects.strimzi.resource import (
    framework,
    take_config,
    take_pod,
)
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.dialects.strimzi.resource import Resource

_NOTHING_OWNED = Owned((), frozenset())
WORKER_FIELDS = {
    "group.id": "groupId",
    "config.storage.topic": "configStorageTopic",
    "offset.storage.topic": "offsetStorageTopic",
    "status.storage.topic": "statusStorageTopic",
    "bootstrap.servers": "bootstrapServers",
}
_WORKER_DEFAULTS = {
    "group.id": "connect-cluster",
    "config.storage.topic": "connect-cluster-configs",
    "offset.storage.topic": "connect-cluster-offsets",
    "status.storage.topic": "connect-cluster-status",
    "key.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
}
_SCRAM = {
    "scram-sha-512": "SCRAM-SHA-512",
    "scram-sha-256": "SCRAM-SHA-256",
    "plain": "PLAIN",
    "oauth": "OAUTHBEARER",
}


def topic_configuration(resource: Resource) -> Configuration:
    """A KafkaTopic: partitions, replicas and its config."""
    name = resource.text("spec", "topicName") or resource.name
    topic = resource.configuration(Role.TOPIC, name, "spec", "config")
    topic.kafka_version = None
    topic.cluster = resource.cluster
    take_config(topic, resource.file, resource.node("spec", "config"), _NOTHING_OWNED)
    named = resource.setting(attributes.TOPIC_NAME, "spec", "topicName") or resource.setting(
        attributes.TOPIC_NAME, "metadata", "name"
    )
    partitions = resource.setting(attributes.PARTITIONS, "spec", "partitions")
    replicas = resource.setting(attributes.REPLICATION_FACTOR, "spec", "replicas")
    for fact in (named, partitions, replicas):
        if fact is not None:
            topic.attributes[fact.key] = fact
    return topic


def connect_configuration(resource: Resource) -> Configuration:
    """A KafkaConnect: the worker."""
    worker = resource.configuration(Role.CONNECT_WORKER, resource.name, "spec", "config")
    owned = WORKER_BETA if resource.beta else WORKER
    take_config(worker, resource.file, resource.node("spec", "config"), owned)
    spec = resource.node("spec")
    for key, field in WORKER_FIELDS.items():
        setting = resource.setting(key, "spec", field)
        if setting is not None:
            worker.settings[key] = setting
    for key, value in _WORKER_DEFAULTS.items():
        if resource.beta or key.endswith("converter"):
            worker.settings.setdefault(key, framework(key, value))
    for key, setting in security(resource, spec).items():
        worker.settings[key] = setting
    worker.settings["plugin.path"] = framework("plugin.path", "/opt/kafka/plugins")
    # The REST port is behind a NetworkPolicy that lets the operator alone in.
    worker.settings["listeners"] = framework("listeners", None)
    _take_rack(worker, resource, spec)
    take_pod(worker, resource.file, spec)
    take_workers(worker, resource)
    return worker


def take_workers(configuration: Configuration, resource: Resource) -> None:
    """How many workers a Connect cluster or a mirror has."""
    workers = resource.setting(attributes.WORKERS, "spec", "replicas")
    if workers is not None:
        configuration.attributes[attributes.WORKERS] = workers


def connector_configuration(resource: Resource) -> Configuration:
    """A KafkaConnector: a sink where it names topics to read."""
    config = resource.node("spec", "config")
    is_sink = child(config, "topics") is not None or child(config, "topics.regex") is not None
    role = Role.CONNECT_SINK if is_sink else Role.CONNECT_SOURCE
    connector = resource.configuration(role, resource.name, "spec", "config")
    connector.kafka_version = None
    take_config(connector, resource.file, config, CONNECTOR)
    for key, field in (("connector.class", "class"), ("tasks.max", "tasksMax")):
        setting = resource.setting(key, "spec", field)
        if setting is not None:
            connector.settings[key] = setting
    name = resource.setting("name", "metadata", "name")
    if name is not None:
        connector.settings["name"] = name
    return connector


def user_configurations(resource: Resource) -> Iterator[Configuration]:
    """A KafkaUser: one configuration per access rule that allows something, with facts only."""
    quotas = resource.node("spec", "quotas")
    acls: list[Node | None] = [
        acl for acl in items(resource.node("spec", "authorization", "acls")) if _allows(acl)
    ]
    for acl in acls or [None]:
        user = Configuration(
            Role.ADMIN,
            resource.name,
            resource.file,
            "strimzi",
            writer=NoWriter(),
            complete=False,
            span=span_of(resource.root),
        )
        facts = user.attributes
        principal = Setting(
            attributes.ACL_PRINCIPAL, f"User:{resource.name}", written="metadata.name", file=resource.file
        )
        facts[attributes.ACL_PRINCIPAL] = principal
        if acl is not None:
            _take_acl(user, resource, acl)
        if quotas is not None:
            facts[attributes.QUOTAS] = framework(attributes.QUOTAS, "true", quotas, resource.file)
        yield user


def _allows(acl: Node) -> bool:
    return (text_of(child(acl, "type")) or "allow") == "allow"


def _take_acl(user: Configuration, resource: Resource, acl: Node) -> None:
    operations = child(acl, "operations") or child(acl, "operation")
    words = [text_of(item) or "" for item in items(operations)] or [text_of(operations) or "All"]
    kind = text_of(child(acl, "resource", "type")) or "topic"
    name = text_of(child(acl, "resource", "name")) or ("kafka-cluster" if kind == "cluster" else "*")
    pattern = text_of(child(acl, "resource", "patternType")) or "literal"
    for key, value, node in (
        (attributes.ACL_OPERATIONS, ",".join(words), operations),
        (attributes.ACL_RESOURCE, f"{kind}:{name}:{pattern}", child(acl, "resource")),
    ):
        user.attributes[key] = framework(key, value, node or acl, resource.file)


def bridge_configurations(resource: Resource) -> Iterator[Configuration]:
    """A KafkaBridge: its producer, consumer and admin client."""
    for role in (Role.PRODUCER, Role.CONSUMER, Role.ADMIN):
        kind = role.value
        if resource.node("spec", kind) is None:
            continue
        client = resource.configuration(role, f"{resource.name}: {kind}", "spec", kind, "config")
        client.kafka_version = None
        take_config(client, resource.file, resource.node("spec", kind, "config"), _NOTHING_OWNED)
        servers = resource.setting("bootstrap.servers", "spec", "bootstrapServers")
        if servers is not None:
            client.settings["bootstrap.servers"] = servers
        client.settings.update(security(resource, resource.node("spec")))
        client.complete = False  # the bridge gives its consumers groups and formats by request
        yield client


def security(resource: Resource, spec: Node | None) -> dict[str, Setting]:
    """The protocol that `tls` and `authentication` stand for."""
    encrypted = child(spec, "tls") is not None
    kind = text_of(child(spec, "authentication", "type"))
    mechanism = _SCRAM.get(kind or "")
    protocol = ("SASL_" if mechanism else "") + ("SSL" if encrypted else "PLAINTEXT")
    place = child(spec, "authentication") or child(spec, "tls")
    settings = {"security.protocol": framework("security.protocol", protocol, place, resource.file)}
    if mechanism:
        settings["sasl.mechanism"] = framework("sasl.mechanism", mechanism, place, resource.file)
        settings["sasl.jaas.config"] = framework("sasl.jaas.config", None)
    return settings


def _take_rack(worker: Configuration, resource: Resource, spec: Node | None) -> None:
    if child(spec, "rack") is not None:
        key = "consumer.client.rack"
        worker.settings[key] = framework(key, None, child(spec, "rack"), resource.file)
