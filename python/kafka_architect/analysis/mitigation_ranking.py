"""Which mitigation first: what cures before what does not, then what costs the least order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.analysis.mitigation import Mitigation
    from kafka_architect.analysis.mitigation_loads import MeasuredLoads

# Of those that cost the same order, from what changes least for readers and producers to what changes most.
_BY_EFFORT = (
    "key-map",
    "dedicated-topic",
    "more-partitions",
    "more-choices-for-hot-keys",
    "salt-hot-keys",
    "any-partition-for-hot-keys",
    "two-choices",
    "compound-keys",
)

# What takes less than a tenth off the hottest partition is not worth the change.
_WORTH = 0.9


def ranked(ways: Iterable[Mitigation], loads: MeasuredLoads) -> tuple[Mitigation, ...]:
    """The mitigations, best first; the first is recommended if it is worth the change.

    A way cures if the hottest partition, of the old topic or of a new one, has no more than the target
    times what a partition has now on average. Cures come first, by the share of records that lose their
    order; then the others, by how much they leave to the hottest partition.
    """
    judged = [replace(way, cures=_hottest(way, loads) <= loads.target + 1e-9) for way in ways]
    order = sorted(
        judged,
        key=lambda way: (
            not way.cures,
            round(way.records_losing_order if way.cures else _hottest(way, loads), 3),
            _BY_EFFORT.index(way.name),
        ),
    )
    return tuple(
        replace(way, recommended=number == 0 and _hottest(way, loads) < _WORTH * loads.max_over_mean)
        for number, way in enumerate(order)
    )


def _hottest(way: Mitigation, loads: MeasuredLoads) -> float:
    """The hottest partition, of the old or of a dedicated topic, over the mean of the old one."""
    return max(way.hottest_share * loads.count, way.parameters.get("hottest_key_over_mean", 0.0))
