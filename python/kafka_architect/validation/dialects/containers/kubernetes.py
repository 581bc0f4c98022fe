"""Kubernetes objects: pods that run Kafka, and ConfigMaps with .properties files or variables."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Origin, Reading
from kafka_architect.validation.dialects.containers.container import (
    Container,
    Mount,
    count_nodes,
    read_container,
    starts_image,
)
from kafka_architect.validation.dialects.containers.container_clients import client_configurations
from kafka_architect.validation.dialects.containers.images import tells_kafka
from kafka_architect.validation.dialects.containers.kubernetes_env import KubernetesEnvWriter, environment
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.formats.properties_fit import fits_properties
from kafka_architect.validation.dialects.formats.quantities import kubernetes_bytes
from kafka_architect.validation.dialects.formats.yaml_faults import finish_reading
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    is_mapping,
    items,
    pairs,
    setting_of,
    span_of,
    text_of,
    yaml_file,
)
from kafka_architect.validation.dialects.formats.yaml_writer import YamlMapWriter
from kafka_architect.validation.dialects.properties import properties_role, take_properties
from kafka_architect.validation.role import CLIENTS, Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.dialects.formats.yaml_tree import Pair
    from kafka_architect.validation.source_file import SourceFile

NAME = "kubernetes"
_SPEAKS_OF_KAFKA = ("KAFKA_", "CONNECT_", ".properties", "kafka")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*|spring\.(?:kafka|application|cloud\.stream)\.[A-Za-z0-9._-]+")
_PROPERTIES = (".properties", ".config", ".conf")
_POD_PATHS = (("spec", "template", "spec"), ("spec",), ("spec", "jobTemplate", "spec", "template", "spec"))
# What a volume of a pod is: kept when the pod is gone, or not.
_EPHEMERAL = ("emptyDir",)
_NO_DATA = ("configMap", "secret", "downwardAPI", "projected")


def recognises(file: SourceFile) -> bool:
    """Objects with kind and apiVersion that speak of Kafka."""
    text = file.text
    return "kind:" in text and "apiVersion:" in text and any(word in text for word in _SPEAKS_OF_KAFKA)


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration per container that runs Kafka and per .properties file of a ConfigMap."""
    document = yaml_file(file)
    reading = Reading()
    for root in document.documents:
        objects = items(child(root, "items")) if text_of(child(root, "kind")) == "List" else [root]
        for one in objects:
            reading.configurations.extend(object_configurations(file, one))
    return finish_reading(reading, document, role)


def object_configurations(file: SourceFile, root: Node) -> Iterator[Configuration]:
    """The configurations of one object."""
    if text_of(child(root, "kind")) in ("ConfigMap", "Secret"):
        yield from _of_data(file, root)
        return
    for path in _POD_PATHS:
        pod = child(root, *path)
        if child(pod, "containers") is not None:
            yield from _of_pod(file, root, pod)
            return


def _of_pod(file: SourceFile, root: Node, pod: Node | None) -> Iterator[Configuration]:
    name = text_of(child(root, "metadata", "name")) or text_of(child(root, "kind")) or "pod"
    containers = list(items(child(pod, "containers")))
    servers: list[Configuration] = []
    clients: list[Configuration] = []
    copies: dict[int, Setting] = {}
    for node in containers:
        own = text_of(child(node, "name")) or "container"
        container = _container(file, name if len(containers) == 1 else f"{name}/{own}", node, pod, root)
        clients.extend(client_configurations(container))
        configuration = read_container(container)
        if configuration is None:
            continue
        replicas = [pair for pair in pairs(child(root, "spec")) if pair.key == "replicas"]
        if replicas:
            copied = setting_of(file, attributes.WORKERS, replicas[-1])
            copies[len(servers)] = copied
            if configuration.role is Role.CONNECT_WORKER:
                configuration.attributes[attributes.WORKERS] = copied
        servers.append(configuration)
    count_nodes(servers, copies)
    yield from servers
    yield from clients


def _container(file: SourceFile, name: str, container: Node, pod: Node | None, root: Node) -> Container:
    env = child(container, "env")
    return Container(
        file=file,
        dialect=NAME,
        name=name,
        runtime="kubernetes",
        image=text_of(child(container, "image")),
        variables=list(environment(file, env)),
        writer=lambda spell: KubernetesEnvWriter(file, env, spell),
        span=span_of(container),
        command=_command(container),
        command_places=tuple(
            span_of(node) for name in ("command", "args") if (node := child(container, name)) is not None
        ),
        mounts=list(_mounts(container, pod, root)),
        memory=_memory(file, container),
        pinnable=_image(file, container),
        all_known=child(container, "envFrom") is None
        and (child(container, "command") is None or starts_image(_command(container))),
    )


