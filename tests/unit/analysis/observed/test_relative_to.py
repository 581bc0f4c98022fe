"""What is simulated says which load it is relative to: the measured one, or a predicted one beside it."""

from __future__ import annotations

import numpy as np
import pytest

import kafka_architect as ka

from .topics import placed

HOT = [b"hot"] * 30_000 + [b"user-%d" % (i % 3_000) for i in range(30_000)]


def report_of(client: str) -> ka.DistributionReport:
    analyzer = ka.PartitioningStrategyAnalyzer([12], topic_partitions=12)
    analyzer.update(HOT, partitions=placed(HOT, client))
    return analyzer.report(mitigate=True)


def test_of_a_topic_that_the_partitioner_wrote_mitigations_are_relative_to_what_was_measured() -> None:
    report = report_of("java")
    (simulated,) = report.to_dict()["mitigations"]
    assert simulated["relative_to"]["load"] == "measured"
    for way in simulated["options"]:
        measured = simulated["relative_to"]["measured_max_over_mean"]
        assert way["max_over_mean_before"] == pytest.approx(measured)
    text = " ".join(str(report).split())
    assert "Relative to the measured load of keyed records" in text
    assert "(predicted), not of the measured ones" not in text


def test_of_a_topic_that_another_client_wrote_they_are_relative_to_a_prediction_and_say_so() -> None:
    report = report_of("librdkafka")
    document = report.to_dict()
    (simulated,) = document["mitigations"]
    assert simulated["relative_to"]["load"] == "predicted"
    assert document["observed"]["placed_by_partitioner"] is False
    counted = np.bincount(placed(HOT, "librdkafka"), minlength=12)
    assert simulated["relative_to"]["measured_max_over_mean"] == pytest.approx(counted.max() / counted.mean())
    text = " ".join(str(report).split())
    assert "Relative to the load that murmur2 would make of these keys (predicted" in text
    assert "are of the partitions that murmur2 would choose (predicted), not of the measured ones" in text


def test_without_measured_loads_there_is_nothing_to_tell_apart() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(HOT)
    report = analyzer.report(mitigate=True)
    (simulated,) = report.to_dict()["mitigations"]
    assert simulated["relative_to"] == {
        "load": "predicted", "partitioner": "murmur2", "measured_max_over_mean": None,
    }  # fmt: skip
    assert "Relative to" not in str(report)
