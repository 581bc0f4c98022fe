"""The ports of a compose service that other machines reach.

Compose specification, ports: `[HOST:][PUBLISHED:]TARGET[/PROTOCOL]`, with ranges, or a mapping with target
and host_ip. Without a host the port is open on every address of the machine; `expose` publishes nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.dialects.formats.yaml_tree import child, is_mapping, items, span_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.source_file import SourceFile

_SHORT = re.compile(
    r"(?:(?P<host>\[[0-9a-fA-F:]+\]|\d+\.\d+\.\d+\.\d+|localhost):)?"
    r"(?:(?:\$\{[^}]*\}|[\d-]*):)?(?P<first>\d{1,9})(?:-(?P<last>\d{1,9}))?(?:/[a-z]+)?"
)
_THIS_MACHINE = re.compile(r"127\.|localhost$|\[::1\]$")
_LONGEST_RANGE = 100


def published_ports(file: SourceFile, service: Node) -> Setting | None:
    """The ports inside the container, joined by commas; None where none is published."""
    node = child(service, "ports")
    found = [port for item in items(node) for port in _of(item)]
    if node is None or not found:
        return None
    name, span = attributes.PUBLISHED_PORTS, span_of(node)
    return Setting(name, ",".join(map(str, found)), written="ports", span=span, key_span=span, file=file)


def _of(item: Node) -> Iterator[int]:
    if is_mapping(item):
        target, host = text_of(child(item, "target")) or "", text_of(child(item, "host_ip")) or ""
        if target.isdecimal() and len(target) < 10 and not _THIS_MACHINE.match(host):
            yield int(target)
        return
    found = _SHORT.fullmatch(text_of(item) or "")
    if found is not None and not _THIS_MACHINE.match(found["host"] or ""):
        first, last = int(found["first"]), int(found["last"] or found["first"])
        yield from range(first, min(last, first + _LONGEST_RANGE) + 1)
