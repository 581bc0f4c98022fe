"""The reverse question: what a given cluster can carry of this kind of workload."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect import _core
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.planning import settled_partitions

if TYPE_CHECKING:
    from kafka_architect.sizing.context import Context


@short_repr
@dataclass(frozen=True, slots=True)
class Capacity:
    """What `brokers` of one kind carry within every limit, in every scenario.

    `rate` and `write_mb_per_s` (at the peak) are None where nothing that grows with the load limits them;
    `times` is the rate over the workload's at its horizon.
    """

    instance: str
    brokers: int
    rate: float | None
    write_mb_per_s: float | None
    read_mb_per_s: float | None
    times: float | None
    carries_workload: bool
    binding: tuple[str, str]

    def __str__(self) -> str:
        """The answer as a plain-text table."""
        from kafka_architect.report.sizing_extras import as_text

        return as_text({"capacity": self.to_dict()})

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {
            "instance": self.instance,
            "brokers": self.brokers,
            "rate": self.rate,
            "write_mb_per_s": self.write_mb_per_s,
            "read_mb_per_s": self.read_mb_per_s,
            "times": self.times,
            "carries_workload": self.carries_workload,
            "binding": {"constraint": self.binding[0], "scenario": self.binding[1]},
        }


def capacity(context: Context, brokers: int) -> Capacity:
    """What a cluster of the context's only kind of broker carries, scaled from its workload."""
    workload = context.workload
    rows = context.rows(settled_partitions(context, brokers))
    times, binding = _core.carried_times(rows, context.policy_row, context.hardware_rows, float(brokers))
    grown = times * workload.rate * workload.growth_factor
    if math.isinf(times):
        return Capacity(context.hardware[0].name, brokers, None, None, None, None, True, binding)
    # Not the load times as much: fuller batches add less to each record.
    at_most = rows.copy()
    at_most[:, _core.SIZING_WORKLOAD_FIELDS.index("messages_per_s")] *= times
    load = context.load(at_most)
    return Capacity(
        instance=context.hardware[0].name,
        brokers=brokers,
        rate=grown,
        write_mb_per_s=float(load["write_mb_per_s"][0]),
        read_mb_per_s=float(load["read_mb_per_s"][0]),
        times=times,
        carries_workload=times >= 1,
        binding=binding,
    )
