"""Verdicts: what is wrong with the keys of a topic, and that sampling noise never is."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.key_weights import KeyWeights
from kafka_architect.analysis.measurements import ArrivalWindows, WindowPairs
from kafka_architect.analysis.spread import useful_partitions
from kafka_architect.analysis.verdict import CODES, judge

from .measured import crc32, java_hash_code, measure, measure_weights, murmur2, nulls

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import Measurements
    from kafka_architect.analysis.verdict import Verdict


def users(count: int) -> list[bytes]:
    return [b"user-%d" % i for i in range(count)]


def verdict(m: Measurements) -> Verdict:
    return judge(m, m.partitions[0])


def figure(of: Verdict, rule: str) -> float:
    found = {evidence.rule: evidence.measured for evidence in of.evidence}[rule]
    assert found is not None
    return found


ZIPF = np.ceil(1e6 / np.arange(1, 20_001)).astype(np.int64)


def test_ten_thousand_equal_keys_are_healthy_though_some_partition_is_16_percent_over() -> None:
    m = measure(users(10_000), [48])
    found = verdict(m)
    assert found.code == "healthy"
    assert figure(found, "max-over-mean") > 1.12
    evidence = {item.rule: item for item in found.evidence}["ten-percent-deviation"]
    assert evidence.threshold == 0.10
    assert evidence.expected == pytest.approx(0.17, abs=0.02)
    assert "No hash" in evidence.explanation or "only by chance" in evidence.explanation


def test_ten_percent_is_attainable_with_enough_keys() -> None:
    found = verdict(measure_weights(users(60_000), np.full(60_000, 3), [12]))
    assert found.code == "healthy"
    explanation = {item.rule: item.explanation for item in found.evidence}["ten-percent-deviation"]
    assert "10 % is attainable" in explanation
    assert figure(found, "ten-percent-deviation") < 0.10


@pytest.mark.parametrize(
    ("keys", "count", "code"),
    [
        (1000, 12, "healthy"),
        (100, 12, "too-few-keys"),
        (100, 48, "too-few-keys"),
        (10, 48, "too-few-keys"),
        (10_000, 100, "healthy"),
        (10_000, 1000, "too-few-keys"),
    ],
)
def test_equal_keys_are_healthy_if_they_are_enough(keys: int, count: int, code: str) -> None:
    found = verdict(measure(users(keys) * 2, [count]))
    assert found.by_chance is not None
    assert found.by_chance.code == code
    # A hundred keys that happen to lie at less than 1.5 times the mean are healthy as long as they stay.
    assert found.code == ("healthy" if figure(found, "max-over-mean") <= 1.5 else code)


@pytest.mark.parametrize("sampled", [None, 2000])
@pytest.mark.parametrize("count", [12, 48, 1000])
def test_zipf_has_hot_keys(count: int, sampled: int | None) -> None:
    m = measure_weights(users(20_000), ZIPF, [count], murmur2, sample_at_most=sampled, listed=200)
    found = verdict(m)
    assert found.code == "hot-key"
    assert figure(found, "hottest-key") == pytest.approx(count * 0.0954, rel=0.01)
    assert figure(found, "effective-keys") == pytest.approx(66.8, rel=0.01)
    assert figure(found, "distinct-keys-test") > 1e-4


def test_one_key_with_half_the_records_is_hot() -> None:
    found = verdict(measure([b"tenant-1"] * 10_000 + users(10_000), [12]))
    assert found.code == "hot-key"
    assert "'tenant-1'" in found.summary
    assert "50.0%" in found.summary


def test_a_nearly_constant_key_is_hot_and_a_constant_one_too_few() -> None:
    assert verdict(measure([b"x"] * 99_000 + users(1000), [12])).code == "hot-key"
    assert verdict(measure([b"x"] * 10_000, [12])).code == "too-few-keys"
    assert "Effective keys: 1, too few" in verdict(measure([b"x"] * 10_000, [12])).summary


@pytest.mark.parametrize("true", [5000, 9000])
def test_booleans_are_too_few(true: int) -> None:
    assert verdict(measure([b"true"] * true + [b"false"] * (10_000 - true), [12])).code == "too-few-keys"


def test_null_keys_that_dominate_are_unkeyed() -> None:
    assert verdict(measure(nulls(6000) + users(4000), [12])).code == "unkeyed"
    assert verdict(measure(nulls(100), [12])).code == "unkeyed"
    assert verdict(measure([], [12])).code == "unkeyed"
    assert verdict(measure(nulls(2000) + users(4000), [12])).code == "healthy"


def test_null_keys_hashed_to_one_partition_are_not_luck() -> None:
    """librdkafka's `consistent` puts every null key into partition 0."""
    m = measure(nulls(6000) + users(6000), [12], crc32, partitioner="consistent", hash_nulls_to=0)
    assert verdict(m).code == "uneven-hash"


