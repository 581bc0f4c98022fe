"""The values of one chart that runs Kafka, as configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, NoWriter, Origin, Setting
from kafka_architect.validation.dialects.containers.image_versions import kafka_version_of
from kafka_architect.validation.dialects.containers.images import image_of
from kafka_architect.validation.dialects.containers.kubernetes import literal_block
from kafka_architect.validation.dialects.containers.kubernetes_env import KubernetesEnvWriter, environment
from kafka_architect.validation.dialects.formats.distributed_writer import DistributedWriter
from kafka_architect.validation.dialects.formats.quantities import heap_bytes, kubernetes_bytes
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    is_mapping,
    items,
    pairs,
    setting_of,
    span_of,
    text_of,
)
from kafka_architect.validation.dialects.formats.yaml_writer import YamlMapWriter
from kafka_architect.validation.dialects.helm.old_bitnami import OLD_KEYS
from kafka_architect.validation.dialects.helm.templates import (
    Chart,
    bitnami_groups,
    chart_of,
    take_templates,
)
from kafka_architect.validation.dialects.properties import take_properties
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Writer
    from kafka_architect.validation.dialects.formats.yaml_tree import Pair
    from kafka_architect.validation.source_file import SourceFile, Span

_DIALECT = "helm"
_TEXTS = ("config", "extraConfig")
_MAPS = ("overrideConfiguration", "extraConfigYaml", "configurationOverrides")
_HEAPS = ("heapOpts", "heapOptions", "kafkaHeapOptions")
_COUNTS = ("replicaCount", "brokers")


def chart_configurations(file: SourceFile, name: str, values: Node) -> Iterator[Configuration]:
    """The node groups of a chart (controller, broker, or all nodes alike), and its topics."""
    if "connect" in name:
        worker = _node(file, name, Role.CONNECT_WORKER, values, None)
        if worker.settings:
            yield worker
        return
    chart = chart_of(file, values)
    groups = bitnami_groups(values) if chart is Chart.BITNAMI else ["controller", "broker"]
    found: list[Configuration] = []
    for group in groups:
        node = child(values, group)
        if is_mapping(node) or chart is Chart.BITNAMI:
            role = Role.CONTROLLER if _controller_only(group, node) else Role.BROKER
            found.append(_node(file, f"{name}/{group}", role, values, node))
            if chart is not None:
                take_templates(chart, file, found[-1], values, node)
    if chart is not Chart.BITNAMI and not any(one.role is Role.BROKER for one in found):
        found.insert(0, _node(file, name, Role.BROKER, values, None))
        if chart is not None:
            take_templates(chart, file, found[0], values, None)
    if any(one.settings for one in found):
        yield from found
    yield from _topics(file, values)


def _controller_only(group: str, node: Node | None) -> bool:
    return group == "controller" and text_of(child(node, "controllerOnly")) == "true"


def _node(file: SourceFile, name: str, role: Role, values: Node, group: Node | None) -> Configuration:
    """What the chart's values say of all nodes, and then those of the group."""
    repository, tag = text_of(child(values, "image", "repository")), text_of(child(values, "image", "tag"))
    reference = f"{repository or 'bitnami/kafka'}:{tag}" if tag else None
    old_tag = text_of(child(values, "imageTag"))
    node = Configuration(
        role,
        name,
        file,
        _DIALECT,
        complete=False,
        kafka_version=kafka_version_of(f"confluentinc/cp-kafka:{old_tag}" if old_tag else reference),
        span=span_of(group or values),
    )
    places: list[tuple[Span, Writer]] = []
    for level in (values, group):
        if level is not None:
            places.extend(_take_level(file, node, level))
            _take_facts(file, node, level)
    node.writer = _writer(places)
    return node


