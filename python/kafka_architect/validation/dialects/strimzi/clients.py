"""Strimzi's topics, users, Connect clusters, connectors, mirrors and bridges.

Sources: the custom resource definitions of kafka.strimzi.io/v1, and KafkaConnectConfigurationBuilder of
strimzi/strimzi-kafka-operator for what the operator sets when v1beta2 resources do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, NoWriter, Setting
from kafka_architect.validation.dialects.formats.yaml_tree import child, items, span_of, text_of
from kafka_architect.validation.dialects.formats.yaml_writer import YamlMapWriter
from kafka_architect.validation.dialects.strimzi.owned import CONNECTOR, WORKER, WORKER_BETA, Owned
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

_NOTHING_OWNED = Owned((), frozenset())
_WORKER_FIELDS = {
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
    for key, field in _WORKER_FIELDS.items():
        setting = resource.setting(key, "spec", field)
        if setting is not None:
            worker.settings[key] = setting
    for key, value in _WORKER_DEFAULTS.items():
        if resource.beta or key.endswith("converter"):
            worker.settings.setdefault(key, framework(key, value))
    for key, setting in _security(resource, spec).items():
        worker.settings[key] = setting
    worker.settings["plugin.path"] = framework("plugin.path", "/opt/kafka/plugins")
    # The REST port is behind a NetworkPolicy that lets the operator alone in.
    worker.settings["listeners"] = framework("listeners", None)
    _take_rack(worker, resource, spec)
    take_pod(worker, resource.file, spec)
    _take_workers(worker, resource)
    return worker


def _take_workers(configuration: Configuration, resource: Resource) -> None:
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


def mirror_configuration(resource: Resource) -> Configuration:
    """A KafkaMirrorMaker2, with its keys as connect-mirror-maker.properties has them: `A->B.key`."""
    mirrors = list(items(resource.node("spec", "mirrors")))
    first = mirrors[0] if mirrors else None
    target = text_of(child(first, "targetCluster")) or resource.text("spec", "target", "alias") or "target"
    source = text_of(child(first, "sourceCluster")) or text_of(child(first, "source", "alias")) or "source"
    mirror = Configuration(
        Role.MM2,
        resource.name,
        resource.file,
        "strimzi",
        kafka_version=resource.text("spec", "version"),
        span=span_of(resource.root),
    )
    mirror.writer = _flow_writer(resource, first, f"{source}->{target}.")
    aliases: list[str] = []
    clusters = [*items(resource.node("spec", "clusters")), resource.node("spec", "target")]
    for cluster in [*clusters, *(child(one, "source") for one in mirrors)]:
        _take_cluster(mirror, resource, cluster, aliases)
    mirror.settings["clusters"] = framework("clusters", ", ".join(dict.fromkeys(aliases)))
    for one in mirrors:
        _take_flow(mirror, resource, one)
    take_pod(mirror, resource.file, resource.node("spec"))
    _take_workers(mirror, resource)
    return mirror


def _take_cluster(
    mirror: Configuration, resource: Resource, cluster: Node | None, aliases: list[str]
) -> None:
    alias = text_of(child(cluster, "alias"))
    if alias is None:
        return
    aliases.append(alias)
    owned = WORKER_BETA if resource.beta else WORKER
    take_config(mirror, resource.file, child(cluster, "config"), owned, f"{alias}.")
    for key, field in _WORKER_FIELDS.items():
        setting = setting_at(resource.file, f"{alias}.{key}", cluster, field)
        if setting is not None:
            mirror.settings[setting.key] = setting
    for key, setting in _security(resource, cluster).items():
        mirror.settings[f"{alias}.{key}"] = setting


def _take_flow(mirror: Configuration, resource: Resource, flow: Node) -> None:
    source = text_of(child(flow, "sourceCluster")) or text_of(child(flow, "source", "alias"))
    target = text_of(child(flow, "targetCluster")) or resource.text("spec", "target", "alias")
    if source is None or target is None:
        return
    prefix = f"{source}->{target}."
    mirror.settings[f"{prefix}enabled"] = framework(f"{prefix}enabled", "true")
    for connector in ("sourceConnector", "checkpointConnector", "heartbeatConnector"):
        take_config(mirror, resource.file, child(flow, connector, "config"), CONNECTOR, prefix)
    for key, *path in (
        ("tasks.max", "sourceConnector", "tasksMax"),
        ("topics", "topicsPattern"),
        ("topics.exclude", "topicsExcludePattern"),
        ("groups", "groupsPattern"),
        ("groups.exclude", "groupsExcludePattern"),
    ):
        setting = setting_at(resource.file, prefix + key, flow, *path)
        if setting is not None:
            mirror.settings[setting.key] = setting
    for kind in ("checkpoint", "heartbeat"):
        if child(flow, f"{kind}Connector") is None:
            key = f"{prefix}emit.{kind}s.enabled"
            # v1 has no heartbeat connector, and nobody can switch it on.
            value = None if kind == "heartbeat" and not resource.beta else "false"
            mirror.settings.setdefault(key, framework(key, value))


def _flow_writer(resource: Resource, flow: Node | None, prefix: str) -> YamlMapWriter:
    """Writes keys of the first flow into its source connector."""

    def spell(key: str) -> str | None:
        rest = key.removeprefix(prefix)
        return None if "->" in rest else rest

    connector = child(flow, "sourceConnector")
    config = child(connector, "config")
    return YamlMapWriter(resource.file, config, spell, parent=connector, name="config")


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
        client.settings.update(_security(resource, resource.node("spec")))
        client.complete = False  # the bridge gives its consumers groups and formats by request
        yield client


def _security(resource: Resource, spec: Node | None) -> dict[str, Setting]:
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
