"""Predicted beside measured use of a running cluster, and the policy's figure that follows from it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from kafka_architect.documents import read_document
from kafka_architect.documents.head import head, read_head

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

_STEADY = "steady_peak"
_FIGURE = "write_mb_per_s_per_vcpu"
# Below this, CPU is noise of garbage collection and the system, and says nothing of what a core does.
_LEAST_CPU = 0.02


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure for a broker, as the plan predicts it in the steady state and as it was measured."""

    name: str
    unit: str
    predicted: float
    measured: float


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was compared, of which cluster and when; `policy` has the figures to plan with."""

    format: str
    version: int
    tool: str = ""
    cluster: str | None
    date: str
    instance: str
    brokers: int
    rows: list[Row]
    policy: dict[str, float] = {}

    @property
    def source(self) -> str:
        """What a plan says of figures that come from here."""
        return (
            f"measured on your cluster {self.cluster or ''}".rstrip()
            + f" on {self.date}: {self.brokers} x {self.instance}"
        )


def calibration(planned: Callable[..., Mapping[str, Any]], measured: Mapping[str, Any]) -> Calibration:
    """Compare the plan for today's load with `measured_use` of the same cluster.

    The CPU that a plan predicts is a / write_mb_per_s_per_vcpu + b, where b is what records cost: two plans
    tell both, and so the figure with which the plan says what was measured.

    Args:
        planned: The plan's document with some figures of the policy changed, without growth.
        measured: What `measured_use` says.
    """
    plan = planned()
    brokers = int(plan["brokers"])
    steady = {one["name"]: one for one in plan["constraints"] if one["scenario"] == _STEADY}
    overhead = 1 + float(_assumption(plan, "storage_overhead"))
    stored = max((one["stored_gb"] for one in measured["brokers"]), default=0.0)
    replicas = max((one["replicas"] for one in measured["brokers"]), default=0)
    rows = [
        Row("storage", "GB", float(steady["storage"]["demand_per_broker"] or 0.0) / overhead, stored),
        Row("replicas", "replicas", float(plan["replicas_per_broker"]), float(replicas)),
    ]
    policy: dict[str, float] = {}
    # The steady state of a plan is its peak: a window of metrics tells the CPU of its own.
    used = measured["cpu"] if measured.get("cpu_peak") is None else measured["cpu_peak"]
    if used is not None and steady.get("cpu") is not None:
        predicted = float(steady["cpu"]["utilisation"] or 0.0)
        rows.append(Row("cpu", "share of the vCPUs", predicted, float(used)))
        if used >= _LEAST_CPU and predicted > 0:
            figure = _solved(planned, float(_assumption(plan, _FIGURE)), predicted, used)
            policy |= {} if figure is None else {_FIGURE: figure}
    return Calibration(
        **head("calibration"),
        cluster=measured["cluster"],
        date=datetime.fromtimestamp(measured["at_ms"] / 1000, UTC).date().isoformat(),
        instance=str(plan["instance"]),
        brokers=brokers,
        rows=rows,
        policy=policy,
    )


def read_calibration(path: str | os.PathLike[str]) -> Calibration:
    """Read what `--calibrate` wrote.

    Raises:
        SourceError: The file cannot be read.
        InputError: It is not a calibration of a version that this program knows.
    """
    document = read_document(path)
    read_head(document.value, expected="calibration", name=document.name)
    return document.convert(Calibration)


def with_sources(plan: Mapping[str, Any], calibrated: Calibration) -> dict[str, Any]:
    """The plan's document, which says where the calibrated figures come from."""
    assumptions = [
        {**one, "source": calibrated.source} if one["name"] in calibrated.policy else one
        for one in plan["assumptions"]
    ]
    return {**plan, "assumptions": assumptions}


def _solved(
    planned: Callable[..., Mapping[str, Any]], figure: float, predicted: float, measured: float
) -> float | None:
    """The figure that predicts what was measured; None where records alone cost more."""
    other = 2 * figure
    at_other = _cpu(planned(**{_FIGURE: other}))
    slope = (predicted - at_other) / (1 / figure - 1 / other)
    left = measured - (predicted - slope / figure)
    return slope / left if slope > 0 and left > 0 else None


def _cpu(plan: Mapping[str, Any]) -> float:
    found = next(one for one in plan["constraints"] if (one["name"], one["scenario"]) == ("cpu", _STEADY))
    return float(found["utilisation"] or 0.0)


def _assumption(plan: Mapping[str, Any], name: str) -> Any:
    return next(one["value"] for one in plan["assumptions"] if one["name"] == name)
