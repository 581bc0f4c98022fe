"""Terraform: MSK configurations and clusters, topics and access rules of the Kafka providers.

Providers: hashicorp/aws (aws_msk_configuration, aws_msk_cluster), Mongey/kafka (kafka_topic, kafka_acl),
confluentinc/confluent (confluent_kafka_topic, confluent_kafka_acl).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Origin, Reading, Setting
from kafka_architect.validation.dialects.hcl_tree import HclFile
from kafka_architect.validation.dialects.hcl_writer import HclWriter
from kafka_architect.validation.dialects.msk_defaults import add_msk_defaults
from kafka_architect.validation.dialects.properties import take_properties
from kafka_architect.validation.dialects.properties_block import PropertiesBlock
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.hcl_tree import Node
    from kafka_architect.validation.source_file import SourceFile

NAME = "terraform"
_SCHEMAS = ("confluent_subject_config", "confluent_schema_registry_cluster_config")
_RESOURCES = ("aws_msk_", "kafka_topic", "kafka_acl", *_SCHEMAS)
# resource -> attributes of name, partitions, replicas
_TOPICS = {
    "kafka_topic": ("name", "partitions", "replication_factor"),
    "confluent_kafka_topic": ("topic_name", "partitions_count", None),
    "confluentcloud_kafka_topic": ("topic_name", "partitions_count", None),
}
# resource -> attributes of principal, operation, resource type, resource name, pattern, permission
_ACLS = {
    "kafka_acl": (
        "acl_principal", "acl_operation", "resource_type", "resource_name", "resource_pattern_type_filter",
        "acl_permission_type",
    ),
    "confluent_kafka_acl": (
        "principal", "operation", "resource_type", "resource_name", "pattern_type", "permission",
    ),
}  # fmt: skip
_CLOUD_REPLICAS = "3"  # Confluent Cloud: every topic, not configurable


def recognises(file: SourceFile) -> bool:
    """By the resources."""
    return any(name in file.text for name in _RESOURCES)


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration per resource; an MSK cluster is joined with its configuration in the same file."""
    hcl = HclFile(file)
    reading = Reading(faults=list(hcl.faults()))
    found = list(hcl.resources())
    clusters = [block for kind, _, block in found if kind == "aws_msk_cluster"]
    used: list[Node] = []
    for kind, label, block in found:
        if kind == "aws_msk_configuration":
            cluster = next((one for one in clusters if _uses(hcl, one, label)), None)
            if cluster is not None:
                used.append(cluster)
            reading.configurations.extend(_msk_configuration(hcl, label, block, cluster, reading))
        elif kind in _TOPICS:
            reading.configurations.append(_topic(hcl, kind, label, block))
        elif kind in _SCHEMAS:
            reading.configurations.append(_schemas(hcl, label, block))
        elif kind in _ACLS:
            reading.configurations.extend(_acl(hcl, kind, label, block))
    for kind, label, block in found:
        if kind == "aws_msk_cluster" and block not in used:
            reading.configurations.append(_msk_cluster(hcl, label, block))
    if role is not None:
        reading.configurations = [one for one in reading.configurations if one.role is role]
    if reading.faults:
        for configuration in reading.configurations:
            configuration.complete = False
    return reading


def _uses(hcl: HclFile, cluster: Node, label: str) -> bool:
    arn = hcl.setting("arn", hcl.block(cluster, "configuration_info"), "arn")
    return arn is not None and f"aws_msk_configuration.{label}." in (arn.value or "")


def _msk_configuration(
    hcl: HclFile, label: str, block: Node, cluster: Node | None, reading: Reading
) -> Iterator[Configuration]:
    span = hcl.heredoc(block, "server_properties")
    written = hcl.setting("server_properties", block, "server_properties")
    if span is None and (written is None or not written.resolved):
        return
    broker = _server(hcl, label, block)
    if span is not None:
        properties = PropertiesBlock(hcl.file, span, indent="    ")
        broker.writer = properties
        take_properties(broker, properties, list(properties.settings()))
    elif written is not None:
        properties = PropertiesBlock(type(hcl.file)(hcl.file.path, written.value or ""))
        for setting in properties.settings():
            broker.put(setting._replace(span=written.span, key_span=written.key_span, file=hcl.file))
    reading.faults.extend(properties.faults if span is not None else ())
    versions = [hcl.value("v", one, one) for one in hcl.items(block, "kafka_versions")]
    broker.kafka_version = next((one.value for one in versions if one.resolved), None)
    if cluster is not None:
        _take_cluster(hcl, broker, cluster)
    yield broker


def _msk_cluster(hcl: HclFile, label: str, block: Node) -> Configuration:
    """A cluster whose configuration is MSK's own, or in another file."""
    broker = _server(hcl, label, block)
    _take_cluster(hcl, broker, block)
    if hcl.block(block, "configuration_info") is None:
        add_msk_defaults(broker, _zones(hcl, block))
    return broker


def _server(hcl: HclFile, label: str, block: Node) -> Configuration:
    return Configuration(Role.BROKER, label, hcl.file, NAME, complete=False, span=hcl.span(block))


def _zones(hcl: HclFile, cluster: Node | None) -> int | None:
    subnets = hcl.items(hcl.block(cluster, "broker_node_group_info"), "client_subnets")
    return len(subnets) or None


