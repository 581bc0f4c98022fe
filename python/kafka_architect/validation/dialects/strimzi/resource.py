"""One Strimzi resource: its parts as settings, and what the operator makes of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Loss, NoWriter, Origin, Setting
from kafka_architect.validation.dialects.formats.quantities import jvm_bytes, kubernetes_bytes
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    pairs,
    setting_of,
    span_of,
    text_of,
)
from kafka_architect.validation.dialects.formats.yaml_writer import YamlMapWriter
from kafka_architect.validation.dialects.strimzi.owned import place_of

if TYPE_CHECKING:
    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Writer
    from kafka_architect.validation.dialects.strimzi.owned import Owned
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

_DIALECT = "strimzi"
_CLUSTER_LABEL = "strimzi.io/cluster"


class Resource:
    """A custom resource and its parts by path."""

    def __init__(self, file: SourceFile, root: Node) -> None:
        self.file, self.root = file, root
        self.kind = text_of(child(root, "kind")) or ""
        self.name = text_of(child(root, "metadata", "name")) or self.kind
        self.beta = (text_of(child(root, "apiVersion")) or "").endswith(("v1beta2", "v1beta1", "v1alpha1"))

    @cached_property
    def cluster(self) -> str | None:
        """The Kafka or KafkaConnect that the resource belongs to."""
        return text_of(child(self.root, "metadata", "labels", _CLUSTER_LABEL))

    def text(self, *path: str) -> str | None:
        """The text at a path."""
        return text_of(child(self.root, *path))

    def node(self, *path: str) -> Node | None:
        """The node at a path."""
        return child(self.root, *path)

    def setting(self, key: str, *path: str) -> Setting | None:
        """The value at a path as a setting of `key`; None where there is none."""
        return setting_at(self.file, key, self.root, *path)

    def configuration(self, role: Role, name: str, *path: str) -> Configuration:
        """An empty configuration that is written into the mapping at a path."""
        mapping = self.node(*path)
        return Configuration(
            role,
            name,
            self.file,
            _DIALECT,
            writer=YamlMapWriter(self.file, mapping, parent=self.node(*path[:-1]), name=path[-1]),
            kafka_version=self.text("spec", "version"),
            span=span_of(self.root),
        )


def setting_at(file: SourceFile, key: str, node: Node | None, *path: str) -> Setting | None:
    """The value at a path below a node as a setting of `key`; None where there is none, or no scalar."""
    if text_of(child(node, *path)) is None:
        return None
    parent = child(node, *path[:-1]) if len(path) > 1 else node
    found = [pair for pair in pairs(parent) if pair.key == path[-1]]
    return setting_of(file, key, found[-1])


def take_config(
    configuration: Configuration, file: SourceFile, config: Node | None, owned: Owned, prefix: str = ""
) -> None:
    """Put the pairs of a `config` into a configuration; what the operator owns becomes a loss."""
    for pair in pairs(config):
        setting = setting_of(file, prefix + pair.key, pair)
        if owned.owns(pair.key):
            place = place_of(pair.key)
            reason = "the Strimzi operator sets this itself and ignores the value in config"
            cure = f"set it in {place}" if place else "remove it"
            configuration.losses.append(Loss(setting, reason, prefix + pair.key, cure))
        else:
            configuration.put(setting)
    configuration.writer = _UsersKeys(configuration.writer, owned, prefix)


class _UsersKeys(NoWriter):
    """Writes what a resource may say, and nothing that the operator would drop."""

    def __init__(self, writer: Writer, owned: Owned, prefix: str) -> None:
        self._writer, self._owned, self._prefix = writer, owned, prefix

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """As in any mapping."""
        return self._writer.replace(setting, value)

    def remove(self, setting: Setting) -> Edit | None:
        """As in any mapping."""
        return self._writer.remove(setting)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """To a key of the user's."""
        return None if self._owned.owns(key.removeprefix(self._prefix)) else self._writer.rename(setting, key)

    def add(self, key: str, value: str) -> Edit | None:
        """A key of the user's."""
        return None if self._owned.owns(key.removeprefix(self._prefix)) else self._writer.add(key, value)


def framework(
    key: str, value: str | None, node: Node | None = None, file: SourceFile | None = None
) -> Setting:
    """What the operator sets; `value` None where it is only known in the cluster."""
    span = span_of(node) if node is not None else None
    return Setting(
        key,
        value or "",
        Origin.FRAMEWORK,
        span=span,
        key_span=span,
        resolved=value is not None,
        file=file,
    )


def take_pod(configuration: Configuration, file: SourceFile, spec: Node | None) -> None:
    """Heap and memory, of `jvmOptions` and `resources`."""
    found = configuration.attributes
    found[attributes.RUNTIME] = Setting(attributes.RUNTIME, "kubernetes", file=file)
    heap = setting_at(file, attributes.HEAP, spec, "jvmOptions", "-Xmx")
    heap_size = jvm_bytes(heap.value) if heap is not None else None
    if heap is not None and heap_size is not None:
        found[attributes.HEAP] = heap._replace(value=str(heap_size))
    memory = setting_at(file, attributes.MEMORY, spec, "resources", "limits", "memory")
    memory_size = kubernetes_bytes(memory.value) if memory is not None else None
    if memory is not None and memory_size is not None:
        found[attributes.MEMORY] = memory._replace(value=str(memory_size))
