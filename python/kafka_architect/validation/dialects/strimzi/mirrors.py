"""Strimzi's mirrors: a KafkaMirrorMaker2 is Connect with three connectors for each flow.

The source, the checkpoint and the heartbeat connector each have a `config` of their own. What two of them
need (`offset-syncs.topic.location`, a replication policy) is said twice and is no repetition.

Source: the custom resource definition of kafka.strimzi.io/v1; ConfigDefs of connect-mirror.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, section_catalogue
from kafka_architect.validation.configuration import Configuration, Loss
from kafka_architect.validation.dialects.formats.distributed_writer import DistributedWriter
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    items,
    span_of,
    text_of,
)
from kafka_architect.validation.dialects.formats.yaml_writer import YamlMapWriter
from kafka_architect.validation.dialects.strimzi.clients import WORKER_FIELDS, security, take_workers
from kafka_architect.validation.dialects.strimzi.owned import CONNECTOR, WORKER, WORKER_BETA
from kafka_architect.validation.dialects.strimzi.resource import framework, setting_at, take_config, take_pod
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Setting, Writer
    from kafka_architect.validation.dialects.strimzi.resource import Resource
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.source_file import SourceFile

_KINDS = ("source", "checkpoint", "heartbeat")


@cache
def _own_keys(kind: str) -> frozenset[str]:
    """The keys that only this kind of connector reads."""
    read = {one: frozenset(section_catalogue(DEFAULT_VERSION, f"mm2-{one}").keys()) for one in _KINDS}
    return read[kind].difference(*(keys for one, keys in read.items() if one != kind))


def _reader(key: str) -> str | None:
    """The one kind of connector that reads a key; None where several do, or nobody knows."""
    return next((kind for kind in _KINDS if key in _own_keys(kind)), None)


def mirror_configurations(resource: Resource) -> Iterator[Configuration]:
    """The mirror, with its keys as connect-mirror-maker.properties has them (`A->B.key`), and its connectors.

    The flows have what their source connectors say and what only the other connectors read.
    """
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
    mirror.writer = _ConnectorWriter(resource.file, first, f"{source}->{target}.")
    aliases: list[str] = []
    clusters = [*items(resource.node("spec", "clusters")), resource.node("spec", "target")]
    for cluster in [*clusters, *(child(one, "source") for one in mirrors)]:
        _take_cluster(mirror, resource, cluster, aliases)
    mirror.settings["clusters"] = framework("clusters", ", ".join(dict.fromkeys(aliases)))
    connectors = [found for one in mirrors for found in _take_flow(mirror, resource, one)]
    take_pod(mirror, resource.file, resource.node("spec"))
    take_workers(mirror, resource)
    yield mirror
    yield from connectors


def _take_cluster(
    mirror: Configuration, resource: Resource, cluster: Node | None, aliases: list[str]
) -> None:
    alias = text_of(child(cluster, "alias"))
    if alias is None:
        return
    aliases.append(alias)
    owned = WORKER_BETA if resource.beta else WORKER
    take_config(mirror, resource.file, child(cluster, "config"), owned, f"{alias}.")
    for key, field in WORKER_FIELDS.items():
        setting = setting_at(resource.file, f"{alias}.{key}", cluster, field)
        if setting is not None:
            mirror.settings[setting.key] = setting
    for key, setting in security(resource, cluster).items():
        mirror.settings[f"{alias}.{key}"] = setting


def _take_flow(mirror: Configuration, resource: Resource, flow: Node) -> Iterator[Configuration]:
    """Put a flow into the mirror; yield its checkpoint and heartbeat connectors by themselves."""
    source = text_of(child(flow, "sourceCluster")) or text_of(child(flow, "source", "alias"))
    target = text_of(child(flow, "targetCluster")) or resource.text("spec", "target", "alias")
    if source is None or target is None:
        return
    prefix = f"{source}->{target}."
    mirror.settings[f"{prefix}enabled"] = framework(f"{prefix}enabled", "true")
    for kind in _KINDS:
        found = _connector(mirror, resource, flow, kind, prefix)
        _move_to_flow(mirror, found, kind, prefix)
        if kind != "source" and found.settings:
            yield found
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


def _connector(
    mirror: Configuration, resource: Resource, flow: Node, kind: str, prefix: str
) -> Configuration:
    config = child(flow, f"{kind}Connector", "config")
    connector = Configuration(
        Role.MM2,
        f"{mirror.name}: {kind} connector of {prefix.removesuffix('.')}",
        mirror.file,
        mirror.dialect,
        complete=False,  # clusters and flows are the mirror's
        kafka_version=mirror.kafka_version,
        span=None if config is None else span_of(config),
    )
    connector.writer = _ConnectorWriter(resource.file, flow, prefix)
    take_config(connector, resource.file, config, CONNECTOR, prefix)
    return connector


def _move_to_flow(mirror: Configuration, connector: Configuration, kind: str, prefix: str) -> None:
    """Give the mirror what belongs to the flow as a whole; what no connector here reads is lost."""
    for key, setting in list(connector.settings.items()):
        reader = _reader(key.removeprefix(prefix))
        if reader not in (None, kind):
            del connector.settings[key]
            reason = f"only the {reader} connector reads it, not the {kind} connector: it has no effect"
            loss = setting._replace(key=key.removeprefix(prefix))
            mirror.losses.append(Loss(loss, reason, cure=f"move it to {reader}Connector.config"))
        elif kind in ("source", reader):
            mirror.settings[key] = connector.settings.pop(key)
    if kind == "source":
        mirror.losses.extend(connector.losses)
        mirror.repeats.extend(connector.repeats)
        connector.losses, connector.repeats = [], []


class _ConnectorWriter(DistributedWriter):
    """Writes into the `config` of the connector that has a setting, or reads the new key."""

    def __init__(self, file: SourceFile, flow: Node | None, prefix: str) -> None:
        def spell(key: str) -> str | None:
            rest = key.removeprefix(prefix)
            return None if "->" in rest else rest

        def writer(kind: str) -> YamlMapWriter:
            connector = child(flow, f"{kind}Connector")
            return YamlMapWriter(file, child(connector, "config"), spell, parent=connector, name="config")

        self._writers: dict[str, Writer] = {kind: writer(kind) for kind in _KINDS}
        self._spans = {kind: _span(child(flow, f"{kind}Connector")) for kind in _KINDS}
        self._spell = spell
        super().__init__(self._writer_of, self._writers["source"])

    def _writer_of(self, setting: Setting) -> Writer:
        place = setting.key_span.start if setting.key_span is not None else -1
        kinds = (kind for kind, (start, end) in self._spans.items() if start <= place < end)
        return self._writers[next(kinds, "source")]

    def add(self, key: str, value: str) -> Edit | None:
        """Add the key to the connector that reads it, where there is one."""
        return self._writers[_reader(self._spell(key) or key) or "source"].add(key, value)


def _span(node: Node | None) -> tuple[int, int]:
    return (0, 0) if node is None else (node.start_mark.index, node.end_mark.index)
