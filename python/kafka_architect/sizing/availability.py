"""What a lost broker, zone or a restart does to writes with acks=all, by min.insync.replicas.

Replicas are placed as Kafka places them with broker.rack set: a partition's replicas are spread evenly over
the zones, and leaders over the brokers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.sizing.load import Load
    from kafka_architect.sizing.workload import Workload


@dataclass(frozen=True, slots=True)
class Availability:
    """One scenario.

    Attributes:
        scenario: steady_peak, brokers_lost, one_zone_lost or rolling_restart.
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


def availability(
    workload: Workload, partitions: Sequence[int], brokers: int, brokers_lost: int = 1
) -> tuple[Availability, ...]:
    """Every scenario in which brokers are away, over all partitions of the workload.

    Args:
        workload: Replication factors, min.insync.replicas and zones.
        partitions: Partitions per topic of each load.
        brokers: Brokers of the cluster.
        brokers_lost: How many of them are away when brokers are lost, whichever they are.
    """
    total = sum(partitions)
    found = []
    away = {"steady_peak": 0, "brokers_lost": brokers_lost, "rolling_restart": 1}
    for scenario in ("steady_peak", "brokers_lost", "one_zone_lost", "rolling_restart"):
        writable = readable = 0.0
        for load, count in zip(workload.loads, partitions, strict=True):
            of_zones = workload.zones > 1 and scenario == "one_zone_lost"
            lost = (
                _without_a_zone(load, workload.zones)
                if of_zones
                else _without(load, brokers, min(away.get(scenario, brokers), brokers))
            )
            for share, left in lost:
                writable += share * count * (left >= load.in_sync_required)
                readable += share * count * (left > 0)
        found.append(Availability(scenario, writable / total, readable / total))
    return tuple(found)


def _without(load: Load, brokers: int, away: int) -> Iterator[tuple[float, int]]:
    """(share of the partitions, replicas that are left) without some brokers, over all choices of them."""
    factor = min(load.replication_factor, brokers)
    choices = math.comb(brokers, away)
    for lost in range(min(factor, away) + 1):
        yield math.comb(factor, lost) * math.comb(brokers - factor, away - lost) / choices, factor - lost


def _without_a_zone(load: Load, zones: int) -> Iterator[tuple[float, int]]:
    """(share of the partitions, replicas that are left): some zones have a replica more than the others."""
    least, more = divmod(load.replication_factor, zones)
    yield more / zones, load.replication_factor - least - 1
    yield 1.0 - more / zones, load.replication_factor - least
