"""What a workload that hardly uses a cluster would need for development: one broker, and no promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.sizing.candidates import SMALL_MEMORY_GIB, SMALL_VCPU
from kafka_architect.sizing.quantities import HOURS_PER_MONTH

if TYPE_CHECKING:
    from kafka_architect.sizing.context import Context

# What a development broker keeps beside the system; this project's choice.
_DISK_GIB = 20


def development(context: Context) -> dict[str, Any] | None:
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
    return {
        "brokers": 1,
        "instance": best.name,
        "replication_factor": 1,
        "process_roles": "broker,controller",
        "disk_gib": _DISK_GIB,
        "monthly_total": best.usd_per_hour * HOURS_PER_MONTH + _DISK_GIB * (storage or 0.0),
    }
