"""Worked examples as articles have them; a plan reproduces them where they are right.

Where they are wrong (replication traffic, replicas per broker, utilisation, heap, what the log's format adds)
the plan says the right figure: docs/sizing.md has both.
"""

import pytest

import kafka_architect as ka


@pytest.fixture(scope="module")
def plan() -> ka.ClusterPlan:
    # Articles count records as they are produced, as if they took no more in the log.
    workload = ka.Workload(
        rate=50_000, message_bytes=1000, sizes="log", retention="7d", consumer_groups=3, topics=20,
        partitions=24,
    )  # fmt: skip
    return ka.ClusterSizingCalculator(workload, "m5.2xlarge").plan()


def test_fifty_thousand_messages_of_a_kilobyte_are_fifty_megabytes_per_second(plan: ka.ClusterPlan) -> None:
    assert plan.demand["write_mb_per_s"] == pytest.approx(50)
    assert plan.demand["read_mb_per_s"] == pytest.approx(150)


def test_a_day_is_4_32_tb(plan: ka.ClusterPlan) -> None:
    assert plan.demand["daily_write_tb"] == pytest.approx(4.32)


def test_seven_days_of_three_replicas_are_90_72_tb(plan: ka.ClusterPlan) -> None:
    assert plan.demand["retained_tb"] == pytest.approx(90.72)


def test_with_thirty_percent_overhead_117_9_tb(plan: ka.ClusterPlan) -> None:
    assert plan.demand["provisioned_tb"] == pytest.approx(117.936)


def test_records_take_more_in_the_log_than_articles_count(plan: ka.ClusterPlan) -> None:
    # 480 partitions from 10 producers within 5 ms: hardly two records in a batch, whose header is 61 bytes.
    produced = ka.ClusterSizingCalculator(plan.workload.changed(sizes="produced"), "m5.2xlarge")
    demand = produced.plan().demand
    assert demand["write_mb_per_s"] == pytest.approx(
        50 * (1000 + 9 + 61 / (1 + 50_000 / 4800 * 0.005)) / 1000
    )
    assert demand["write_mb_per_s"] - demand["overhead_mb_per_s"] == pytest.approx(50)


def test_replication_is_network_traffic_too(plan: ka.ClusterPlan) -> None:
    # The example counts 200 MB/s; followers take in and leaders give out another 100 each.
    assert plan.demand["replication_mb_per_s"] == pytest.approx(100)
    assert plan.demand["network_in_mb_per_s"] == pytest.approx(150)
    assert plan.demand["network_out_mb_per_s"] == pytest.approx(250)


def test_replicas_count_against_a_broker_and_not_partitions(plan: ka.ClusterPlan) -> None:
    assert plan.partitions_total == 480
    five = ka.ClusterSizingCalculator(plan.workload, "m5.2xlarge").plan(brokers=5)
    assert five.replicas_per_broker == 288  # the example: 96


def test_forty_of_312_megabytes_is_not_forty_percent(plan: ka.ClusterPlan) -> None:
    five = ka.ClusterSizingCalculator(plan.workload, "m5.2xlarge").plan(brokers=5)
    out = five.limit("network_out")
    assert out.demand_per_broker == pytest.approx(50)
    assert out.utilisation == pytest.approx(50 / 312.5)


def test_the_heap_is_six_gibibytes_and_not_half_of_the_memory(plan: ka.ClusterPlan) -> None:
    assert plan.heap_gib == 6
    assert plan.page_cache_gib == 25


def test_ten_thousand_messages_per_second_want_twelve_partitions() -> None:
    advice = ka.recommend_partitions(rate=10_000, message_bytes=1000)
    assert advice.minimum == 1
    assert advice.partitions == 12
