"""Loss of one disk of a broker that has several (JBOD, log.dirs): what it takes away, and how it comes back.

The broker goes on with its other disks (Apache Kafka, KIP-112; with KRaft since 3.7, KIP-858). The replicas
of the lost disk are fetched again: onto the disk that replaces it, or onto the others where these have room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kafka_architect.sizing.hardware import Hardware

_MB_PER_GB = 1e3
_SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class DiskLost:
    """One disk of the busiest broker is lost.

    Attributes:
        disks: Local disks of a broker.
        refetched_gb: GB of replicas on the lost disk.
        use_of_others: All replicas of the broker over the space of its other disks; above 1 they do not hold
            them, and the lost disk must be replaced.
        refill_hours: Hours until a replacement holds them again; None if it never catches up.
    """

    disks: int
    refetched_gb: float
    use_of_others: float
    refill_hours: float | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "disks": self.disks,
            "refetched_gb": self.refetched_gb,
            "use_of_others": self.use_of_others,
            "refill_hours": self.refill_hours,
        }


def disk_lost(
    hardware: Hardware, stored_mb: float, arriving_mb_per_s: float, target: float
) -> DiskLost | None:
    """What losing a disk means; None where a broker has one, or stores on volumes.

    Args:
        hardware: The kind of broker.
        stored_mb: MB of all replicas on the busiest broker.
        arriving_mb_per_s: MB/s that it takes in, as leader and follower.
        target: Share of network and disk that may be used meanwhile.
    """
    disks, space, write = hardware.local_disks, hardware.local_storage, hardware.local_write
    if space is None or write is None or disks < 2:
        return None
    # The disk that comes instead takes its share of what arrives, and no more than a disk writes.
    spare = min(hardware.network * target - arriving_mb_per_s, (write * target - arriving_mb_per_s) / disks)
    return DiskLost(
        disks=disks,
        refetched_gb=stored_mb / disks / _MB_PER_GB,
        use_of_others=stored_mb / _MB_PER_GB / (space * (disks - 1) / disks),
        refill_hours=stored_mb / disks / spare / _SECONDS_PER_HOUR if spare > 0 else None,
    )
