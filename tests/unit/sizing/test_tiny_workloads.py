"""A workload that fits small brokers is chosen among these; what is asked of its plan knows them too."""

from __future__ import annotations

import kafka_architect as ka

TINY = ka.Workload(rate="100..200", message_bytes=500, retention="1d", growth_per_year=2)


def test_worlds_of_a_tiny_workload() -> None:
    calculator = ka.ClusterSizingCalculator(TINY)
    found = calculator.uncertain(worlds=50)
    assert found.plan.instance == calculator.plan().instance
    assert found.brokers["p50"] == found.plan.brokers


def test_months_of_a_tiny_workload() -> None:
    timeline = ka.ClusterSizingCalculator(TINY).timeline(12)
    assert timeline.plan.instance == ka.ClusterSizingCalculator(TINY).plan().instance
    assert len(timeline.months) == 13