def _take_level(file: SourceFile, node: Configuration, level: Node) -> Iterator[tuple[Span, Writer]]:
    for pair in pairs(level):
        if pair.key in _TEXTS:
            block = literal_block(file, pair)
            if block is not None:
                take_properties(node, block, list(block.settings()))
                yield block.span, block
        elif pair.key in _MAPS and is_mapping(pair.value):
            for inner in pairs(pair.value):
                node.put(setting_of(file, inner.key, inner))
            yield span_of(pair.value), YamlMapWriter(file, pair.value)
        elif pair.key in OLD_KEYS and text_of(pair.value) is not None:
            node.put(_old_setting(file, pair))
        elif pair.key == "kafkaConfig" and is_mapping(pair.value):
            for inner in pairs(pair.value):
                if inner.key in OLD_KEYS and text_of(inner.value) is not None:
                    node.put(_old_setting(file, inner))
        elif pair.key == "extraEnvVars":
            yield span_of(pair.value), _take_variables(file, node, pair.value)


def _old_setting(file: SourceFile, pair: Pair) -> Setting:
    setting = setting_of(file, OLD_KEYS[pair.key], pair)
    value = setting.value or ""
    return setting._replace(value=value.removeprefix("_"), span=setting.span)


def _take_variables(file: SourceFile, node: Configuration, env: Node) -> Writer:
    variables = list(environment(file, env))
    image, _ = image_of("bitnami/kafka", frozenset())
    if image is None:
        return NoWriter()
    for variable in variables:
        key = image.key(variable.key)
        if key is not None:
            node.put(variable._replace(key=key))
    return KubernetesEnvWriter(file, env, image.variable)


def _take_facts(file: SourceFile, node: Configuration, level: Node) -> None:
    facts = node.attributes
    facts[attributes.RUNTIME] = Setting(attributes.RUNTIME, "kubernetes", file=file)
    for pair in pairs(level):
        if pair.key in _HEAPS:
            heap = heap_bytes(text_of(pair.value))
            if heap is not None:
                facts[attributes.HEAP] = setting_of(file, attributes.HEAP, pair)._replace(value=str(heap))
        elif pair.key in _COUNTS and text_of(pair.value) is not None:
            count = attributes.CONTROLLERS if node.role is Role.CONTROLLER else attributes.BROKERS
            facts[count] = setting_of(file, count, pair)
        elif pair.key == "persistence":
            _take_storage(file, node, pair.value)
    for pair in pairs(child(level, "resources", "limits")):
        size = kubernetes_bytes(text_of(pair.value))
        if pair.key == "memory" and size is not None:
            facts[attributes.MEMORY] = setting_of(file, attributes.MEMORY, pair)._replace(value=str(size))


def _take_storage(file: SourceFile, node: Configuration, persistence: Node) -> None:
    for pair in pairs(persistence):
        if pair.key == "enabled" and text_of(pair.value) in ("true", "false"):
            kind = "persistent-claim" if text_of(pair.value) == "true" else "ephemeral"
            node.attributes[attributes.STORAGE] = setting_of(
                file, attributes.STORAGE, pair, Origin.FRAMEWORK
            )._replace(value=kind)


def _topics(file: SourceFile, values: Node) -> Iterator[Configuration]:
    """The topics of `provisioning.topics`."""
    for topic in items(child(values, "provisioning", "topics")):
        config = child(topic, "config")
        one = Configuration(
            Role.TOPIC,
            text_of(child(topic, "name")) or "topic",
            file,
            _DIALECT,
            writer=YamlMapWriter(file, config),
            complete=False,
            span=span_of(topic),
        )
        for pair in pairs(config):
            one.put(setting_of(file, pair.key, pair))
        for pair in pairs(topic):
            key = {
                "name": attributes.TOPIC_NAME,
                "partitions": attributes.PARTITIONS,
                "replicationFactor": attributes.REPLICATION_FACTOR,
            }.get(pair.key)
            if key is not None:
                one.attributes[key] = setting_of(file, key, pair)
        yield one


def _writer(places: list[tuple[Span, Writer]]) -> Writer:
    """Writes where a setting stands. Values of a group override those of all nodes: new keys belong there."""

    def writer_of(setting: Setting) -> Writer:
        for place, writer in places:
            if setting.key_span is not None and place.start <= setting.key_span.start < place.end:
                return writer
        return NoWriter()

    return DistributedWriter(writer_of, places[-1][1] if places else NoWriter())
