"""The names by which the services of a compose file reach one another.

Compose specification: a service is known by its own name, its container_name, its hostname and the aliases
that networks and links give it. What is taken from elsewhere has names that the file does not show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.dialects.formats.yaml_tree import child, items, pairs, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.source_file import SourceFile

# With these, names come from elsewhere, or containers share a network in another way.
_FROM_ELSEWHERE = re.compile(
    r"^[ \t]*[\"']?(?:include|extends|external|external_links|extra_hosts|network_mode|net|profiles|dns)"
    r"[\"']?[ \t]*:",
    re.MULTILINE,
)
_OVERRIDES = re.compile(r"override|common|base", re.IGNORECASE)


def service_names(file: SourceFile, services: Node | None) -> Setting | None:
    """All names, in lower case and joined by commas; None where the file does not show all of them."""
    if _FROM_ELSEWHERE.search(file.text) or _OVERRIDES.search(file.name):
        return None
    names = {name.lower() for name in _names(services)}
    if not names or any("$" in name or "," in name for name in names):
        return None
    name = attributes.SERVICES
    return Setting(name, ",".join(sorted(names)), written=name, file=file)


def _names(services: Node | None) -> Iterator[str]:
    for service in pairs(services):
        yield service.key
        for key in ("container_name", "hostname"):
            name = text_of(child(service.value, key))
            if name:
                yield name
        for network in pairs(child(service.value, "networks")):
            for alias in items(child(network.value, "aliases")):
                yield text_of(alias) or ""
        for link in items(child(service.value, "links")):
            yield (text_of(link) or "").rpartition(":")[2]
