"""What each topic costs: the bill of the plan, divided by what the topic stores, writes and reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kafka_architect.designs.model.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.model.topic import Topic

_BY_STORAGE: Final = ("volume_storage", "volume_iops", "tiered_storage", "tiered_requests")
_BY_READS: Final = ("cross_zone_fetch",)
_SOURCE: Final = (
    "volumes by stored bytes, consumers' traffic between zones by read bytes, all else by bytes written with "
    "replicas (this project's choice)"
)


class _Use(NamedTuple):
    """What one topic uses of the cluster."""

    stored_bytes: float
    written_bytes_per_s: float
    read_bytes_per_s: float


def with_costs(
    topics: Mapping[str, Topic], plan: Mapping[str, Any] | None, groups: Mapping[str, int]
) -> dict[str, Topic]:
    """The topics with their monthly cost, where the plan has a bill and the topic's load is known.

    Args:
        topics: The topics by name.
        plan: The document of the plan, or None.
        groups: How many consumer groups read each topic.
    """
    uses = {name: use for name, one in topics.items() if (use := _use(one, groups.get(name, 0)))}
    if plan is None or plan["cost"]["monthly_total"] is None or not uses:
        return dict(topics)
    bill = _bill(plan["cost"])
    total = _Use(*(sum(column) for column in zip(*uses.values(), strict=True)))
    return {
        name: replace(one, monthly_cost=_cost(uses[name], total, bill, plan["cost"]["currency"]))
        if name in uses
        else one
        for name, one in topics.items()
    }


def _use(topic: Topic, groups: int) -> _Use | None:
    load, stored = topic.load, topic.stored_bytes
    rate = load.average_messages_per_s or load.peak_messages_per_s
    if rate is None or load.message_bytes is None or stored is None:
        return None
    written = rate * load.message_bytes
    return _Use(float(stored.value), written * topic.replication_factor.value, written * groups)


def _bill(cost: Mapping[str, Any]) -> dict[str, float]:
    items = {name: value or 0.0 for name, value in cost["items"].items()}
    storage = sum(items.get(name, 0.0) for name in _BY_STORAGE)
    reads = sum(items.get(name, 0.0) for name in _BY_READS)
    return {
        "storage_bill": storage,
        "reads_bill": reads,
        "writes_bill": sum(items.values()) - storage - reads,
    }


def _cost(use: _Use, total: _Use, bill: Mapping[str, float], currency: str) -> Figure:
    terms: list[str] = []
    inputs: dict[str, float] = {}
    for part, name in (
        ("storage_bill", "stored_bytes"),
        ("writes_bill", "written_bytes_per_s"),
        ("reads_bill", "read_bytes_per_s"),
    ):
        whole = getattr(total, name)
        if whole:
            terms.append(f"{part} * {name} / all_{name}")
            inputs |= {part: bill[part], name: getattr(use, name), f"all_{name}": whole}
    return Figure.of(" + ".join(terms), unit=f"{currency} per month", source=_SOURCE, inputs=inputs)
