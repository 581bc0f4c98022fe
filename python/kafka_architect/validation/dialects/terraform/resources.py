"""Terraform: clusters of Amazon MSK, topics and access rules of the Kafka providers.

Providers: hashicorp/aws (msk_module.py), Mongey/kafka (kafka_topic, kafka_acl),
confluentinc/confluent (confluent_kafka_topic, confluent_kafka_acl).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Origin, Reading, Setting
from kafka_architect.validation.dialects.formats.hcl_tree import HclFile
from kafka_architect.validation.dialects.formats.hcl_writer import HclWriter
from kafka_architect.validation.dialects.terraform.msk_module import MSK_MODULE, msk_brokers
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.formats.hcl_tree import Node
    from kafka_architect.validation.source_file import SourceFile

NAME = "terraform"
_SCHEMAS = ("confluent_subject_config", "confluent_schema_registry_cluster_config")
_RESOURCES = ("aws_msk_", MSK_MODULE, "kafka_topic", "kafka_acl", *_SCHEMAS)
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
    reading.configurations.extend(msk_brokers(hcl, found, reading))
    for kind, label, block in found:
        if kind in _TOPICS:
            reading.configurations.append(_topic(hcl, kind, label, block))
        elif kind in _SCHEMAS:
            reading.configurations.append(_schemas(hcl, label, block))
        elif kind in _ACLS:
            reading.configurations.extend(_acl(hcl, kind, label, block))
    if role is not None:
        reading.configurations = [one for one in reading.configurations if one.role is role]
    if reading.faults:
        for configuration in reading.configurations:
            configuration.complete = False
    return reading


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
    for setting in hcl.settings(config):
        topic.put(setting)
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