def _take_cluster(hcl: HclFile, broker: Configuration, cluster: Node) -> None:
    facts = broker.attributes
    version = hcl.setting("version", cluster, "kafka_version")
    if version is not None and version.resolved:
        broker.kafka_version = version.value
    brokers = hcl.setting(attributes.BROKERS, cluster, "number_of_broker_nodes")
    if brokers is not None:
        facts[attributes.BROKERS] = brokers
    zones = _zones(hcl, cluster)
    if zones is not None:
        facts[attributes.ZONES] = _fact(hcl, attributes.ZONES, str(zones), cluster)
        broker.settings["broker.rack"] = Setting("broker.rack", "", Origin.FRAMEWORK, resolved=False)
    facts[attributes.STORAGE] = _fact(hcl, attributes.STORAGE, "persistent-claim", cluster)
    _take_security(hcl, broker, cluster)


def _take_security(hcl: HclFile, broker: Configuration, cluster: Node) -> None:
    """The listeners that MSK opens: `client_broker` is TLS, TLS_PLAINTEXT or PLAINTEXT; TLS where unset.

    Authentication adds listeners of its own, always over TLS.
    """
    transit = hcl.block(cluster, "encryption_info", "encryption_in_transit")
    client = hcl.setting("listeners", transit, "client_broker")
    value = client.value if client is not None and client.resolved else "TLS" if client is None else None
    inner = hcl.setting("security.inter.broker.protocol", transit, "in_cluster")
    listeners: str | None = None
    if value is not None:
        opened = [
            *(["PLAINTEXT://:9092"] if "PLAINTEXT" in value else []),
            *(["SSL://:9094"] if value.startswith("TLS") else []),
        ]
        listeners = ",".join(opened)
    for key, text, written in (
        ("listeners", listeners, client),
        ("security.inter.broker.protocol", _protocol(inner), inner),
    ):
        broker.settings[key] = Setting(
            key,
            text or "",
            Origin.FRAMEWORK,
            written=written.written if written is not None else key,
            span=written.span if written is not None else None,
            key_span=written.key_span if written is not None else None,
            resolved=bool(text),
            file=hcl.file,
        )


def _protocol(in_cluster: Setting | None) -> str | None:
    if in_cluster is None:
        return "SSL"  # the default of in_cluster is true
    return {"true": "SSL", "false": "PLAINTEXT"}.get(in_cluster.value or "") if in_cluster.resolved else None


def _topic(hcl: HclFile, kind: str, label: str, block: Node) -> Configuration:
    name, partitions, replicas = _TOPICS[kind]
    topic = Configuration(
        Role.TOPIC, label, hcl.file, NAME, writer=HclWriter(hcl, block, "config"), span=hcl.span(block)
    )
    for key, attribute in (
        (attributes.TOPIC_NAME, name),
        (attributes.PARTITIONS, partitions),
        (attributes.REPLICATION_FACTOR, replicas),
    ):
        fact = hcl.setting(key, block, attribute) if attribute is not None else None
        if fact is not None:
            topic.attributes[key] = fact
    if replicas is None:
        key = attributes.REPLICATION_FACTOR
        topic.attributes[key] = Setting(key, _CLOUD_REPLICAS, Origin.FRAMEWORK, written=key)
    named = topic.attributes.get(attributes.TOPIC_NAME)
    if named is not None and named.resolved and named.value:
        topic.name = named.value
    config = hcl.object_of(block, "config")
    topic.complete = config is not None or hcl.attribute(block, "config") is None
    for key_node, value in hcl.elements(config):
        setting = hcl.value("", key_node, value)
        key = hcl.label(key_node)
        if key and "${" not in key and not key.startswith("("):
            topic.put(setting._replace(key=key, written=key))
    return topic


def _schemas(hcl: HclFile, label: str, block: Node) -> Configuration:
    """How schemas of a subject, or of a whole registry, may change: a fact about the topics they are for."""
    subject = hcl.setting("subject", block, "subject_name")
    name = subject.value if subject is not None and subject.resolved and subject.value else label
    topic = Configuration(Role.TOPIC, name, hcl.file, NAME, span=hcl.span(block), complete=False)
    level = hcl.setting(attributes.SCHEMA_COMPATIBILITY, block, "compatibility_level")
    if level is not None:
        topic.attributes[attributes.SCHEMA_COMPATIBILITY] = level
    return topic


def _acl(hcl: HclFile, kind: str, label: str, block: Node) -> Iterator[Configuration]:
    principal, operation, resource_type, resource_name, pattern, permission = (
        hcl.setting(name, block, name) for name in _ACLS[kind]
    )
    if permission is not None and (permission.value or "").upper() == "DENY":
        return
    rule = Configuration(Role.ADMIN, label, hcl.file, NAME, complete=False, span=hcl.span(block))
    if principal is not None:
        rule.attributes[attributes.ACL_PRINCIPAL] = principal._replace(key=attributes.ACL_PRINCIPAL)
    if operation is not None:
        value = (operation.value or "").replace("_", "").capitalize()
        rule.attributes[attributes.ACL_OPERATIONS] = operation._replace(
            key=attributes.ACL_OPERATIONS, value=value
        )
    if resource_type is not None and resource_name is not None:
        shape = (pattern.value or "literal").lower() if pattern is not None else "literal"
        rule.attributes[attributes.ACL_RESOURCE] = resource_name._replace(
            key=attributes.ACL_RESOURCE,
            value=f"{(resource_type.value or '').lower()}:{resource_name.value}:{shape}",
            resolved=resource_name.resolved and resource_type.resolved,
        )
    yield rule


def _fact(hcl: HclFile, name: str, value: str, block: Node) -> Setting:
    start = hcl.span(block).start
    return Setting(name, value, Origin.FRAMEWORK, written=name, span=Span(start, start), file=hcl.file)
