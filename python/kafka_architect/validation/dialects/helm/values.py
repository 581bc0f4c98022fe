"""Values of Helm charts: bitnami/kafka, Confluent's cp-helm-charts, and the topics that they provision.

Sources: values.yaml of bitnami/charts (bitnami/kafka: config, extraConfig, overrideConfiguration, heapOpts,
controller, broker, provisioning.topics, extraEnvVars; before chart 23 keys in camel case) and of
confluentinc/cp-helm-charts (cp-kafka, cp-kafka-connect: configurationOverrides, heapOptions, brokers).
The charts add much that the values do not show: templates.py has what is known of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.formats.yaml_faults import finish_reading
from kafka_architect.validation.dialects.formats.yaml_tree import child, is_mapping, pairs, text_of, yaml_file
from kafka_architect.validation.dialects.helm.kafka import chart_configurations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "helm"
_MARKS = (
    "configurationOverrides", "extraConfig", "overrideConfiguration", "KAFKA_CFG_", "replicationFactor",
    "ReplicationFactor", "server.properties", "heapOpts", "autoCreateTopicsEnable",
    "interbroker:",
)  # fmt: skip


def recognises(file: SourceFile) -> bool:
    """A file of values, by its name, that has a word of these charts."""
    name = file.name.lower()
    if not name.endswith((".yaml", ".yml")) or "values" not in name:
        return False
    return "kafka" in file.text.lower() and any(mark in file.text for mark in _MARKS)


def read(file: SourceFile, role: Role | None) -> Reading:
    """The brokers, controllers, workers and topics of the chart, or of the charts below it."""
    document = yaml_file(file)
    reading = Reading()
    for root in document.documents:
        for name, values in _charts(root):
            reading.configurations.extend(chart_configurations(file, name, values))
    return finish_reading(reading, document, role)


def _charts(root: Node) -> Iterator[tuple[str, Node]]:
    """The file's own values, and those of charts below it, which stand under their names."""
    yield "kafka", root
    for pair in pairs(root):
        if "kafka" in pair.key.lower() and pair.key != "kafkaConfig" and _is_installed(pair.value):
            yield pair.key, pair.value
            for inner in pairs(pair.value):
                if inner.key.lower() in ("kafka", "cp-kafka", "cp-kafka-connect") and _is_installed(
                    inner.value
                ):
                    yield inner.key, inner.value


def _is_installed(values: Node) -> bool:
    """Whether these are values of a chart that is not switched off; what is off has no faults."""
    return is_mapping(values) and text_of(child(values, "enabled")) != "false"
