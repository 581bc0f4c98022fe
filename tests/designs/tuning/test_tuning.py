"""Settings from rates: what more load, less time and fewer partitions change, and what is refused."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.designs.model.expression import evaluate
from kafka_architect.designs.tuning.batching import batching
from kafka_architect.designs.tuning.explain import explain, explainable
from kafka_architect.designs.tuning.fetching import fetching
from kafka_architect.errors import InputError, UnmeetableError

_LOADS = st.fixed_dictionaries(
    {
        "rate": st.floats(0.1, 1e6),
        "message_bytes": st.floats(1, 500_000),
        "partitions": st.integers(1, 500),
        "producers": st.integers(1, 200),
        "consumers": st.integers(1, 200),
        "brokers": st.integers(1, 50),
        "replication_factor": st.integers(1, 3),
        "keyed": st.booleans(),
        "client": st.sampled_from(["java", "librdkafka"]),
        "compression_ratio": st.none() | st.floats(0.5, 20),
        "lag_objective": st.none() | st.sampled_from(["5s", "60s", "10min"]),
        "group_protocol": st.sampled_from(["consumer", "classic"]),
    }
)
_LATENCIES = st.floats(12, 10_000)


def _tuned(load: dict[str, Any], latency_ms: float) -> ka.Tuning:
    return ka.tune(**load, latency=f"{latency_ms} ms")


def _figure(tuning: ka.Tuning, key: str) -> float:
    figures = dict(tuning.producer.figures()) | dict(tuning.consumer.figures()) | tuning.expected
    return float(figures[key].value)


@given(_LOADS, _LATENCIES)
def test_every_number_is_the_value_of_its_formula_and_can_be_asked_for(
    load: dict[str, Any], latency_ms: float
) -> None:
    document = _tuned(load, latency_ms).to_dict()
    names = explainable(document)
    assert len(names) == len(set(names)) > 60
    for name in names:
        figure = explain(document, name)
        assert evaluate(figure["formula"], figure["inputs"]) == pytest.approx(figure["value"]), name
        assert figure["source"], name
        assert figure["binding"] or not re.search(r"\b(min|max)\(", figure["formula"]), name
        assert set(figure["assumed"]) <= set(figure["inputs"]), name
        assert set(figure["details"]) <= set(figure["inputs"]), name
        assert set(figure["inputs"]) <= set(re.findall(r"\w+", figure["formula"])), name


@given(_LOADS, _LATENCIES, _LATENCIES)
def test_less_latency_never_means_a_longer_linger(
    load: dict[str, Any], one_ms: float, other_ms: float
) -> None:
    strict, loose = sorted((one_ms, other_ms))
    shorter, longer = _tuned(load, strict), _tuned(load, loose)
    if _figure(longer, "fetch.min.bytes") > 1:
        # The looser objective is shared with the fetch wait, in which the stricter has no part.
        assume(_figure(shorter, "fetch.min.bytes") > 1)
    assert _figure(shorter, "linger.ms") <= _figure(longer, "linger.ms")


@given(_LOADS, st.integers(0, 200), st.integers(10, 20), st.floats(1, 50))
def test_a_higher_rate_never_means_smaller_batches_at_the_same_settings(
    load: dict[str, Any], linger_ms: int, batch_bits: int, factor: float
) -> None:
    assume(load["keyed"])  # without keys a full batch takes the next one's first record along
    slow = ka.FlowLoad(**load)
    fast = ka.FlowLoad(**{**load, "rate": load["rate"] * factor})
    batches = [batching(one, linger_ms, 2**batch_bits) for one in (slow, fast)]
    assert batches[0].batch_bytes.value <= batches[1].batch_bytes.value * (1 + 1e-9)
    assert batches[0].records_per_request.value <= batches[1].records_per_request.value * (1 + 1e-9)


@given(_LOADS, st.integers(0, 200), st.integers(10, 20))
def test_requests_carry_the_whole_rate(load: dict[str, Any], linger_ms: int, batch_bits: int) -> None:
    flow = ka.FlowLoad(**load)
    made = batching(flow, linger_ms, 2**batch_bits)
    carried = made.requests_per_producer.value * made.records_per_request.value * flow.producers
    assert carried == pytest.approx(flow.rate)
    assert 1 <= made.records_per_batch.value <= made.capacity.value * (1 + 1e-9)
    assert made.batch_fill.value <= 1


@given(_LOADS, st.integers(1, 1_000_000), st.integers(1, 500))
def test_waiting_for_more_bytes_never_means_more_fetches(
    load: dict[str, Any], min_bytes: int, wait_ms: int
) -> None:
    flow = ka.FlowLoad(**load)
    made = batching(flow, 5, 16_384)
    at_once = fetching(flow, made, 1, wait_ms)
    waiting = fetching(flow, made, min_bytes, wait_ms)
    assert waiting.fetches_per_s.value <= at_once.fetches_per_s.value * (1 + 1e-9)


@given(_LOADS, _LATENCIES)
def test_what_is_chosen_keeps_the_objective(load: dict[str, Any], latency_ms: float) -> None:
    tuning = _tuned(load, latency_ms)
    if tuning.expected["in_flight"].value < 4.5:
        assert tuning.latency.value <= latency_ms


@given(_LOADS, _LATENCIES)
def test_what_kafka_demands_of_settings_together(load: dict[str, Any], latency_ms: float) -> None:
    tuning = _tuned(load, latency_ms)
    producer = {one.key: one.value for one in tuning.producer.settings}
    times = int(producer["linger.ms"]) + int(producer["request.timeout.ms"])
    assert int(producer["delivery.timeout.ms"]) >= times
    assert int(producer["batch.size"]) <= 1_048_576
    assert int(producer["buffer.memory"]) >= int(producer["batch.size"]) * load["partitions"]
    sessions = {one.key.removeprefix("consumer."): one for one in (*tuning.consumer.settings, *tuning.group)}
    session, heartbeat = (
        int(sessions[f"{key}.ms"].value) for key in ("session.timeout", "heartbeat.interval")
    )
    assert 3 * heartbeat <= session
    assert ("group.protocol" in sessions) == bool(tuning.group) == (load["group_protocol"] == "consumer")


@given(_LOADS, _LATENCIES)
def test_json_brings_it_back(load: dict[str, Any], latency_ms: float) -> None:
    tuning = _tuned(load, latency_ms)
    assert ka.Tuning.from_dict(json.loads(json.dumps(tuning.to_dict()))) == tuning


def test_the_worked_example() -> None:
    """5,000/s over 4 producers, 12 partitions on 3 brokers: 417/s per producer and broker."""
    tuning = ka.tune(
        rate=5000, message_bytes=500, partitions=12, latency="22ms", producers=4, consumers=6, brokers=3
    )
    # 22 ms - (0.5 + 2 + 1.5 + 6) = 12; three quarters, since no fetch gains by waiting.
    assert tuning.producer.setting("linger.ms") == "9"
    # The record that starts the clock, and 416.7/s x 9 ms.
    records = 1 + 5000 / 4 / 3 * 0.009
    assert tuning.expected["records_per_request"].value == pytest.approx(records)
    # 4.75 records over 4 partitions at random: 4 x (1 - 0.75^4.75) = 2.98 of them get any.
    assert tuning.expected["records_per_batch"].value == pytest.approx(records / (4 * (1 - 0.75**records)))
    assert tuning.expected["requests_per_broker"].value == pytest.approx(5000 / records / 3)
    assert tuning.latency.value == pytest.approx(0.5 + 2 + 1 + 0.5 + 6 + 9)


def test_librdkafka_sends_each_partition_by_itself() -> None:
    java, librdkafka = (
        batching(ka.FlowLoad(rate=6000, message_bytes=500, partitions=12, brokers=3, client=one), 20, 16_384)
        for one in ("java", "librdkafka")
    )
    assert java.records_per_request.value == pytest.approx(1 + 6000 / 3 * 0.02)
    assert librdkafka.records_per_request.value == pytest.approx(1 + 6000 / 12 * 0.02)
    assert librdkafka.records_per_batch == librdkafka.records_per_request


def test_without_keys_all_records_gather_in_one_batch() -> None:
    keyed, unkeyed = (
        ka.tune(rate=2000, message_bytes=500, partitions=12, latency="50ms", keyed=one)
        for one in (True, False)
    )
    assert unkeyed.expected["batch_bytes"].value > 3 * keyed.expected["batch_bytes"].value


def test_waiting_for_fetches_pays_when_many_producers_send_little() -> None:
    tuning = ka.tune(rate=20_000, message_bytes=200, partitions=12, producers=200, latency="200ms")
    assert _figure(tuning, "fetch.min.bytes") > 1
    assert tuning.consumer.setting("fetch.max.wait.ms") == "47"  # a quarter of 200 - 10


def test_a_far_producer_needs_buffers_for_its_round_trip() -> None:
    near = ka.tune(rate=20_000, message_bytes=1000, partitions=6, latency="500ms")
    far = ka.tune(rate=20_000, message_bytes=1000, partitions=6, latency="500ms", cross_region="100ms")
    assert _figure(far, "send.buffer.bytes") > _figure(near, "send.buffer.bytes") == 131_072
    assert far.producer.setting("compression.type") == "zstd"
    assert any("wmem_max" in one for one in far.remarks)


def test_a_lag_objective_below_two_sessions_is_remarked() -> None:
    flow = {"rate": 5000, "message_bytes": 500, "partitions": 12, "lag_objective": "60s"}
    assert any("noticed after 45 s" in one for one in ka.tune(**flow).remarks)
    classic = ka.tune(**flow, group_protocol="classic")
    assert classic.consumer.setting("session.timeout.ms") == "30000"
    assert not any("noticed after" in one for one in classic.remarks)


def test_handling_bounds_a_poll() -> None:
    slow = ka.tune(rate=100, message_bytes=500, partitions=12, consumers=12, processing="50ms", latency="1s")
    assert slow.consumer.setting("max.poll.records") == "20"  # a second of work
    glacial = ka.tune(rate=0.01, message_bytes=500, partitions=12, consumers=12, processing="40s")
    assert glacial.consumer.setting("max.poll.interval.ms") == "400000"


def test_a_table_says_what_latency_costs() -> None:
    tuning = ka.tune(rate=5000, message_bytes=500, partitions=12, latency="20ms", producers=4)
    requests = [row["requests_per_broker"].value for row in tuning.exchange.values()]
    latencies = [row["latency_ms"].value for row in tuning.exchange.values()]
    assert requests == sorted(requests, reverse=True)
    assert latencies == sorted(latencies)
    assert len(tuning.costs) == 2
    assert tuning.costs[0].startswith("linger.ms=0: ") and "requests x " in tuning.costs[0]


@pytest.mark.parametrize(
    ("more", "says", "way_out"),
    [
        ({"cross_region": "80ms"}, "a latency of 20 ms cannot be met", "keep the producers in the region"),
        ({"cross_region": "80ms", "crosses": "replicas"}, "takes up to 168 ms", "ask for more than 168 ms"),
        ({"latency": "3ms"}, "a latency of 3 ms cannot be met", "ask for more than 10 ms"),
        ({"processing": "2ms"}, "1 consumer cannot keep up", "use 13 consumers and at least 13 partitions"),
    ],
)
def test_impossible_objectives_say_the_way_out(more: dict[str, str], says: str, way_out: str) -> None:
    with pytest.raises(UnmeetableError) as caught:
        ka.tune(**{"rate": 5000, "message_bytes": 500, "partitions": 12, "latency": "20ms", **more})
    assert says in str(caught.value)
    assert way_out in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rate": 0}, "rate: expected more than 0"),
        ({"rate": "5 MB/s"}, "expected messages per second"),
        ({"partitions": 0}, "partitions: expected a whole number of 1 or more"),
        ({"latency": "20"}, "latency: '20' has no unit"),
        ({"latency": "-5ms"}, "latency: expected more than 0"),
        ({"message_bytes": "2 MB"}, "claim-check"),
        ({"crosses": "consumer"}, "crosses: expected one of producers, replicas, consumers"),
        ({"compression": "brotli"}, "expected one of none, lz4"),
        ({"latancy": "20ms"}, "did you mean 'latency'"),
    ],
)
def test_wrong_input_is_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        ka.tune(**{"rate": 5000, "message_bytes": 500, "partitions": 12, **wrong})


def test_a_missing_field_is_named() -> None:
    with pytest.raises(InputError, match="partitions: missing"):
        ka.tune(rate=5000, message_bytes=500)


def test_what_only_looks_like_a_tuning_is_refused() -> None:
    document = ka.tune(rate=5000, message_bytes=500, partitions=12).to_dict()
    for broken in ({}, {**document, "version": 2}, {**document, "budget": 3}, {**document, "format": "x"}):
        with pytest.raises(InputError, match=r"unknown format|not a tuning|version|budget: expected"):
            ka.Tuning.from_dict(broken)


def test_it_shows_itself() -> None:
    tuning = ka.tune(rate=5000, message_bytes=500, partitions=12, latency="20ms")
    text = str(tuning)
    assert "linger.ms" in text and "Other linger.ms values:" in text and "Maximum wait of a record" in text
    assert len(repr(tuning)) < 320
    assert "<table>" in tuning._repr_html_()
