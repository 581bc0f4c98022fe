"""ClusterPlan: the cluster, every limit it keeps, and what it costs, as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.documents.head import head
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.words import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kafka_architect.sizing.availability import Availability
    from kafka_architect.sizing.controllers import Quorum
    from kafka_architect.sizing.disk_lost import DiskLost
    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.partitions import PartitionAdvice
    from kafka_architect.sizing.placement import Placement
    from kafka_architect.sizing.plan_parts import Assumption, Cost, LimitResult, Option, PlanChoice, Volumes
    from kafka_architect.sizing.saved_plan import SavedPlan
    from kafka_architect.sizing.topic_plans import TopicPlan
    from kafka_architect.sizing.uncertainty import Uncertainty
    from kafka_architect.sizing.workload import Workload


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPlan:
    """A cluster for a workload: brokers, instance, volumes, and every limit that was looked at.

    Attributes:
        brokers: Brokers of the cluster.
        brokers_floor: The least that the replication factor and the zones require.
        brokers_given: Whether the caller chose the number.
        instance: The kind of broker.
        catalogue: Where it is from.
        demand: The cluster's totals at the horizon: write, read, replication, network in MB/s at the peak;
            of what is written, overhead_mb_per_s is what the log's format adds to keys, values and headers;
            daily_write_tb, retained_tb (all replicas), provisioned_tb (with headroom).
        sized_for: Months ahead, and load then over load today.
        binding: (constraint, scenario) that decides the number of brokers; ("replication_and_zones",
            "every_scenario") where no limit asks for more than the floor.
        constraints: Every constraint in every scenario.
        controllers: The KRaft controllers.
        volumes: What each broker stores on.
        provisioned: Space (GiB), throughput (MiB/s) and IOPS of all volumes of a broker, and the MB/s asked
            for; zeros where disks are the machine's or the provider's.
        storage_per_broker_gb: GB on the busiest broker, with headroom.
        heap_gib: GiB of the broker's heap.
        page_cache_gib: GiB that heap and system leave.
        topics: Topics of the cluster.
        partitions_per_topic: Of equal topics; None where topics differ.
        partitions_by_load: Partitions per topic of each load of the workload.
        partitions_total: Partitions of all topics, without replicas.
        replicas_per_broker: Replicas on the busiest broker.
        partition_advice: Why so many partitions, for equal topics; None where they are given.
        by_topic: The table per topic; one row named "all" for equal topics.
        placement: How evenly whole partitions load the brokers: the busiest broker beside the mean.
        busiest: The same for explanations, by the core's parts: on the busiest broker of all, of those that
            remain without one, and without a zone: MB/s, MB stored, records, batches, fetches and replicas.
        heaviest: What one broker has however many there are.
        one_copy: TB of one copy, and MB/s uploaded on average.
        form: What the hardware changes about the demand.
        availability: Share of the partitions that stay writable and readable with brokers away.
        rebuild_hours: Hours until a lost broker's replicas are complete again; None if never.
        disk_lost: What losing one of several local disks of a broker means; None without these.
        cost: The bill.
        alternatives: Other kinds of broker, best first.
        warnings: What to know before building it: code and message.
        workload: What it was made for.
        hardware: The kind of broker.
        assumptions: Each input with its value and source.
        sources: Of the catalogue.
        uncertainty: What many simulated scenarios say, where ranges were given.
        choice: How the plan was chosen among the candidates.
    """

    brokers: int
    brokers_floor: int
    instance: str
    catalogue: str
    demand: Mapping[str, float]
    sized_for: Mapping[str, float]
    binding: tuple[str, str]
    constraints: tuple[LimitResult, ...]
    controllers: Quorum
    brokers_given: bool
    volumes: Volumes
    provisioned: Mapping[str, float]
    storage_per_broker_gb: float
    heap_gib: float
    page_cache_gib: float
    topics: int
    partitions_per_topic: int | None
    partitions_by_load: tuple[int, ...]
    partitions_total: int
    replicas_per_broker: int
    partition_advice: PartitionAdvice | None
    by_topic: tuple[TopicPlan, ...]
    placement: Placement
    busiest: Mapping[str, Mapping[str, float | None]]
    heaviest: Mapping[str, float | None]
    one_copy: Mapping[str, float]
    form: Mapping[str, bool]
    availability: tuple[Availability, ...]
    rebuild_hours: float | None
    disk_lost: DiskLost | None
    cost: Cost
    alternatives: tuple[Option, ...]
    warnings: tuple[Mapping[str, str], ...]
    workload: Workload
    hardware: Hardware
    assumptions: tuple[Assumption, ...]
    sources: tuple[str, ...]
    choice: PlanChoice | None = None
    uncertainty: Uncertainty | None = None

    def limit(self, constraint: str, scenario: str = "steady_peak") -> LimitResult:
        """The result of one constraint in one scenario."""
        return next(one for one in self.constraints if (one.name, one.scenario) == (constraint, scenario))

    @property
    def workload_rate(self) -> float:
        """Messages per second today, all topics together."""
        return float(sum(one.rate for one in self.workload.loads))

    @property
    def within_limits(self) -> bool:
        """Whether every constraint is kept in every scenario; a plan of its own choosing always is."""
        return all(one.kept for one in self.constraints)

    def to_dict(self) -> dict[str, Any]:
        """The plan as JSON-ready values; the same document that `--format json` prints."""
        document: dict[str, Any] = {
            **head("plan"),
            "demand": dict(self.demand),
            "sized_for": dict(self.sized_for),
            "brokers": self.brokers,
            "brokers_floor": self.brokers_floor,
            "controllers": self.controllers.to_dict(),
            "instance": self.instance,
            "catalogue": self.catalogue,
            "binding": {
                "constraint": self.binding[0],
                "scenario": self.binding[1],
                "relief": named(self.binding[0]).relief,
            },
            "within_limits": self.within_limits,
            "constraints": [one.to_dict() for one in self.constraints],
            "brokers_given": self.brokers_given,
            "storage": {
                "per_broker_gb": self.storage_per_broker_gb,
                "volumes": self.volumes.to_dict(),
                "provisioned": dict(self.provisioned),
            },
            "memory": {"heap_gib": self.heap_gib, "page_cache_gib": self.page_cache_gib},
            "topics": self.topics,
            "partitions_per_topic": self.partitions_per_topic,
            "partitions_total": self.partitions_total,
            "replicas_per_broker": self.replicas_per_broker,
            "partition_advice": None if self.partition_advice is None else self.partition_advice.figures(),
            "by_topic": [one.to_dict() for one in self.by_topic],
            "placement": self.placement.to_dict(),
            "busiest": {over: dict(parts) for over, parts in self.busiest.items()},
            "heaviest": dict(self.heaviest),
            "one_copy": dict(self.one_copy),
            "form": dict(self.form),
            "availability": [one.to_dict() for one in self.availability],
            "rebuild_hours": self.rebuild_hours,
            "disk_lost": None if self.disk_lost is None else self.disk_lost.to_dict(),
            "cost": self.cost.to_dict(),
            "alternatives": [one.to_dict() for one in self.alternatives],
            "choice": None if self.choice is None else self.choice.to_dict(),
            "warnings": [dict(one) for one in self.warnings],
            "workload": self.workload.to_dict(),
            "hardware": self.hardware.to_dict(),
            "assumptions": [one.to_dict() for one in self.assumptions],
            "sources": list(self.sources),
        }
        if self.uncertainty is not None:
            document["uncertainty"] = self.uncertainty.to_dict()
        return document

    def to_json(self) -> str:
        """The plan as a JSON document."""
        from kafka_architect.report.json_text import json_text

        return json_text(self.to_dict())

    @staticmethod
    def from_json(text: str | bytes) -> SavedPlan:
        """Read what `to_json` wrote: the same text, page and explanations, without the calculator.

        Raises:
            InputError: It is no plan, or one of another version; with the place of what is wrong.
        """
        from kafka_architect.sizing.saved_plan import SavedPlan

        return SavedPlan.from_json(text)

    def explain(self, name: str) -> dict[str, Any]:
        """Inputs, formula, binding constraint and source of one of the plan's numbers."""
        from kafka_architect.sizing.explain import explain

        return explain(self.to_dict(), name)

    def __str__(self) -> str:
        from kafka_architect.report.plan import as_text

        return as_text(self.to_dict())

    def to_html(self) -> str:
        """The plan as one HTML page that needs no network: what `--output plan.html` writes."""
        from kafka_architect.report.html import html_page
        from kafka_architect.sizing.explain import derivations

        document = self.to_dict()
        return html_page(document, derivations=derivations(document))

    def plot(self, part: str | None = None, *, ax: Axes | None = None) -> Figure:
        """The plan as a matplotlib figure (extra `plot`), for papers, slides and notebooks of your own.

            plan.plot().savefig("plan.png")
            plan.plot("bill", ax=ax)    # in axes of your own

        Args:
            part: "limits" (use of each limit in each scenario, of what its target allows), "bill" (by part
                and path) or "brokers" (what the simulated loads of an uncertain plan need); None for all
                below each other.
            ax: Axes to draw in, the first part where none is named; their figure is returned.

        Raises:
            InputError: matplotlib is not installed, or the plan has no such part.
        """
        from kafka_architect.report.plots import plot_plan

        return plot_plan(self.to_dict(), part, ax=ax)

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment
        from kafka_architect.sizing.explain import derivations

        document = self.to_dict()
        return html_fragment(document, derivations=derivations(document))
