"""host:port as Kafka's clients and quorum read it."""

from __future__ import annotations

import re

# Utils.HOST_PORT_PATTERN of kafka-clients; `matches` there means the whole text.
_ADDRESS = re.compile(r"(?:[0-9a-zA-Z\-%._]*://)?\[?([0-9a-zA-Z\-%._:]*)]?:([0-9]{1,18})")
_LAST_PORT = 65_535


def host_and_port(text: str) -> tuple[str, int] | None:
    """What Utils.getHost and Utils.getPort find; None where they find nothing or no possible port."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    port = int(found[2])
    return (found[1], port) if port <= _LAST_PORT else None


def is_address(text: str) -> bool:
    """Whether a client can make an address of it."""
    return host_and_port(text) is not None