def test_one_partition_is_healthy() -> None:
    found = verdict(measure([b"x"] * 100, [1]))
    assert found.code == "healthy"
    assert "One partition" in found.summary


@pytest.mark.parametrize("count", [32, 64, 128])
def test_decimal_ids_are_uneven_under_java_hash_code_at_powers_of_two(count: int) -> None:
    """partitioners.md: max/mean 1.78-1.93."""
    ids = [b"%d" % i for i in range(100_000, 150_000)]
    found = verdict(measure_weights(ids, np.full(50_000, 4), [count], java_hash_code, partitioner="java"))
    assert found.code == "uneven-hash"
    assert figure(found, "max-over-mean") > 1.5
    assert figure(found, "distinct-keys-test") < 1e-10


@pytest.mark.parametrize("count", [12, 100])
def test_decimal_ids_are_fine_under_java_hash_code_at_other_counts(count: int) -> None:
    ids = [b"%d" % i for i in range(100_000, 150_000)]
    found = verdict(measure_weights(ids, np.full(50_000, 4), [count], java_hash_code))
    assert found.code == "healthy"
    assert "too-regular" in {item.rule for item in found.evidence}


@pytest.mark.parametrize("count", [12, 32, 64, 100, 128])
@pytest.mark.parametrize("hash_keys", [murmur2, crc32])
def test_decimal_ids_are_fine_under_murmur2_and_crc32(count: int, hash_keys: object) -> None:
    ids = [b"%d" % i for i in range(20_000)]
    assert verdict(measure_weights(ids, np.full(20_000, 4), [count], hash_keys)).code == "healthy"  # type: ignore[arg-type]


def test_crc32_is_affine() -> None:
    """partitioners.md: at P = 16, int64 keys that vary only in bits 4-7 reach 4 partitions."""
    keys = [(low << 4).to_bytes(8, "big") for low in range(16)]
    m = measure_weights(keys, np.full(16, 100), [16], crc32, partitioner="consistent")
    assert np.count_nonzero(m.partitions[0].records) == 4
    assert verdict(m).code == "uneven-hash"
    assert "12 stay empty" in verdict(m).summary


def test_heavy_keys_made_to_meet_are_not_luck() -> None:
    """The distinct keys spread well, but all heavy ones have the same partition."""
    keys = users(20_000)
    meeting = np.flatnonzero(murmur2(keys) % 48 == 7)[:200]
    weights = np.ones(20_000, dtype=np.int64)
    weights[meeting] = 20
    found = verdict(measure_weights(keys, weights, [48], murmur2))
    assert found.code == "uneven-hash"
    assert figure(found, "distinct-keys-test") > 1e-4


def test_a_weak_hash_within_the_brief_is_not_called_uneven() -> None:
    """Surely not chance, yet no partition is 10 % from the mean."""
    hashes = (np.arange(50_000) % 100 < 52).astype(np.uint32)
    found = verdict(measure_weights(users(50_000), np.full(50_000, 2), [2], hashes=hashes))
    assert found.code == "healthy"
    assert figure(found, "distinct-keys-test") < 1e-10
    assert figure(found, "ten-percent-deviation") == pytest.approx(0.04)


def test_mixed_partitioners_are_a_fault_whatever_the_loads() -> None:
    """CRC-32 and murmur2 agree on about 1/P of the keys."""
    keys = users(5000)
    java, librdkafka = murmur2(keys) % 12, crc32(keys) % 12
    half = np.arange(5000) % 2 == 0
    lie_at = np.where(half, java, librdkafka)
    agreeing = int((lie_at == java).sum())
    observed = np.bincount(lie_at, minlength=12)
    m = measure_weights(keys, np.ones(5000, int), [12], murmur2, observed=observed, agreeing=agreeing)
    found = verdict(m)
    assert found.code == "mixed-partitioners"
    assert figure(found, "partitioner-agreement") == pytest.approx(0.5 + 0.5 / 12, abs=0.02)
    assert "several partitioners" in {e.rule: e.explanation for e in found.evidence}["partitioner-agreement"]


def test_a_partitioner_that_is_in_use_agrees() -> None:
    keys = users(5000)
    observed = np.bincount(murmur2(keys) % 12, minlength=12)
    m = measure_weights(keys, np.ones(5000, int), [12, 24], murmur2, observed=observed)
    assert verdict(m).code == "healthy"
    other_count = judge(m, m.partitions[1])
    assert "partitioner-agreement" not in {item.rule for item in other_count.evidence}


