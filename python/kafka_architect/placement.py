"""One key under every partitioner: which clients agree on where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect import _core
from kafka_architect.errors import KeyTypeError
from kafka_architect.partitioner import partitioners
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.partitioner import Partitioner

    Key = bytes | bytearray | str


@short_repr
@dataclass(frozen=True, slots=True)
class Placement:
    """Where one partitioner sends the key; `partition` is None where the producer chooses."""

    partitioner: Partitioner
    partition: int | None

    def to_dict(self) -> dict[str, Any]:
        """The placement as JSON-ready values."""
        return {
            "partitioner": self.partitioner.name,
            "clients": list(self.partitioner.clients),
            "partition": self.partition,
        }


class Placements(Mapping[str, "int | None"]):
    """Partitions of one key by the partitioner's name, in the order of `kafka_architect.partitioners()`.

    Examples:
        >>> dict(ka.placements("user-42", 12).items())["murmur2"]
        4
    """

    def __init__(self, num_partitions: int, placements: tuple[Placement, ...]) -> None:
        self.num_partitions = num_partitions
        self._by_name = {placement.partitioner.name: placement for placement in placements}

    def __getitem__(self, name: str) -> int | None:
        return self._by_name[name].partition

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def to_dict(self) -> dict[str, Any]:
        """The placements as JSON-ready values."""
        return {
            "num_partitions": self.num_partitions,
            "placements": [placement.to_dict() for placement in self._by_name.values()],
        }

    def by_partition(self) -> dict[int | None, tuple[str, ...]]:
        """Which partitioners agree: their names by partition, the largest group first."""
        groups: dict[int | None, list[str]] = {}
        for name, partition in self.items():
            groups.setdefault(partition, []).append(name)
        return {
            partition: tuple(names)
            for partition, names in sorted(groups.items(), key=lambda group: -len(group[1]))
        }

    def __repr__(self) -> str:
        """The partitions."""
        parts = ", ".join(f"{name}: {'-' if at is None else at}" for name, at in self.items())
        return f"<Placements over {self.num_partitions} partitions: {parts}>"

    def __str__(self) -> str:
        """A line for each partitioner, with the clients that use it."""
        width = max(map(len, self._by_name))
        lines = [f"{'partitioner':<{width}}  partition  clients"]
        for name, placement in self._by_name.items():
            at = "producer" if placement.partition is None else str(placement.partition)
            lines.append(f"{name:<{width}}  {at:>9}  {', '.join(placement.partitioner.clients)}")
        return "\n".join(lines)


def placements(key: Key | None, num_partitions: int) -> Placements:
    """The partition of one key under every partitioner.

    Args:
        key: bytes, or str, which is hashed as UTF-8; None for a null key.
        num_partitions: Partitions of the topic, 1 to 2147483647.

    Raises:
        InputError, KeyTypeError: As for `kafka_architect.partition_for`.

    Examples:
        >>> found = ka.placements("user-42", 12)
        >>> found["murmur2"], found["consistent_random"]
        (4, 7)
    """
    if key is not None and not isinstance(key, (bytes, bytearray, str)):
        raise KeyTypeError(
            f"expected one key (bytes, str or None), found {type(key).__name__}; for many keys: "
            "partition_for(keys, num_partitions, partitioner)"
        )
    found = []
    for partitioner in partitioners():
        partition = _core.partition_for(key, num_partitions, partitioner.name)
        found.append(Placement(partitioner, None if partition < 0 else partition))
    return Placements(num_partitions, tuple(found))
