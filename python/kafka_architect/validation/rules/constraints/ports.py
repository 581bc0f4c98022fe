"""Which listeners may share a port: none, or one IPv4 and one IPv6 address."""

from __future__ import annotations

from collections import defaultdict
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def port_conflict(places: Iterable[tuple[str | None, int]]) -> int | None:
    """The first port that two listeners may not share, as AbstractKafkaConfig.validate has it."""
    hosts: dict[int, list[str | None]] = defaultdict(list)
    for host, port in places:
        if port != 0:  # the system chooses one
            hosts[port].append(host)
    return next((port for port, sharing in hosts.items() if not _may_share(sharing)), None)


def _may_share(hosts: list[str | None]) -> bool:
    kinds = sorted(filter(None, map(_ip_version, hosts)))
    return len(hosts) == 1 or (len(kinds) == len(hosts) and kinds == [4, 6])


def _ip_version(host: str | None) -> int | None:
    try:
        return ip_address(host or "").version
    except ValueError:
        return None
