"""What is wrong with a YAML file beyond its syntax, and what follows for what was read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from kafka_architect.validation.configuration import Fault
from kafka_architect.validation.dialects.formats.placeholders import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Reading
    from kafka_architect.validation.dialects.formats.yaml_tree import YamlFile
    from kafka_architect.validation.role import Role

NOT_YAML = "not YAML"
_TWICE = "is there twice"
_MOST_NODES = 200_000


def finish_reading(reading: Reading, document: YamlFile, role: Role | None) -> Reading:
    """Keep the configurations of a role, and add the file's faults.

    A key that is set twice and that a configuration tells of is no fault too, nor is one in two branches of
    a template. Of a file that is not YAML to its end, or whose lines a template chooses, nothing can be said
    of what is missing.
    """
    if role is not None:
        reading.configurations = [one for one in reading.configurations if one.role is role]
    told = {
        setting.key_span.start
        for configuration in reading.configurations
        for repeat in configuration.repeats
        for setting in (repeat.dropped, repeat.kept)
        if setting.key_span is not None
    }
    reading.faults.extend(
        fault
        for fault in document.faults
        if _TWICE not in fault.message or (fault.offset not in told and not document.templated)
    )
    broken = any(fault.message.startswith(NOT_YAML) for fault in document.faults)
    for configuration in reading.configurations:
        configuration.complete = configuration.complete and not broken and not document.templated
        if document.templated:
            configuration.repeats.clear()
    return reading


def faults_of(root: Node, *, aliases: bool) -> Iterator[Fault]:
    """Repeated keys, and anchors that contain themselves; each node is looked at once."""
    if not aliases:
        nodes = [root]
        while nodes:
            node = nodes.pop()
            if isinstance(node, yaml.MappingNode):
                yield from _repeated_keys(node)
                nodes.extend(value for _, value in node.value if not isinstance(value, yaml.ScalarNode))
            elif isinstance(node, yaml.SequenceNode):
                nodes.extend(item for item in node.value if not isinstance(item, yaml.ScalarNode))
        return
    seen: set[int] = set()
    path: set[int] = set()
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            path.discard(id(node))
            continue
        if id(node) in path:
            yield Fault("an anchor contains itself", node.start_mark.index)
            continue
        if id(node) in seen or len(seen) > _MOST_NODES:
            continue
        seen.add(id(node))
        path.add(id(node))
        stack.append((node, True))
        if isinstance(node, yaml.MappingNode):
            yield from _repeated_keys(node)
            stack.extend((value, False) for _, value in node.value if not isinstance(value, yaml.ScalarNode))
        elif isinstance(node, yaml.SequenceNode):
            stack.extend((item, False) for item in node.value if not isinstance(item, yaml.ScalarNode))


def _repeated_keys(node: yaml.MappingNode) -> Iterator[Fault]:
    if len({key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}) == len(node.value):
        return
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value != "<<" and MASK not in key.value:
            if key.value in seen:
                yield Fault(f"the key {key.value!r} {_TWICE}: the last one wins", key.start_mark.index)
            seen.add(key.value)
