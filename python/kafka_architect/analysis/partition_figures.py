"""What Kafka's tools tell of partitions, brokers and groups, in typed results."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.documents.saved import rebuilt
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.analysis.cluster_verdicts import FiguresVerdict
    from kafka_architect.keys.tool_outputs.log_dirs import ReplicaBytes


@short_repr
@dataclass(frozen=True, slots=True)
class PartitionFigures:
    """A partition.

    Attributes:
        partition: Its number.
        first_offset: The first offset that is kept; None where nobody said.
        end_offset: The offset that the next record gets; None where nobody said.
        retained_bytes: Of its largest replica, as it lies on disk; None where nobody said.
        replica_bytes: Bytes by broker. Copies that are being moved to another disk are not among them.
        replica_lag: Records that a replica is behind, the most of all; None where nobody said.
    """

    partition: int
    first_offset: int | None
    end_offset: int | None
    retained_bytes: int | None
    replica_bytes: dict[int, int]
    replica_lag: int | None

    @property
    def records(self) -> int | None:
        """Offsets that are kept, or that were ever given where the first one is not known.

        Compaction and the markers of transactions leave gaps: it is the most records that there can be.
        """
        if self.end_offset is None:
            return None
        return max(self.end_offset - (self.first_offset or 0), 0)

    @property
    def bytes_per_record(self) -> float | None:
        """Bytes on disk over records, where both are of what is kept."""
        if self.first_offset is None or not self.records or self.retained_bytes is None:
            return None
        return self.retained_bytes / self.records

    def to_dict(self) -> dict[str, Any]:
        """The partition as JSON-ready values."""
        return {
            **asdict(self),
            "replica_bytes": {str(broker): size for broker, size in self.replica_bytes.items()},
            "records": self.records,
            "bytes_per_record": self.bytes_per_record,
        }


@short_repr
@dataclass(frozen=True, slots=True)
class TopicFigures:
    """The partitions of a topic, in order, and what is judged of them."""

    topic: str
    partitions: tuple[PartitionFigures, ...]
    verdict: FiguresVerdict

    @property
    def records(self) -> int | None:
        """Of all partitions; None where one is not known."""
        return total([one.records for one in self.partitions])

    @property
    def are_retained(self) -> bool:
        """Whether `records` are those that are kept; else those that were ever written."""
        return all(one.first_offset is not None for one in self.partitions)

    @property
    def retained_bytes(self) -> int | None:
        """Of one replica of each partition, the largest; None where one is not known."""
        return total([one.retained_bytes for one in self.partitions])

    @property
    def records_max_over_mean(self) -> float | None:
        """The busiest partition's records over the mean of those that are known."""
        return max_over_mean([one.records for one in self.partitions])

    @property
    def bytes_max_over_mean(self) -> float | None:
        """The same of bytes."""
        return max_over_mean([one.retained_bytes for one in self.partitions])

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> TopicFigures:
        """A topic from what `to_dict` made."""
        from kafka_architect.analysis.cluster_verdicts import FiguresVerdict

        partitions = tuple(
            rebuilt(
                PartitionFigures,
                one,
                replica_bytes={int(broker): size for broker, size in one["replica_bytes"].items()},
            )
            for one in document["partitions"]
        )
        verdict = rebuilt(FiguresVerdict, document["verdict"])
        return rebuilt(cls, document, partitions=partitions, verdict=verdict)

    def to_dict(self) -> dict[str, Any]:
        """The topic as JSON-ready values."""
        return {
            "topic": self.topic,
            "records": self.records,
            "records_are_retained": self.are_retained,
            "retained_bytes": self.retained_bytes,
            "records_max_over_mean": self.records_max_over_mean,
            "bytes_max_over_mean": self.bytes_max_over_mean,
            "verdict": self.verdict.to_dict(),
            "partitions": [one.to_dict() for one in self.partitions],
        }


@short_repr
@dataclass(frozen=True, slots=True)
class BrokerFigures:
    """A broker: the replicas that the output shows on it, and their bytes, copies being moved among them."""

    broker: int
    replicas: int
    bytes: int

    @classmethod
    def of(cls, broker: int, replicas: Sequence[ReplicaBytes]) -> BrokerFigures:
        """A broker by all replicas of the output."""
        sizes = [max(one.size_bytes, 0) for one in replicas if one.broker == broker]
        return cls(broker, len(sizes), sum(sizes))

    def to_dict(self) -> dict[str, int]:
        """The broker as JSON-ready values."""
        return asdict(self)


@short_repr
@dataclass(frozen=True, slots=True)
class LagFigures:
    """Where a group is in one partition; what is None the tool showed as "-"."""

    partition: int
    committed_offset: int | None
    end_offset: int | None
    lag: int | None
    consumer_id: str | None
    client_id: str | None
    host: str | None

    def to_dict(self) -> dict[str, Any]:
        """The partition as JSON-ready values."""
        return asdict(self)


@short_repr
@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A group and a topic that it reads.

    Attributes:
        group: Its name; None where the tool did not say (before Kafka 2.4).
        topic: The topic.
        has_members: Whether some partition is assigned to a member.
        partitions: Those that the tool shows, in order.
        verdict: What is judged of them.
    """

    group: str | None
    topic: str
    has_members: bool
    partitions: tuple[LagFigures, ...]
    verdict: FiguresVerdict

    @property
    def lag(self) -> int:
        """Of all partitions whose lag is known."""
        return sum(one.lag for one in self.partitions if one.lag is not None)

    @property
    def unknown(self) -> tuple[int, ...]:
        """Partitions whose lag is not known: nothing was committed there, or no leader answered."""
        return tuple(one.partition for one in self.partitions if one.lag is None)

    @property
    def lag_max_over_mean(self) -> float | None:
        """The largest lag over the mean of those that are known."""
        return max_over_mean([one.lag for one in self.partitions])

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> GroupFigures:
        """A group from what `to_dict` made."""
        from kafka_architect.analysis.cluster_verdicts import FiguresVerdict

        partitions = tuple(rebuilt(LagFigures, one) for one in document["partitions"])
        verdict = rebuilt(FiguresVerdict, document["verdict"])
        return rebuilt(cls, document, partitions=partitions, verdict=verdict)

    def to_dict(self) -> dict[str, Any]:
        """The group as JSON-ready values."""
        return {
            "group": self.group,
            "topic": self.topic,
            "has_members": self.has_members,
            "lag": self.lag,
            "lag_max_over_mean": self.lag_max_over_mean,
            "unknown_partitions": list(self.unknown),
            "verdict": self.verdict.to_dict(),
            "partitions": [one.to_dict() for one in self.partitions],
        }


def total(values: Sequence[int | None]) -> int | None:
    """The sum; None where a value is not known, and where there is none."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def max_over_mean(values: Sequence[int | None]) -> float | None:
    """The largest value over the mean of those that are known; None where their sum is not positive."""
    known = [value for value in values if value is not None]
    summed = sum(known)
    return max(known) * len(known) / summed if summed > 0 else None