def test_round_robin_is_seen_in_the_real_loads() -> None:
    """segmentio/kafka-go's default ignores keys: hot keys, and yet even partitions."""
    agreeing = int(ZIPF.sum()) // 12
    observed = np.full(12, int(ZIPF.sum()) // 12)
    m = measure_weights(users(20_000), ZIPF, [12], murmur2, observed=observed, agreeing=agreeing)
    found = verdict(m)
    assert found.code == "mixed-partitioners"
    regular = [e for e in found.evidence if e.rule == "too-regular"]
    assert len(regular) == 1
    assert "round robin" in regular[0].explanation


TIMES = [b"%d" % (1_700_000_000 + i // 200) for i in range(400_000)]


def test_timestamps_are_bursty() -> None:
    found = verdict(measure(TIMES, [12]))
    assert found.code == "bursty"
    assert figure(found, "arrival-windows") > 0.15
    assert "may be sorted by key" in found.evidence[-1].explanation


def test_timestamps_in_random_order_are_healthy() -> None:
    shuffled = [TIMES[i] for i in np.random.default_rng(8).permutation(len(TIMES))]
    found = verdict(measure(shuffled, [12]))
    assert found.code == "healthy"
    assert figure(found, "arrival-windows") == pytest.approx(0.095, abs=0.01)
    assert "sorted" not in found.evidence[-1].explanation


def test_hot_keys_in_random_order_are_not_bursty() -> None:
    order = np.random.default_rng(8).permutation(np.repeat(np.arange(2000), 1 + 2000 // np.arange(10, 2010)))
    found = verdict(
        measure_weights(users(2000), np.bincount(order, minlength=2000), [12], murmur2, order=order)
    )
    assert found.code == "healthy"


def test_a_key_of_large_records_is_hot_by_bytes() -> None:
    sizes = np.full(10_000, 100)
    sizes[3] = 5_000_000
    m = measure_weights(users(10_000), np.full(10_000, 10), [12], murmur2, bytes_per_record=sizes)
    found = verdict(m)
    assert found.code == "hot-key"
    assert "of the bytes" in found.summary
    assert figure(found, "max-over-mean") < 1.2
    assert figure(found, "hottest-key-bytes") > 9


def test_keys_made_for_a_partition_count_are_not_too_few_for_it() -> None:
    """48 keys, one in each partition: even, though an ideal hash would not make them so."""
    m = measure_weights(users(48), np.full(48, 100), [48], hashes=np.arange(48, dtype=np.uint32))
    found = verdict(m)
    assert found.code == "healthy"
    assert "too-regular" in {item.rule for item in found.evidence}


def test_the_useful_partition_ceiling_is_one_over_the_hottest_share() -> None:
    sizes = np.full(20_000, 100)
    sizes[0] = 1000
    useful = useful_partitions(measure_weights(users(20_000), ZIPF, bytes_per_record=sizes))
    assert useful.ceiling == 10
    assert useful.floor(48) == pytest.approx(4.58, abs=0.01)
    assert useful.ceiling_by_bytes == 1
    assert useful_partitions(measure([b"x"] * 5)).ceiling == 1
    assert useful_partitions(measure([b"a", b"b", b"c"])).ceiling == 3
    assert useful_partitions(measure([None])).ceiling is None
    assert useful_partitions(measure([b"a"])).floor(1) == 1.0


@pytest.mark.parametrize(
    "keys", [users(1000), [b"x"] * 10, nulls(5), [], [b"\xff\x00", b""] * 50, TIMES[:9000]], ids=len
)
@pytest.mark.parametrize("count", [1, 2, 12, 1000])
def test_every_verdict_is_a_json_document_with_a_code_a_sentence_and_evidence(
    keys: list[bytes | None], count: int
) -> None:
    found = verdict(measure(keys, [count]))
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["code"] in CODES
    assert document["summary"].endswith(".")
    assert document["evidence"]
    for evidence in document["evidence"]:
        assert set(evidence) == {"rule", "measured", "expected", "threshold", "explanation"}
        assert evidence["explanation"].endswith(".")


def test_the_brief_is_evidence_in_every_verdict_with_keys() -> None:
    for m in (measure(users(100)), measure([b"x"] * 9), measure(nulls(9) + users(3))):
        assert "ten-percent-deviation" in {item.rule for item in verdict(m).evidence}


def test_key_weights_split_and_shrink() -> None:
    weights = KeyWeights.of(np.array([6.0, 2.0]))
    assert weights.split_all(2).head.tolist() == [3.0, 3.0, 1.0, 1.0]
    assert weights.without_hottest(1).total == 2.0
    assert KeyWeights.of(np.zeros(0)).effective == 0.0


@pytest.mark.parametrize("hot", range(1, 16))
@pytest.mark.parametrize("count", [12, 48])
def test_hot_keys_are_found_for_any_number_of_them(hot: int, count: int) -> None:
    """5 to 10 % each over an even tail; those that an ideal hash would spread well are none."""
    rng = np.random.default_rng(hot)
    shares = rng.uniform(0.05, 0.10, hot)
    shares *= min(1.0, 0.92 / shares.sum())
    weights = np.concatenate([(shares * 200_000).astype(int), np.full(20_000, 10)])
    m = measure_weights(users(weights.size), weights, [count], murmur2)
    found = verdict(m)
    assert found.by_chance is not None
    if hot > 1 or count > 12:
        assert found.by_chance.code == "hot-key"
        assert found.code == ("hot-key" if figure(found, "max-over-mean") > 1.5 else "healthy")
    if found.code == "hot-key":
        named = "The key" if hot == 1 else f"The {hot} hottest keys"
        assert found.summary.startswith(named)


@pytest.mark.parametrize("topic_partitions", [6, 7, 12, 24])
@pytest.mark.parametrize("keys", [400, 20_000])
def test_a_dump_in_order_of_partitions_is_not_bursty(topic_partitions: int, keys: int) -> None:
    rng = np.random.default_rng(9)
    order = rng.permutation(np.repeat(np.arange(keys), 200_000 // keys))
    at = murmur2(users(keys)) % topic_partitions
    order = order[np.argsort(at[order], kind="stable")]
    weights = np.bincount(order, minlength=keys)
    found = verdict(measure_weights(users(keys), weights, [topic_partitions], murmur2, order=order))
    assert found.code != "bursty"
    arrival = {item.rule: item for item in found.evidence}["arrival-windows"]
    assert arrival.measured is not None
    assert arrival.measured > 0.8
    assert "in partition order, as consumers receive them" in arrival.explanation


def test_without_pairs_of_records_a_burst_is_still_told() -> None:
    """Saved states of the first version have none."""
    m = replace(measure(TIMES, [12]), window_pairs=WindowPairs(0, 0))
    assert verdict(m).code == "bursty"


def test_fixed_keys_are_judged_as_they_lie() -> None:
    """Lucky ones are healthy, unlucky ones are not, and chance is the second answer."""
    tenants = [b"t%d" % i for i in range(30)]
    lucky = measure_weights(tenants, np.full(30, 1000), [12], hashes=np.arange(30, dtype=np.uint32))
    found = verdict(lucky)
    assert (found.code, found.by_chance and found.by_chance.code) == ("healthy", "too-few-keys")
    assert "with the current keys" in found.summary
    many = np.concatenate([np.full(300, 1000), np.full(2, 20_000)])
    hashes = np.concatenate([np.arange(300), [5, 5]]).astype(np.uint32)
    found = verdict(measure_weights(users(302), many, [12], hashes=hashes))
    assert figure(found, "max-over-mean") > 2
    assert found.code != "healthy"


def test_keys_that_happen_to_meet_are_named() -> None:
    weights = np.concatenate([np.full(150, 1000), np.full(7, 1200)])
    hashes = np.concatenate([np.arange(150) % 12, np.full(7, 3)]).astype(np.uint32)
    found = verdict(measure_weights(users(157), weights, [12], hashes=hashes))
    assert found.code == "colliding-keys"
    assert "'user-150' (0.8%)" in found.summary
    assert found.by_chance is not None
    assert found.by_chance.code == "healthy"


def test_all_records_in_one_partition_are_not_what_the_partitioner_would_make() -> None:
    keys = users(5000)
    observed = np.bincount(np.zeros(5000, int), minlength=12)
    agreeing = int((murmur2(keys) % 12 == 0).sum())
    m = measure_weights(keys, np.ones(5000, int), [12], murmur2, observed=observed, agreeing=agreeing)
    found = verdict(m)
    assert found.code == "uneven-partitions"
    assert (
        "partition 0 has 12.00 times the mean of 12 partitions (100.0% of the records); murmur2 would give"
        in found.summary
    )
    windows = (ArrivalWindows(12, 0, 0, 0, 0.0),)
    text = " ".join(str(DistributionReport(replace(m, windows=windows))).split())
    assert "Max/mean: 12.00 measured, partition 0 with 100.0% of the records; murmur2 would give 1.0" in text
