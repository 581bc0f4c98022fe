"""What topics and teams cost: the bill of the plan, divided by what is stored, written and read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.log_bytes import log_bytes
from kafka_architect.designs.model.team import UNOWNED, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kafka_architect.designs.model.topic import Topic

_BY_STORAGE: Final = ("volume_storage", "volume_iops", "tiered_storage", "tiered_requests")
_BY_READS: Final = ("cross_zone_fetch",)
_SOURCE: Final = (
    "volumes by stored bytes, consumers' traffic between zones by read bytes, all else by bytes written with "
    "replicas (this project's choice)"
)
_SHOWN: Final = 4


class _Use(NamedTuple):
    """What a topic, or several, use of the cluster."""

    stored_bytes: float
    written_bytes_per_s: float
    read_bytes_per_s: float


@dataclass(frozen=True, slots=True)
class Costs:
    """The bill and what each topic with a known load uses."""

    uses: Mapping[str, _Use]
    bill: Mapping[str, float] | None
    currency: str

    @classmethod
    def of(
        cls, topics: Mapping[str, Topic], plan: Mapping[str, Any] | None, groups: Mapping[str, int]
    ) -> Costs:
        """The costs of a plan.

        Args:
            topics: The topics by name, with what they store.
            plan: The document of the plan, or None.
            groups: How many consumer groups read each topic.
        """
        uses = {name: use for name, one in topics.items() if (use := _use(one, groups.get(name, 0)))}
        if plan is None or plan["cost"]["monthly_total"] is None or not uses:
            return cls(uses, None, "")
        return cls(uses, _bill(plan["cost"]), plan["cost"]["currency"])

    def monthly(self, names: Sequence[str]) -> Figure | None:
        """The monthly cost of topics together; None without a bill, or where no load of them is known."""
        known = [name for name in names if name in self.uses]
        if self.bill is None or not known:
            return None
        use, total = _sum(self.uses[name] for name in known), _sum(self.uses.values())
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
                inputs |= {part: self.bill[part], name: getattr(use, name), f"all_{name}": whole}
        of = {} if len(names) == 1 else {"stored_bytes": f"of {_listed(known)}"}
        return Figure.of(
            " + ".join(terms),
            unit=f"{self.currency} per month",
            source=_SOURCE,
            inputs=inputs,
            details={name: text for name, text in of.items() if name in inputs},
        )


def with_costs(topics: Mapping[str, Topic], costs: Costs) -> dict[str, Topic]:
    """The topics with their monthly cost, where the plan has a bill and the topic's load is known."""
    return {name: replace(one, monthly_cost=costs.monthly([name])) for name, one in topics.items()}


def teams(topics: Mapping[str, Topic], costs: Costs) -> dict[str, Team]:
    """Every owner of topics with what they store and cost, in the order of the topics."""
    owned: dict[str, list[Topic]] = {}
    for topic in topics.values():
        owned.setdefault(topic.owner or UNOWNED, []).append(topic)
    return {
        name: Team(
            name=name,
            topics=tuple(one.name for one in found),
            stored_bytes=_stored(found),
            monthly_cost=costs.monthly([one.name for one in found]),
        )
        for name, found in owned.items()
    }


def _stored(topics: Iterable[Topic]) -> Figure | None:
    """The sum by kind of topic: a formula that stays short however many topics a team has."""
    by_kind: dict[str, list[Topic]] = {}
    for one in topics:
        if one.stored_bytes is not None:
            by_kind.setdefault(f"{one.kind}_bytes".replace("-", "_"), []).append(one)
    if not by_kind:
        return None
    return Figure.of(
        " + ".join(by_kind),
        unit="bytes",
        source="stored_bytes of the team's topics whose load is known, by kind of topic",
        inputs={
            kind: sum(float(one.stored_bytes.value) for one in found if one.stored_bytes is not None)
            for kind, found in by_kind.items()
        },
        details={kind: f"of {_listed([one.name for one in found])}" for kind, found in by_kind.items()},
    )


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")


def _sum(uses: Iterable[_Use]) -> _Use:
    return _Use(*(sum(column) for column in zip(*uses, strict=True)))


def _use(topic: Topic, groups: int) -> _Use | None:
    load, stored = topic.load, topic.stored_bytes
    rate = load.average_messages_per_s or load.peak_messages_per_s
    if rate is None or load.message_bytes is None or stored is None:
        return None
    written = rate * log_bytes(topic)
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
