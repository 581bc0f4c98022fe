"""What whole partitions put on the busiest broker, beside what an even spread would.

A partition has one leader, and a broker has a replica or not: 8 partitions on 6 brokers are led by twos and
ones, so the busiest broker sends half as much again as the mean.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.topic_plans import TopicPlan

_ROUNDING = 1e-9


@short_repr
@dataclass(frozen=True, slots=True)
class BusiestBroker:
    """One figure of the busiest broker, the mean of all brokers, and how far the first is above it."""

    busiest: float
    mean: float
    above_mean: float

    @classmethod
    def of(cls, busiest: float, total: float, brokers: int) -> BusiestBroker:
        """The figure of a cluster whose brokers have `total` in all."""
        mean = total / brokers
        above = busiest / mean - 1 if mean > 0 else 0.0
        return cls(busiest, mean, above if above > _ROUNDING else 0.0)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@short_repr
@dataclass(frozen=True, slots=True)
class UnevenTopic:
    """A topic whose partitions are no multiple of the brokers.

    Attributes:
        name: The topic; "all" for equal topics that share a load.
        partitions: Its partitions, without replicas.
        led_by_busiest: Partitions that the busiest broker leads; the others lead as many or one fewer.
        even_partitions: The next number of partitions that every broker leads as many of.
    """

    name: str
    partitions: int
    led_by_busiest: int
    even_partitions: int

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@short_repr
@dataclass(frozen=True, slots=True)
class Placement:
    """How evenly whole partitions load the brokers, in the steady peak.

    Attributes:
        sent_mb_per_s: MB/s that leaders send to consumers, to followers and to tiered storage.
        received_mb_per_s: MB/s that leaders and followers take in.
        stored_gb: GB in replicas, without headroom.
        uneven_topics: Topics whose partitions are no multiple of the brokers, those that send most first.
    """

    sent_mb_per_s: BusiestBroker
    received_mb_per_s: BusiestBroker
    stored_gb: BusiestBroker
    uneven_topics: tuple[UnevenTopic, ...]

    @property
    def above_mean(self) -> float:
        """The most that any figure of the busiest broker is above the mean."""
        return max(one.above_mean for one in (self.sent_mb_per_s, self.received_mb_per_s, self.stored_gb))

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "sent_mb_per_s": self.sent_mb_per_s.to_dict(),
            "received_mb_per_s": self.received_mb_per_s.to_dict(),
            "stored_gb": self.stored_gb.to_dict(),
            "uneven_topics": [one.to_dict() for one in self.uneven_topics],
        }


def placement(
    topics: tuple[TopicPlan, ...], busiest: Mapping[str, float], load: Mapping[str, float], brokers: int
) -> Placement:
    """The placement of a plan.

    Args:
        topics: The plan's table.
        busiest: What the busiest of all brokers has of each part, from the core.
        load: The cluster's totals, from the core.
        brokers: Brokers of the cluster.
    """
    received = load["write_mb_per_s"] + load["replication_mb_per_s"]
    uneven = [
        UnevenTopic(
            name=one.name,
            partitions=one.partitions,
            led_by_busiest=math.ceil(one.partitions / brokers),
            even_partitions=math.ceil(one.partitions / brokers) * brokers,
        )
        for one in sorted(topics, key=lambda one: -(one.read_mb_per_s + one.replication_mb_per_s))
        if one.partitions % brokers
    ]
    return Placement(
        sent_mb_per_s=BusiestBroker.of(busiest["leaders_out"], load["network_out_mb_per_s"], brokers),
        received_mb_per_s=BusiestBroker.of(busiest["replicas_in"], received, brokers),
        stored_gb=BusiestBroker.of(busiest["stored"] / 1e3, load["local_mb"] / 1e3, brokers),
        uneven_topics=tuple(uneven),
    )
