"""What message_bytes counts: key, value and headers, or all that is in the log."""

from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.errors import InputError


def demand(**values: Any) -> ka.ClusterPlan:
    given: dict[str, Any] = {"retention": "1d", "partitions": 12, **values}
    return ka.ClusterSizingCalculator(ka.Workload(**given), "m5.24xlarge").plan(brokers=12)


def test_ten_million_small_records_are_more_bytes_than_few_large_ones() -> None:
    small, large = demand(rate=10e6, message_bytes=10), demand(rate=100e3, message_bytes=1000)
    # 7 to 8 bytes of each record of 10, 9 of each of 1,000, and a share of 61 of each batch.
    assert small.demand["write_mb_per_s"] == pytest.approx(180, rel=0.01)
    assert 101 < large.demand["write_mb_per_s"] < 104
    assert small.demand["write_mb_per_s"] - small.demand["overhead_mb_per_s"] == pytest.approx(100)


def test_a_rate_in_messages_counts_what_is_produced_and_one_in_bytes_the_log() -> None:
    assert ka.Workload(rate=1000, retention="1d").sizes == "produced"
    assert ka.Workload(rate="1 MB/s", retention="1d").sizes == "log"
    assert demand(rate="500 MB/s").demand["write_mb_per_s"] == pytest.approx(500)
    assert demand(rate="500 MB/s").demand["overhead_mb_per_s"] == 0


def test_it_can_be_said() -> None:
    assert demand(rate=50_000, sizes="log").demand["write_mb_per_s"] == pytest.approx(50)
    payload = demand(rate="50 MB/s", sizes="produced").demand
    assert payload["write_mb_per_s"] - payload["overhead_mb_per_s"] == pytest.approx(50)
    with pytest.raises(InputError, match="sizes: expected produced or log, found 'wire'"):
        ka.Workload(rate=1, retention="1d", sizes="wire")


def test_what_nobody_said_is_a_default_with_its_source() -> None:
    for rate in (1000, "1 MB/s"):
        rows = {one["name"]: one for one in ka.Workload(rate=rate, retention="1d").described()}
        assert rows["sizes"]["default"]
        assert "brokers and networks measure it so" in rows["sizes"]["source"]
    rows = {one["name"]: one for one in ka.Workload(rate=1, retention="1d", sizes="log").described()}
    assert not rows["sizes"]["default"]


def test_a_saved_workload_and_a_changed_rate_keep_their_meaning() -> None:
    in_bytes = ka.Workload(rate="50 MB/s", retention="1d")
    assert ka.Workload.from_dict(in_bytes.to_dict()).sizes == "log"
    assert ka.Workload(rate=1000, retention="1d").changed(rate="50 MB/s").sizes == "log"
    assert ka.Workload(rate=1000, retention="1d", sizes="produced").changed(rate="5 MB/s").sizes == "produced"
    topic = ka.TopicLoad(name="orders", rate=1000, retention="1d")
    assert topic.changed(rate="5 MB/s").sizes == "log"
    assert topic.changed(partitions=3).sizes == "produced"


def test_each_topic_has_its_own() -> None:
    topics = [
        {"name": "events", "rate": 10_000, "message_bytes": 100, "retention": "1d", "partitions": 6},
        {"name": "logs", "rate": "10 MB/s", "retention": "1d", "partitions": 6},
    ]
    rows = ka.ClusterSizingCalculator(ka.Workload(topics=topics), "m5.4xlarge").plan().by_topic
    assert rows[0].overhead_mb_per_s > 0.09
    assert rows[1].overhead_mb_per_s == 0
    assert rows[1].log_bytes_per_record == 1000


def test_a_live_key_takes_its_record_and_at_worst_a_batch() -> None:
    compacted: dict[str, Any] = {
        "rate": 1e6,
        "message_bytes": 100,
        "live_keys": 1e6,
        "retention": None,
        "partitions": 12,
    }
    row = demand(**compacted).by_topic[0]
    kept = 1e6 * (100 + row.record_overhead_bytes + 61) * ka.Policy().compaction_overhead * 3 / 1e12
    assert row.local_tb == pytest.approx(kept)


def test_capacity_is_in_bytes_of_the_log_at_the_larger_rate() -> None:
    workload = ka.Workload(rate=10_000, message_bytes=100, retention="1h", partitions=36)
    calculator = ka.ClusterSizingCalculator(workload, "m5.4xlarge")
    most = calculator.capacity(brokers=6)
    assert most.rate is not None
    at_most = ka.ClusterSizingCalculator(workload.changed(rate=most.rate), "m5.4xlarge").plan(brokers=6)
    assert most.write_mb_per_s == pytest.approx(at_most.demand["write_mb_per_s"], rel=1e-6)
    assert at_most.within_limits
