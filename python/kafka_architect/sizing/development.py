"""What a workload that hardly uses a cluster would need for development: one broker, and no promises."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.candidates import SMALL_MEMORY_GIB, SMALL_VCPU
from kafka_architect.sizing.quantities import HOURS_PER_MONTH

if TYPE_CHECKING:
    from kafka_architect.sizing.context import Context

# What a development broker keeps beside the system; this project's choice.
_DISK_GIB = 20


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """One broker in combined mode.

    Attributes:
        instance: The machine.
        monthly_total: USD per month, with its disk.
        brokers: Brokers.
        replication_factor: Replicas that so many brokers allow.
        process_roles: process.roles of the broker.
        disk_gib: GiB of its disk.
    """

    instance: str
    monthly_total: float
    brokers: int = 1
    replication_factor: int = 1
    process_roles: str = "broker,controller"
    disk_gib: float = _DISK_GIB

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def development(context: Context) -> Development | None:
    """The cheapest machine that one broker in combined mode runs on; None where nothing has a price."""
    able = [
        one
        for one in context.catalogue.hardware
        if one.usd_per_hour is not None
        and not one.on_local_disks
        and not one.controllers_included
        and one.vcpu >= SMALL_VCPU
        and one.memory >= SMALL_MEMORY_GIB
    ]
    best = min(able, key=lambda one: (one.usd_per_hour, one.name), default=None)
    if best is None or best.usd_per_hour is None:
        return None
    storage = best.volumes[0].usd_per_gib_month if best.volumes else 0.0
    return Development(
        instance=best.name,
        monthly_total=best.usd_per_hour * HOURS_PER_MONTH + _DISK_GIB * (storage or 0.0),
    )
