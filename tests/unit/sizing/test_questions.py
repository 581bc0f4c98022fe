"""Timelines, capacities, uncertain worlds and partitions."""

import json
from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka

EXAMPLE: dict[str, Any] = {"rate": 50_000, "message_bytes": 1000, "retention": "7d", "consumer_groups": 3}


def sizing(hardware: Any = "m5.2xlarge", **values: Any) -> ka.ClusterSizingCalculator:
    return ka.ClusterSizingCalculator(ka.Workload(**{**EXAMPLE, **values}), hardware)


def test_limits_break_after_the_horizon_and_a_step_follows() -> None:
    timeline = sizing(growth_per_year=2).timeline(36)
    months = [one["month"] for one in timeline.breaks if one["month"] is not None]
    assert months and min(months) > 12
    assert months == sorted(months)
    first = timeline.steps[0]
    assert first.month == min(months)
    assert first.because[0] == timeline.breaks[0]["constraint"]
    assert (first.movement_hours or 0) > 0
    assert first.lasts_until_month is None or first.lasts_until_month > first.month


def test_nothing_breaks_without_growth() -> None:
    timeline = sizing().timeline(24)
    assert all(one["month"] is None for one in timeline.breaks)
    assert timeline.steps == ()
    assert len(timeline.months) == 25


def test_capacity_scales_with_brokers() -> None:
    six, twelve = sizing(partitions=48).capacity(6), sizing(partitions=48).capacity(12)
    assert (twelve.rate or 0) == pytest.approx(2 * (six.rate or 0), rel=0.1)
    assert six.binding[1] == "rebalance"


def test_capacity_needs_a_broker_per_replica() -> None:
    with pytest.raises(ka.InputError, match="replication_factor 3 exceeds brokers 2"):
        sizing().capacity(2)


def test_a_number_of_brokers_needs_one_kind() -> None:
    with pytest.raises(ka.InputError, match="set instance"):
        sizing("aws").capacity(6)


def test_worlds_within_what_the_plan_carries_never_saturate_it() -> None:
    found = sizing().uncertain(rate=(10_000, 50_000), worlds=500, seed=1)
    assert all(one["probability"] == 0 for one in found.saturation)
    assert found.brokers["p99"] is not None and found.brokers["p99"] <= found.plan.brokers


def test_worlds_beyond_the_plan_saturate_it() -> None:
    found = sizing().uncertain(rate=(50_000, 900_000), worlds=500, seed=1)
    likely = {(one["constraint"], one["scenario"]): one["probability"] for one in found.saturation}
    assert likely["catch_up_read", "rebalance"] > likely["catch_up_read", "steady_peak"] > 0
    assert len(likely) == 13 * 6


def test_least_regret_is_a_cluster_of_the_catalogue() -> None:
    found = sizing("aws").uncertain(rate="30000..80000", worlds=200, seed=7)
    assert found.least_regret is not None
    assert found.least_regret["brokers"] > 0
    assert 0 <= found.least_regret["mean_regret_monthly"] <= found.least_regret["max_regret_monthly"]


@pytest.mark.parametrize(
    ("ranges", "says"),
    [({"rate": (-1, 5)}, "more than 0"), ({"zones": (1, 3)}, "no field"), ({"rate": "9..3"}, "ends below"),
     ({"retention": "3..9"}, "no unit"), ({"skew": (0.5, 2)}, "1 or more")],
)  # fmt: skip
def test_ranges_that_mean_nothing_are_refused(ranges: dict[str, Any], says: str) -> None:
    with pytest.raises(ka.InputError, match=says):
        sizing().uncertain(worlds=10, **ranges)


def test_rates_in_bytes_may_be_ranges() -> None:
    in_bytes = sizing().uncertain(rate="30..80 MB/s", worlds=100, seed=3)
    assert in_bytes.to_dict() == sizing().uncertain(rate=(30_000, 80_000), worlds=100, seed=3).to_dict()


def test_worlds_have_limits() -> None:
    with pytest.raises(ka.InputError, match="worlds"):
        sizing().uncertain(rate=(1, 2), worlds=0)


def test_keys_set_a_ceiling_on_partitions(tmp_path: Path) -> None:
    report = {"effective_keys": 9.6, "partitions": [{"count": 12, "max_over_mean": 3.0}]}
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(report))
    advice = ka.recommend_partitions(rate=10_000, distribution=str(file))
    assert advice.partitions == 9
    assert advice.binding == "key_ceiling"
    assert advice.warnings[0]["code"] == "partition_ceiling"


def test_brokers_set_a_ceiling_on_partitions() -> None:
    advice = ka.recommend_partitions(rate="1 GB/s", brokers=3, partitions_per_broker=100)
    assert advice.partitions == 99
    assert advice.binding == "broker_limit"


def test_skew_comes_from_a_distribution_report(tmp_path: Path) -> None:
    keys = tmp_path / "keys.txt"
    keys.write_text("".join(f"key-{i % 50}\n" for i in range(5000)))
    report = ka.analyze(keys, [12])
    workload = ka.Workload(**EXAMPLE, partitions=12, skew=report)
    assert workload.skew == report.partitions[0].max_over_mean
    with pytest.raises(ka.InputError, match="covers 12 partitions, not 24"):
        ka.Workload(**EXAMPLE, partitions=24, skew=report)
