"""Strimzi's custom resources, `kafka.strimzi.io/v1` and `v1beta2`, among any other Kubernetes objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.containers.kubernetes import object_configurations
from kafka_architect.validation.dialects.formats.yaml_faults import finish_reading
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    items,
    text_of,
    yaml_file,
)
from kafka_architect.validation.dialects.strimzi.clients import (
    bridge_configurations,
    connect_configuration,
    connector_configuration,
    topic_configuration,
    user_configurations,
)
from kafka_architect.validation.dialects.strimzi.kafka import kafka_configurations, pool_configuration
from kafka_architect.validation.dialects.strimzi.mirrors import mirror_configurations
from kafka_architect.validation.dialects.strimzi.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "strimzi"
GROUP = "kafka.strimzi.io/"


def recognises(file: SourceFile) -> bool:
    """By the API group."""
    return GROUP in file.text


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration per resource; a Kafka is joined with its node pools, where they are in the file."""
    document = yaml_file(file)
    resources: list[Resource] = []
    reading = Reading()
    for root in _objects(document.documents):
        if (text_of(child(root, "apiVersion")) or "").startswith(GROUP):
            resources.append(Resource(file, root))
        else:
            reading.configurations.extend(object_configurations(file, root))
    reading.configurations.extend(_configurations(resources))
    return finish_reading(reading, document, role)


def _objects(documents: list[Node]) -> Iterator[Node]:
    for root in documents:
        if text_of(child(root, "kind")) == "List":
            yield from items(child(root, "items"))
        else:
            yield root


def _configurations(resources: list[Resource]) -> Iterator[Configuration]:
    pools = [resource for resource in resources if resource.kind == "KafkaNodePool"]
    clusters = [resource for resource in resources if resource.kind == "Kafka"]
    for cluster in clusters:
        own = [pool for pool in pools if pool.cluster in (None, cluster.name)]
        yield from kafka_configurations(cluster, own)
    for pool in pools:
        if not any(pool.cluster in (None, cluster.name) for cluster in clusters):
            yield pool_configuration(pool)
    for resource in resources:
        match resource.kind:
            case "KafkaTopic":
                yield topic_configuration(resource)
            case "KafkaConnect":
                yield connect_configuration(resource)
            case "KafkaConnector":
                yield connector_configuration(resource)
            case "KafkaMirrorMaker2":
                yield from mirror_configurations(resource)
            case "KafkaUser":
                yield from user_configurations(resource)
            case "KafkaBridge":
                yield from bridge_configurations(resource)
            case _:
                pass
