"""Which protocol a consumer's group follows, and the names of the assignors that it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.knowledge.client_keys import known_text

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig

_PREFIX = "org.apache.kafka.clients.consumer."
# The name that each of Kafka's classes sends to the coordinator (ConsumerPartitionAssignor.name).
_NAMES = {
    "RangeAssignor": "range",
    "RoundRobinAssignor": "roundrobin",
    "StickyAssignor": "sticky",
    "CooperativeStickyAssignor": "cooperative-sticky",
}
EAGER = frozenset({"range", "roundrobin", "sticky"})


def classic(config: EffectiveConfig) -> bool:
    """Whether the group follows the classic protocol, as it does unless group.protocol says otherwise."""
    return (config.text("group.protocol") or "classic").lower() == "classic"


def assignors(config: EffectiveConfig) -> frozenset[str]:
    """What the member offers, by the names on the wire; empty where one is not known."""
    written = known_text(config, "partition.assignment.strategy") or ""
    found = set()
    for item in written.split(","):
        name = item.strip().removeprefix("class ").removeprefix(_PREFIX)
        name = _NAMES.get(name, name)
        if name not in _NAMES.values():
            return frozenset()
        found.add(name)
    return frozenset(found)
