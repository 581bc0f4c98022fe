"""Mitigations, simulated on the measured keys, and held against keys that are really changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kafka_architect.analysis.mitigation import mitigations

from .measured import measure, measure_weights, murmur2

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import Measurements
    from kafka_architect.analysis.mitigation import Mitigation


def users(count: int) -> list[bytes]:
    return [b"user-%d" % i for i in range(count)]


ZIPF = np.ceil(1e5 / np.arange(1, 5001)).astype(np.int64)
HOT = measure_weights(users(5000), ZIPF, [12, 48], murmur2, what_if=[24, 96])
TENANT = measure([b"tenant"] * 50_000 + users(50_000), [12])


def named(m: Measurements, count: int) -> dict[str, Mitigation]:
    found = mitigations(m, count, murmur2)
    json.dumps([way.to_dict() for way in found], allow_nan=False)
    return {way.name: way for way in found}


def loads(keys: list[bytes], weights: np.ndarray, count: int) -> np.ndarray:
    return np.bincount((murmur2(keys) % count).astype(np.int64), weights=weights, minlength=count)


def test_all_ways_out_of_a_hot_key() -> None:
    assert set(named(HOT, 48)) == {
        "key-map",
        "salt-hot-keys",
        "more-choices-for-hot-keys",
        "any-partition-for-hot-keys",
        "dedicated-topic",
        "compound-keys",
        "two-choices",
        "more-partitions",
    }
    before = loads(users(5000), ZIPF, 48)
    for way in named(HOT, 48).values():
        assert way.max_over_mean_before == pytest.approx(before.max() / before.mean())
        assert way.hottest_share_before == pytest.approx(before.max() / before.sum())


def test_equal_keys_have_no_hot_ones_to_treat() -> None:
    m = measure_weights(users(20_000), np.full(20_000, 2), [12], murmur2)
    assert set(named(m, 12)) == {"compound-keys", "two-choices", "more-partitions"}
    assert mitigations(measure([None], [12]), 12, murmur2) == ()


@pytest.mark.parametrize("count", [12, 48])
def test_salting_gives_what_really_salted_keys_give(count: int) -> None:
    way = named(HOT, count)["salt-hot-keys"]
    hot, k = int(way.parameters["hot_keys"]), int(way.parameters["sub_keys"])
    salted = [b"user-%d-%d" % (i, n) for n in range(k) for i in range(hot)]
    weights = np.concatenate([np.tile(ZIPF[:hot] / k, k), ZIPF[hot:]])
    after = loads(salted + users(5000)[hot:], weights, count)
    assert way.max_over_mean == pytest.approx(after.max() / after.mean())
    assert way.max_over_mean <= way.parameters["target"]
    assert way.max_over_mean < way.max_over_mean_before
    assert way.keys_losing_order == hot
    assert way.records_losing_order == pytest.approx(ZIPF[:hot].sum() / ZIPF.sum())
    assert 1 < way.partitions_per_key <= k


def test_salting_chooses_the_smallest_k() -> None:
    way = named(TENANT, 12)["salt-hot-keys"]
    k = int(way.parameters["sub_keys"])
    rest = loads(users(50_000), np.ones(50_000), 12)
    for fewer in range(2, k):
        after = rest + loads([b"tenant-%d" % n for n in range(fewer)], np.full(fewer, 50_000 / fewer), 12)
        assert after.max() / after.mean() > way.parameters["target"]


def test_compound_keys_give_what_the_brief_s_keys_give() -> None:
    """`userId-<n>`, n = counter % 10."""
    m = measure_weights(users(1000), ZIPF[:1000], [12], murmur2)
    way = named(m, 12)["compound-keys"]
    compound = [b"user-%d-%d" % (i, n) for n in range(10) for i in range(1000)]
    after = loads(compound, np.tile(ZIPF[:1000] / 10, 10), 12)
    assert way.max_over_mean == pytest.approx(after.max() / after.mean())
    assert (way.keys_losing_order, way.records_losing_order) == (1000, 1.0)
    assert way.partitions_per_key == pytest.approx(12 * (1 - (11 / 12) ** 10), rel=0.03)


def test_compound_keys_of_many_keys_are_estimated() -> None:
    way = named(HOT, 48)["compound-keys"]
    compound = [b"user-%d-%d" % (i, n) for n in range(10) for i in range(5000)]
    after = loads(compound, np.tile(ZIPF / 10, 10), 48)
    assert way.max_over_mean == pytest.approx(after.max() / after.mean(), rel=0.25)


def test_two_choices_give_what_choosing_record_by_record_gives() -> None:
    keys, weights = users(300), ZIPF[:300] // 100
    m = measure_weights(keys, weights, [12], murmur2)
    places = np.stack([murmur2(keys) % 12, murmur2([key + b"-0" for key in keys]) % 12]).T.astype(int)
    after = np.zeros(12)
    for key in np.random.default_rng(2).permutation(np.repeat(np.arange(300), weights)):
        a, b = places[key]
        after[a if after[a] <= after[b] else b] += 1
    way = named(m, 12)["two-choices"]
    assert way.max_over_mean == pytest.approx(after.max() / after.mean(), rel=0.05)
    assert way.max_over_mean < way.max_over_mean_before


def test_two_choices_cannot_help_a_key_above_two_fair_shares() -> None:
    """Half of 6 fair shares in each of two partitions, and (2/12)^2 of the other keys must go there too."""
    assert named(TENANT, 12)["two-choices"].max_over_mean == pytest.approx(3 + 6 / 36 / 2, rel=0.02)


def test_more_choices_for_hot_keys_leave_all_others_in_order() -> None:
    way = named(TENANT, 12)["more-choices-for-hot-keys"]
    assert way.keys_losing_order == 1
    assert way.records_losing_order == pytest.approx(0.5)
    assert way.max_over_mean < 1.3 < way.max_over_mean_before
    assert named(TENANT, 12)["any-partition-for-hot-keys"].max_over_mean == pytest.approx(1.0)


def test_more_choices_need_no_more_than_salts() -> None:
    ways = named(HOT, 48)
    choices = ways["more-choices-for-hot-keys"].parameters["choices"]
    assert choices <= ways["salt-hot-keys"].parameters["sub_keys"]


def test_a_dedicated_topic_keeps_the_order() -> None:
    way = named(TENANT, 12)["dedicated-topic"]
    rest = loads(users(50_000), np.ones(50_000), 12)
    assert way.max_over_mean == pytest.approx(rest.max() / rest.mean())
    assert (way.keys_losing_order, way.records_losing_order) == (0, 0.0)
    assert way.parameters["dedicated_partitions_in_order"] == 1
    assert way.parameters["dedicated_partitions_without_order"] == 6
    assert way.parameters["hottest_key_over_mean"] == pytest.approx(6)
    assert way.hottest_share < 0.05


def test_more_partitions_do_not_cool_a_hot_key() -> None:
    way = named(HOT, 48)["more-partitions"]
    after = loads(users(5000), ZIPF, 96)
    assert way.max_over_mean == pytest.approx(after.max() / after.mean())
    assert way.max_over_mean > way.max_over_mean_before
    assert way.hottest_share >= ZIPF[0] / ZIPF.sum()
    assert way.keys_losing_order == pytest.approx(2500, rel=0.05)


def test_a_count_that_was_not_measured_is_estimated() -> None:
    way = named(HOT, 30)["salt-hot-keys"]
    before = loads(users(5000), ZIPF, 30)
    assert way.max_over_mean_before == pytest.approx(before.max() / before.mean(), rel=0.05)


def test_one_constant_key() -> None:
    ways = named(measure([b"x"] * 1200, [12]), 12)
    assert "dedicated-topic" not in ways  # it would be the old topic over again
    assert ways["any-partition-for-hot-keys"].max_over_mean == pytest.approx(1.0)
    assert ways["salt-hot-keys"].max_over_mean < 2.5


def test_one_partition_has_nothing_to_mitigate() -> None:
    for way in mitigations(measure(users(100), [1]), 1, murmur2):
        assert way.max_over_mean_before == 1.0


def test_the_trap_of_choosing_the_sub_key_by_the_same_hash_is_told() -> None:
    """partitioners.md: 12 -> 24 reaches 2 partitions."""
    assert "gcd" in named(HOT, 12)["salt-hot-keys"].when
    keys = np.array([h for h in murmur2(users(5000)) if h % 12 == 5])
    assert np.unique(keys % 24).size == 24 // np.gcd(12, 24) == 2
