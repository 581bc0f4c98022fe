"""What the log's format adds: never less with more load, never nothing, never more than a batch a record."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.sizing.record_format import record_in_log

loads = st.fixed_dictionaries(
    {
        "rate": st.floats(1e-3, 1e8),
        "message_bytes": st.floats(1, 5e6),
        "compression_ratio": st.floats(0.5, 20),
        "peak_to_average": st.floats(1, 10),
        "batch_bytes": st.floats(1, 5e6),
        "linger_ms": st.floats(0, 60_000),
        "producers": st.integers(0, 10_000),
        "partitions": st.integers(1, 5_000),
    }
)
# What makes a load heavier, and by how much at most.
HEAVIER = ("rate", "message_bytes", "producers", "partitions")


def topic(values: dict[str, Any]) -> ka.TopicLoad:
    return ka.TopicLoad(name="t", retention="1d", **values)


def allowed(values: dict[str, Any]) -> float:
    """Bytes per second by which larger batches may be the longer ones.

    From the 64th record of a batch on an offset takes a second byte. Where values do not compress, that is a
    little more than what is saved of the batch's header, of which a 64th record has 61/64 bytes.
    """
    return float(values["rate"] * max(0.0, 1 / values["compression_ratio"] - 61 / 64))


def log_rate(values: dict[str, Any]) -> float:
    """Bytes per second in the log."""
    record = record_in_log(topic(values), values["partitions"])
    return float(values["rate"]) * record.log_bytes


@settings(max_examples=300, deadline=None)
@given(loads, st.sampled_from(HEAVIER), st.floats(1, 50))
def test_more_load_is_never_fewer_bytes(values: dict[str, Any], name: str, times: float) -> None:
    more = values[name] * times
    heavier = {**values, name: more if isinstance(values[name], float) else round(more)}
    assert log_rate(heavier) >= log_rate(values) * (1 - 1e-9) - allowed(values)


@settings(max_examples=300, deadline=None)
@given(loads, st.floats(1, 50))
def test_more_records_are_always_more_bytes(values: dict[str, Any], times: float) -> None:
    heavier = {**values, "rate": values["rate"] * times}
    assert log_rate(heavier) >= log_rate(values) * (1 - 1e-9)


@settings(max_examples=200, deadline=None)
@given(loads, st.sampled_from(["batch_bytes", "compression_ratio"]), st.floats(1, 50))
def test_larger_batches_and_better_compression_are_never_more(
    values: dict[str, Any], name: str, times: float
) -> None:
    better = {**values, name: values[name] * times}
    assert log_rate(better) <= log_rate(values) * (1 + 1e-9) + allowed(better)


@settings(max_examples=200, deadline=None)
@given(loads)
def test_what_is_added_lies_between_a_full_batch_and_one_of_its_own(values: dict[str, Any]) -> None:
    record = record_in_log(topic(values), values["partitions"])
    assert 7 <= record.record_overhead_bytes <= 14
    compressed = (values["message_bytes"] + record.record_overhead_bytes) / values["compression_ratio"]
    assert compressed < record.log_bytes <= (compressed + 61) * (1 + 1e-9)


@settings(max_examples=100, deadline=None)
@given(loads)
def test_sizes_of_the_log_are_left_as_they_are(values: dict[str, Any]) -> None:
    record = record_in_log(topic({**values, "sizes": "log"}), values["partitions"])
    assert record.log_bytes == pytest.approx(values["message_bytes"] / values["compression_ratio"])


@settings(max_examples=60, deadline=None)
@given(st.lists(loads, min_size=1, max_size=5))
def test_topics_add_up(several: list[dict[str, Any]]) -> None:
    small = [{**one, "rate": min(one["rate"], 1000.0), "message_bytes": min(one["message_bytes"], 1000.0)}
             for one in several]  # fmt: skip
    topics = [ka.TopicLoad(name=f"t{i}", retention="1h", **one) for i, one in enumerate(small)]
    plan = ka.ClusterSizingCalculator(ka.Workload(topics=topics), "m5.24xlarge").plan(brokers=30)
    rows = plan.by_topic
    assert sum(one.overhead_mb_per_s for one in rows) == pytest.approx(plan.demand["overhead_mb_per_s"])
    produced = sum(
        one["rate"] * one["peak_to_average"] * one["message_bytes"] / one["compression_ratio"]
        for one in small
    )
    added = plan.demand["write_mb_per_s"] - plan.demand["overhead_mb_per_s"]
    assert added == pytest.approx(produced / 1e6)
