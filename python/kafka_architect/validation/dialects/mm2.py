"""MirrorMaker 2: connect-mirror-maker.properties, with clusters, flows and what MirrorMaker drops.

Source: MirrorMakerConfig.clusterProps, workerConfig and connectorBaseConfig, asked in Kafka 3.9.2 and 4.3.1:
of the keys without the name of a cluster or flow, those of clients (`producer.`, `consumer.`, `admin.`) reach
neither the workers nor the connectors.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, Loss, Reading
from kafka_architect.validation.dialects.properties_block import PropertiesBlock
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from kafka_architect.validation.source_file import SourceFile

NAME = "mm2"
_ENDINGS = (".properties", ".conf", ".cfg", ".config", ".properties.template", ".properties.j2")
_CLUSTERS = re.compile(r"^[ \t]*clusters[ \t]*[=:]", re.MULTILINE)
_FLOW = re.compile(r"^[ \t]*[^\s#!=.]+->[^\s=.]+\.", re.MULTILINE)
_CLIENT = re.compile(r"(source\.|target\.)?(producer|consumer|admin)\.(.+)")


def recognises(file: SourceFile) -> bool:
    """By its clusters, or by a flow between two."""
    if not PurePath(file.path).name.lower().endswith(_ENDINGS):
        return False
    return _CLUSTERS.search(file.text) is not None or _FLOW.search(file.text) is not None


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration; its consumers and producers are found by `embedded_clients`."""
    block = PropertiesBlock(file)
    configuration = Configuration(
        role or Role.MM2, PurePath(file.path).name, file, NAME, writer=block, span=Span(0, 0)
    )
    for setting in block.settings():
        configuration.put(setting)
    if configuration.role is Role.MM2:
        _note_losses(configuration)
    return Reading([configuration] if configuration.settings else [], block.faults)


def _note_losses(configuration: Configuration) -> None:
    clusters = _clusters(configuration)
    for key, setting in list(configuration.settings.items()):
        found = _CLIENT.fullmatch(key)
        if found is None or (found[1] or found[2]).rstrip(".") in clusters or found[2] in clusters:
            continue
        example = next(iter(clusters), "CLUSTER")
        reason = "MirrorMaker reads keys of clients only behind the name of a cluster, and drops this one"
        cure = f"write {example}.{found[2]}.{found[3]}, and so for each cluster it is meant for"
        configuration.losses.append(Loss(setting, reason, f"{example}.{found[2]}.{found[3]}", cure))
        del configuration.settings[key]


def _clusters(configuration: Configuration) -> list[str]:
    clusters = configuration.settings.get("clusters")
    text = clusters.value if clusters is not None and clusters.value else ""
    return [name.strip() for name in text.split(",") if name.strip()]
