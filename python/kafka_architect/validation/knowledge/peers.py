"""Which servers certainly run together: services of one compose file that meet in the same place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.validation.effective import EffectiveConfig

_QUORUM = ("controller.quorum.voters", "controller.quorum.bootstrap.servers")
_MEETING_PLACES = (*_QUORUM, "zookeeper.connect")
# Services of different profiles may be alternatives, of which one is started; copies of one service get
# their ids in another way.
_PROFILES = re.compile(r"^[ \t]+[\"']?profiles[\"']?[ \t]*:", re.MULTILINE)
_COPIES = re.compile(r"^[ \t]+[\"']?(?:replicas|scale)[\"']?[ \t]*:[ \t]*[2-9$]", re.MULTILINE)


def clusters_of_services(servers: Iterable[EffectiveConfig]) -> Iterator[list[EffectiveConfig]]:
    """Servers that name the same quorum or ensemble, where they are several and not versions of one.

    Samples often have one broker in many versions side by side: a cluster has servers with different ids, or
    a quorum of several members.
    """
    found: dict[tuple[str, ...], list[EffectiveConfig]] = {}
    alternatives: dict[str, bool] = {}  # by file: a text is looked through once for all of its services
    for server in servers:
        place = _meeting_place(server)
        if place is None:
            continue
        path, text = server.file.path, server.file.text
        if path not in alternatives:
            alternatives[path] = bool(_PROFILES.search(text) or _COPIES.search(text))
        if not alternatives[path]:
            found.setdefault(place, []).append(server)
    for together in found.values():
        ids = {server.text("node.id") or server.text("broker.id") for server in together}
        members = max(len(server.items(key) or ()) for server in together for key in _QUORUM)
        if len(together) > 1 and (len(ids) > 1 or members > 1):
            yield together


def _meeting_place(server: EffectiveConfig) -> tuple[str, ...] | None:
    if server.attribute_text(attributes.RUNTIME) != "compose":
        return None
    for key in _MEETING_PLACES:
        place = server.text(key)
        if place and server.explicit(key) is not None:
            return (server.file.path, key, place)
    return None
