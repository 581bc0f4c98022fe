"""KRaft controllers: machines of their own, small, sized by the metadata that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.sizing.quantities import HOURS_PER_MONTH

if TYPE_CHECKING:
    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.market import Controller
    from kafka_architect.sizing.policy import Policy

# Confluent, "Plan Capacity and Sizing": a controller has an SSD of 64 GB.
DISK_GIB = 64
# Replicas that a controller of so many vCPUs keeps the metadata of; this project's choice. Confluent's least
# controller has 4 GB of memory, the smallest of a catalogue has twice that.
_VCPUS_BY_REPLICAS = ((20_000, 2), (100_000, 4), (400_000, 8))
_MOST_VCPUS = 16


@dataclass(frozen=True, slots=True)
class Quorum:
    """The controllers of a cluster: `machine` is None where no kind is known, or the provider runs them."""

    count: int
    machine: Controller | None
    note: str

    @property
    def monthly_usd(self) -> float | None:
        """What they cost; None where no kind, or no price of it, is known."""
        if self.count == 0:
            return 0.0
        if self.machine is None or self.machine.usd_per_hour is None:
            return None
        disk = DISK_GIB * (self.machine.disk_usd_per_gib_month or 0.0)
        return self.count * (self.machine.usd_per_hour * HOURS_PER_MONTH + disk)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        machine = self.machine
        return {
            "count": self.count,
            "instance": None if machine is None else machine.name,
            "vcpu": None if machine is None else machine.vcpu,
            "memory_gib": None if machine is None else machine.memory_gib,
            "disk_gib": DISK_GIB if self.count else 0,
            "usd_per_hour": None if machine is None else machine.usd_per_hour,
            "disk_usd_per_gib_month": None if machine is None else machine.disk_usd_per_gib_month or 0.0,
            "note": self.note,
        }


def quorum(hardware: Hardware, policy: Policy, replicas: float) -> Quorum:
    """The controllers beside brokers of one kind.

    Args:
        hardware: The brokers; it says which machines controllers can be.
        policy: How many controllers there are.
        replicas: Partition replicas of the cluster.
    """
    if hardware.controllers_included:
        return Quorum(0, None, "operated by the provider")
    if policy.combined_controllers:
        return Quorum(
            0, None, f"{policy.controllers:g} brokers are also controllers (process.roles=broker,controller)"
        )
    needed = next((vcpus for most, vcpus in _VCPUS_BY_REPLICAS if replicas <= most), _MOST_VCPUS)
    able = [one for one in hardware.controllers if one.vcpu is None or one.vcpu >= needed]
    machine = able[0] if able else (hardware.controllers[-1] if hardware.controllers else None)
    note = (
        "dedicated KRaft controllers"
        if machine is not None
        else "dedicated KRaft controllers with at least 4 GiB and a 64 GB SSD: your choice, not included in "
        "the cost"
    )
    return Quorum(policy.controllers, machine, note)
