"""Mermaid diagrams of a design: context, topology, the sequence of an interaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.promise import Decision

_QUIET = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})


def topology(design: Design) -> str:
    """Services and topics, an arrow for what is sent and received; without retries and dead letters."""
    topics = [one for one in design.topics.values() if one.kind not in _QUIET]
    ids = _ids([*design.services, *(one.name for one in topics)])
    lines = ["flowchart LR"]
    lines += [f'  {ids[name]}["{_label(name)}"]' for name in design.services]
    lines += [
        f'  {ids[one.name]}[("{_label(one.name)}<br/>{one.partitions.value:.0f} x '
        f'{_label(" + ".join(one.key) or "no key")}")]'
        for one in topics
    ]
    for one in topics:
        lines += [f"  {ids[name]} --> {ids[one.name]}" for name in one.senders]
        lines += [f"  {ids[one.name]} --> {ids[name]}" for name in one.receivers]
    return "\n".join(lines) + "\n"


def context(design: Design) -> str:
    """Applications and what lies around Kafka: databases, indexes, other clusters; without any topic."""
    systems = {one.name: one.plugin.rpartition(".")[2] for one in design.connectors}
    clusters = list(dict.fromkeys(name for one in design.mirrors for name in (one.source, one.target)))
    ids = _ids(
        [*(f"service {one}" for one in design.services), *(f"system {one}" for one in systems),
         *(f"cluster {one}" for one in clusters), "kafka"]
    )  # fmt: skip
    lines = ["flowchart TB", f'  {ids["kafka"]}{{{{"Kafka<br/>{_label(design.name)}"}}}}']
    for one in design.services.values():
        owner = f"<br/>{_label(one.owner)}" if one.owner else ""
        lines.append(f'  {ids[f"service {one.name}"]}["{_label(one.name)}{owner}"]')
        lines += [f"  {ids[f'service {one.name}']} -->|sends| {ids['kafka']}"] if one.sends else []
        lines += [f"  {ids['kafka']} -->|receives| {ids[f'service {one.name}']}"] if one.receives else []
    for connector in design.connectors:
        system = ids[f"system {connector.name}"]
        shown = f"{_label(connector.name)}<br/>{_label(systems[connector.name])}"
        lines.append(f'  {system}[("{shown}")]')
        ends = (system, ids["kafka"]) if connector.direction == "source" else (ids["kafka"], system)
        lines.append(f"  {ends[0]} --> {ends[1]}")
    lines += [f'  {ids[f"cluster {one}"]}{{{{"{_label(one)}"}}}}' for one in clusters]
    lines += [
        f"  {ids[f'cluster {one.source}']} -.->|mirrors| {ids[f'cluster {one.target}']}"
        for one in design.mirrors
    ]
    return "\n".join(lines) + "\n"


def sequence(decision: Decision) -> str:
    """The messages of an interaction in their order; compensations are dashed."""
    names = dict.fromkeys(name for step in decision.steps for name in (step.sender, step.receiver))
    ids = _ids(names)
    lines = ["sequenceDiagram"]
    lines += [f"  participant {ids[name]} as {_plain(name)}" for name in names]
    for step in decision.steps:
        arrow = "-->>" if step.compensates else "->>"
        undone = f" (undoes {_plain(step.compensates)})" if step.compensates else ""
        lines.append(f"  {ids[step.sender]}{arrow}{ids[step.receiver]}: {_plain(step.message)}{undone}")
    return "\n".join(lines) + "\n"


def _ids(names: Iterable[str]) -> Mapping[str, str]:
    return {name: f"n{index}" for index, name in enumerate(dict.fromkeys(names))}


def _label(text: str) -> str:
    """Text within quotes: what would end them, or be read as an entity, becomes an entity."""
    return "".join(f"#{ord(one)};" if one in '"#<>&`\\' or not one.isprintable() else one for one in text)


def _plain(text: str) -> str:
    """Text of a sequence diagram, where `;` and `#` begin something else."""
    return re.sub(r"[;#\x00-\x1f:<>%]", " ", text)
