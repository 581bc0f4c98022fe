"""What a lost broker, zone or a restart does to writes with acks=all, by min.insync.replicas.

Replicas are placed as Kafka places them with broker.rack set: a partition's replicas are spread evenly over
the zones, and leaders over the brokers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.sizing.topics import Load
    from kafka_architect.sizing.workload import Workload


@dataclass(frozen=True, slots=True)
class Availability:
    """One scenario.

    Attributes:
        scenario: steady_peak, one_broker_lost, one_zone_lost or rolling_restart.
        writable_share: Share of the partitions on which writes with acks=all go on.
        readable_share: Share of the partitions that still have a replica.
    """

    scenario: str
    writable_share: float
    readable_share: float

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "scenario": self.scenario,
            "writable_share": self.writable_share,
            "readable_share": self.readable_share,
        }


def availability(workload: Workload, partitions: Sequence[int], brokers: int) -> tuple[Availability, ...]:
    """Every scenario in which brokers are away, over all partitions of the workload.

    Args:
        workload: Replication factors, min.insync.replicas and zones.
        partitions: Partitions per topic of each load.
        brokers: Brokers of the cluster.
    """
    total = sum(partitions)
    found = []
    for scenario in ("steady_peak", "one_broker_lost", "one_zone_lost", "rolling_restart"):
        writable = readable = 0.0
        for load, count in zip(workload.loads, partitions, strict=True):
            for share, left in _left(load, workload.zones, brokers, scenario):
                writable += share * count * (left >= load.in_sync_required)
                readable += share * count * (left > 0)
        found.append(Availability(scenario, writable / total, readable / total))
    return tuple(found)


def _left(load: Load, zones: int, brokers: int, scenario: str) -> Iterator[tuple[float, int]]:
    """(share of the partitions, replicas that are left)."""
    factor = load.replication_factor
    if scenario == "steady_peak":
        yield 1.0, factor
    elif scenario != "one_zone_lost" or zones == 1:
        with_replica = min(1.0, factor / brokers) if scenario != "one_zone_lost" else 1.0
        yield with_replica, factor - 1 if scenario != "one_zone_lost" else 0
        yield 1.0 - with_replica, factor
    else:
        # Of the zones some have a replica more than the others.
        least, more = divmod(factor, zones)
        yield more / zones, factor - least - 1
        yield 1.0 - more / zones, factor - least
