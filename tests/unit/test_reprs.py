"""What a console shows of a result is a line or two, whatever is in it; `print` shows the report."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from tests.cluster.snapshots import brokers, snapshot, topic

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 500

WORKLOAD = ka.Workload(rate=50_000, message_bytes=1000, retention="7d", consumer_groups=3)
CALCULATOR = ka.ClusterSizingCalculator(WORKLOAD)
REPORT = ka.analyze(["hot"] * 500 + [f"key-{n}" for n in range(2000)], [12, 5000], what_if=range(2, 30))
SYSTEM: dict[str, Any] = {
    "name": "shop",
    "platform": {"brokers": 3},
    "entities": {"orders": {"key": "id", "events": {"messages": ["Placed"], "rate": "10", "size": "1 kB"}}},
    "services": {"order": {"sends": ["orders.events"]}, "mail": {"receives": ["orders.events"]}},
}
DESIGN = ka.design(SYSTEM)
TAKEN = snapshot(bootstrap="kafka:9092", brokers=brokers(), topics=[topic("orders", 500)])
FILES = Path("tests/keys/files")
RESULTS: dict[str, Any] = {
    "workload": WORKLOAD,
    "calculator": CALCULATOR,
    "plan": CALCULATOR.plan(),
    "uncertain plan": CALCULATOR.uncertain(worlds=50, rate=(30_000, 80_000)),
    "timeline": CALCULATOR.timeline(24),
    "capacity": ka.ClusterSizingCalculator(WORKLOAD, "m5.2xlarge").capacity(6),
    "advice": ka.recommend_partitions(rate=10_000),
    "catalogue": ka.load_catalogue("aws"),
    "policy": ka.Policy(),
    "report": REPORT,
    "loads": REPORT.partitions[1],
    "verdict": REPORT.verdicts[0],
    "evidence": REPORT.verdicts[0].evidence[0],
    "what-if": REPORT.what_if[0],
    "recommended count": REPORT.recommended_counts[0],
    "moved keys": REPORT.moved(12, 24),
    "mitigation": REPORT.mitigations(12)[0],
    "hot key": REPORT.heavy_hitters[0],
    "measurements": REPORT.measurements,
    "weak keys": REPORT.weak_keys[0],
    "analyzer": ka.PartitioningStrategyAnalyzer(range(1, 1000)),
    "partitioner": ka.partitioners()[0],
    "flow": ka.FlowLoad(rate=5000, message_bytes=500, partitions=12),
    "tuning": ka.tune(rate=5000, message_bytes=500, partitions=12),
    "joined topics": ka.co_partition([REPORT, REPORT]),
    "saved report": ka.DistributionReport.from_json(REPORT.to_json()),
    "key map": REPORT.key_map(12),
    "placements": ka.placements("k", 12),
    "figures": ka.cluster_figures(FILES / "figures-log-dirs.txt"),
    "segments": ka.segment_loads(FILES / "segment.log"),
    "findings": ka.ConfigValidator().validate({"producer.properties": "acks=1\nackz=1\n"}),
    "design": DESIGN,
    "topic": next(iter(DESIGN.topics.values())),
    "client settings": next(iter(DESIGN.clients.values())),
    "difference": ka.design_diff(DESIGN, {**SYSTEM, "name": "shop2"}),
    "snapshot": TAKEN,
    "topic of a snapshot": TAKEN.topics[0],
}


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS.keys())
def test_a_repr_is_short(result: Any) -> None:
    shown = repr(result)
    assert "\n" not in shown
    assert len(shown) <= LONGEST
    assert type(result).__name__ in shown


@pytest.mark.parametrize("name", ["plan", "report"])
def test_print_shows_the_whole_report(name: str) -> None:
    assert len(str(RESULTS[name]).splitlines()) > 10


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("advice", "consumer_parallelism"),
        ("timeline", "This cluster under growth"),
        ("capacity", " support "),
    ],
)
def test_print_shows_what_the_command_shows(name: str, told: str) -> None:
    assert told in str(RESULTS[name])


def public_dataclasses() -> Iterator[type]:
    """Dataclasses of the rooms whose results users hold."""
    for room in ("analysis", "sizing", "designs.model", "designs.difference"):
        package = importlib.import_module(f"kafka_architect.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(found.name)).values():
                if isinstance(value, type) and is_dataclass(value) and value.__module__ == found.name:
                    yield value


# Made and used within a room: nobody outside gets one.
INNER = {
    "DocumentKind", "State", "TopicState",
    # Have a repr of their own, which is looked at above.
    "Design", "Difference",
    "Burst", "ChanceSpread", "Constraint", "Context", "FileIdentity", "Findings", "KeyFault", "KeyFigures",
    "KeyWeights", "Level", "LoadFindings", "MeasuredLoads", "MeasuredTopic", "Metrics", "Ranked", "Scenario",
    "SizingRequest", "Spread",
    "UniformityTest", "UsefulPartitions", "VolumeNeed",
}  # fmt: skip


def test_every_result_with_collections_has_a_short_repr() -> None:
    """A dataclass writes every item of its collections, unless it is told otherwise."""
    long = {
        one.__name__
        for one in public_dataclasses()
        if one.__repr__.__module__ != "kafka_architect.short_repr" and vars(one)["__dataclass_params__"].repr
        and any(word in str(field.type) for field in vars(one)["__dataclass_fields__"].values()
                for word in ("tuple[", "NDArray", "Mapping", "list[", "dict["))
        and not one.__name__.startswith("_")
    }  # fmt: skip
    assert long <= INNER, f"decorate with short_repr: {sorted(long - INNER)}"


def test_a_report_with_many_counts_names_the_first() -> None:
    shown = repr(ka.analyze(["a", "b"], range(1, 100)))
    assert shown.startswith("<DistributionReport 'keys in memory': 2 records; partitions 1: max/mean 1.00, ")
    assert shown.endswith(", …>")
