"""CLU012: a group is more than ten minutes behind what producers write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import by_topic, states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_SECONDS = 600


@system_rule(
    "CLU012",
    "group-falls-behind",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A group is more than ten minutes behind what producers write.",
    why=(
        "Lag divided by the rate at which records arrive is how far the group is behind in time; it "
        "requires two samples (kafka-architect snapshot --samples 2). A group that stays ten minutes behind "
        "reads more slowly than producers write, was stopped, or has a partition with more than its share "
        "of the load."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#basic_ops_consumer_lag",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "taken_ms": 60000,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 90000}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": '
        '20000, "lag": 70000}]}\n'
        " ],\n"
        ' "samples": [\n'
        '  {"at_ms": 0, "latest": {"shop.orders": [84000]}}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "taken_ms": 60000,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1], "earliest": 0, "latest": 90000}]}\n'
        " ],\n"
        ' "groups": [\n'
        '  {"name": "billing", "state": "Stable", "type": "classic", "protocol": "consumer", '
        '"members": [], "committed": [{"topic": "shop.orders", "partition": 0, "offset": '
        '89000, "lag": 1000}]}\n'
        " ],\n"
        ' "samples": [\n'
        '  {"at_ms": 0, "latest": {"shop.orders": [84000]}}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def group_falls_behind(system: System) -> Iterator[Problem]:
    """Divide lag by the rate of the topic."""
    for state in states(system):
        rates = state.rates
        for group in state.snapshot.groups:
            if group.state == "Empty":
                continue
            for name, committed in by_topic(group.committed).items():
                lag, rate = sum(one.lag or 0 for one in committed), rates.get(name, 0.0)
                if rate and lag / rate > _SECONDS:
                    yield state.of_group(
                        group,
                        f"is {lag / rate / 60:,.0f} minutes behind on {name}: {lag:,} records to read at "
                        f"{rate:,.1f} records/s written; add or speed up consumers",
                    )