def _image(file: SourceFile, container: Node) -> Setting | None:
    found = [pair for pair in pairs(container) if pair.key == "image"]
    return setting_of(file, attributes.IMAGE, found[-1]) if found else None


def _command(container: Node) -> str:
    return " ".join(
        text_of(item) or "" for name in ("command", "args") for item in items(child(container, name))
    )


def _mounts(container: Node, pod: Node | None, root: Node) -> Iterator[Mount]:
    kinds: dict[str, str] = {}
    for volume in items(child(pod, "volumes")):
        keys = {pair.key for pair in pairs(volume)}
        name = text_of(child(volume, "name")) or ""
        if not keys.isdisjoint(_EPHEMERAL):
            kinds[name] = "ephemeral"
        elif keys.isdisjoint(_NO_DATA):
            kinds[name] = "persistent-claim"
    for claim in items(child(root, "spec", "volumeClaimTemplates")):
        kinds[text_of(child(claim, "metadata", "name")) or ""] = "persistent-claim"
    for mount in items(child(container, "volumeMounts")):
        path = text_of(child(mount, "mountPath"))
        name = text_of(child(mount, "name")) or ""
        if path:
            yield Mount(path, kinds.get(name, "persistent-claim"), span_of(mount))


def _memory(file: SourceFile, container: Node) -> Setting | None:
    for pair in pairs(child(container, "resources", "limits")):
        size = kubernetes_bytes(text_of(pair.value))
        if pair.key == "memory" and size is not None:
            return setting_of(file, attributes.MEMORY, pair)._replace(value=str(size))
    return None


def _of_data(file: SourceFile, root: Node) -> Iterator[Configuration]:
    name = text_of(child(root, "metadata", "name")) or "ConfigMap"
    for section in ("data", "stringData"):
        data = child(root, section)
        for pair in pairs(data):
            if pair.key.endswith(_PROPERTIES) and fits_properties(text_of(pair.value) or "", pair.key):
                yield from _of_file(file, name, pair)
        if data is not None and is_mapping(data):
            yield from _of_variables(file, name, data)


def _of_file(file: SourceFile, name: str, pair: Pair) -> Iterator[Configuration]:
    """A file in a ConfigMap. A literal block is edited in place; what is quoted or folded is only read."""
    block = literal_block(file, pair)
    if block is not None:
        settings = list(block.settings())
    else:
        inner = PropertiesBlock(type(file)(pair.key, text_of(pair.value) or ""))
        place = span_of(pair.value)
        settings = [setting._replace(span=place, key_span=place, file=file) for setting in inner.settings()]
    role = properties_role(settings, pair.key)
    if role is None:
        return
    configuration = Configuration(
        role, f"{name}/{PurePath(pair.key).name}", file, NAME, span=span_of(pair.key_node)
    )
    if block is not None:
        configuration.writer = block
        take_properties(configuration, block, settings)
    else:
        for setting in settings:
            configuration.put(setting)
    if role in CLIENTS and "bootstrap.servers" not in configuration.settings:
        configuration.complete = False  # the program that mounts the file adds to it
    yield configuration


def literal_block(file: SourceFile, pair: Pair) -> PropertiesBlock | None:
    """The characters of a literal block (`|`) as .properties; None for another scalar."""
    span = span_of(pair.value)
    if file.text[span.start : span.start + 1] != "|":
        return None
    start = file.text.find("\n", span.start, span.end) + 1
    if start == 0:
        return None
    _, column = file.place(span_of(pair.key_node).start)
    return PropertiesBlock(file, Span(start, span.end), indent=" " * (column + 1))


def _of_variables(file: SourceFile, name: str, data: Node) -> Iterator[Configuration]:
    """A ConfigMap of variables that containers take whole (envFrom)."""
    variables = [
        setting_of(file, pair.key, pair)._replace(origin=Origin.ENVIRONMENT)
        for pair in pairs(data)
        if _VARIABLE.fullmatch(pair.key)
    ]
    container = Container(
        file=file,
        dialect=NAME,
        name=name,
        runtime="kubernetes",
        image=None,
        variables=variables,
        writer=lambda spell: YamlMapWriter(file, data, spell, quote='"'),
        span=span_of(data),
        all_known=False,
    )
    if tells_kafka({variable.key for variable in variables}):
        configuration = read_container(container)
        if configuration is not None:
            yield configuration
    yield from client_configurations(container)
