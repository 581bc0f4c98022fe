"""Loads of a consumer group and of brokers: who gets which partitions, and how busy that makes them.

The assignments are those of one topic to members that hold nothing yet, as Kafka's assignors make them
(tests hold them against the Java classes):

- range: contiguous ranges, the first members get one partition more;
- round-robin, cooperative-sticky: partition p goes to member p mod members (sticky ones differ after members
  have come and gone: they move as little as possible, and the numbers of partitions stay balanced);
- uniform (the default of group.protocol=consumer): contiguous too, the last members get one more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ASSIGNORS = ("range", "round-robin", "cooperative-sticky", "uniform")

# Whether another consumer helps is looked at for every size of a group up to this one.
_MOST_TRIED = 2000
# Less than a hundredth off the busiest consumer is no help.
_HELPS = 0.99


@short_repr
@dataclass(frozen=True, slots=True)
class ConsumerLoad:
    """The records of each member of a group of `consumers`, of one topic.

    `busiest_over_mean` is the busiest member's load over that of all / members; `idle` members have no
    partition, or empty ones. From `enough` members on another one takes next to nothing off the busiest (None
    beyond 2,000 partitions).
    """

    consumers: int
    assignor: str
    records: tuple[int, ...]
    busiest_over_mean: float | None
    busiest_share: float | None
    idle: int
    enough: int | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return asdict(self) | {"records": list(self.records)}


@dataclass(frozen=True, slots=True)
class LeaderLoad:
    """The records that each of `brokers` leads, where leaders take turns as Kafka places them at creation."""

    brokers: int
    busiest_over_mean: float | None
    busiest_share: float | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return asdict(self)


def members_of(partitions: int, consumers: int, assignor: str) -> NDArray[np.int64]:
    """The member (0 to consumers - 1, in the order of their ids) that gets each partition.

    Raises:
        InputError: The assignor is unknown, or there is not one consumer at least.
    """
    if assignor not in ASSIGNORS:
        raise InputError(f"assignor {assignor!r}: expected one of {', '.join(ASSIGNORS)}")
    if consumers < 1:
        raise InputError(f"consumers is {consumers}: expected at least 1")
    numbers = np.arange(partitions, dtype=np.int64)
    if assignor in {"round-robin", "cooperative-sticky"}:
        return numbers % consumers
    each, more = divmod(partitions, consumers)
    sizes = np.full(consumers, each, dtype=np.int64)
    sizes[consumers - more if assignor == "uniform" else 0 :][:more] += 1
    return np.repeat(np.arange(consumers, dtype=np.int64), sizes)


def consumer_loads(
    records: NDArray[Any], sizes: Sequence[int], assignor: str = "range"
) -> tuple[ConsumerLoad, ...]:
    """The load of each member for groups of these sizes; `records` of each partition, shape (partitions,)."""
    loads = np.asarray(records, dtype=np.int64)
    enough = _enough(loads, assignor)
    return tuple(_of_group(loads, size, assignor, enough) for size in sizes)


def leader_load(records: NDArray[Any], brokers: int) -> LeaderLoad:
    """What each broker leads: partition p is led by broker (first + p) mod brokers, whatever the first is."""
    loads = np.asarray(records, dtype=np.int64)
    led = np.bincount(np.arange(loads.size) % brokers, weights=loads, minlength=brokers)
    total = float(led.sum())
    return LeaderLoad(
        brokers=brokers,
        busiest_over_mean=float(led.max()) * brokers / total if total else None,
        busiest_share=float(led.max()) / total if total else None,
    )


def _of_group(loads: NDArray[np.int64], size: int, assignor: str, enough: int | None) -> ConsumerLoad:
    read = _read_by(loads, size, assignor)
    total, busiest = int(read.sum()), int(read.max())
    return ConsumerLoad(
        consumers=size,
        assignor=assignor,
        records=tuple(read.tolist()),
        busiest_over_mean=busiest * size / total if total else None,
        busiest_share=busiest / total if total else None,
        idle=int((read == 0).sum()),
        enough=enough,
    )


def _read_by(loads: NDArray[np.int64], size: int, assignor: str) -> NDArray[np.int64]:
    members = members_of(loads.size, size, assignor)
    return np.bincount(members, weights=loads, minlength=size).astype(np.int64)


def _enough(loads: NDArray[np.int64], assignor: str) -> int | None:
    """The smallest group after which no larger one takes a hundredth off the busiest member."""
    if loads.size > _MOST_TRIED or not loads.any():
        return None
    busiest = [int(_read_by(loads, size, assignor).max()) for size in range(1, loads.size + 1)]
    least = min(busiest)
    return next(size for size, load in enumerate(busiest, start=1) if load * _HELPS <= least)
