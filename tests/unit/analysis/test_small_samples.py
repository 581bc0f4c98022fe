"""Small samples: what they prove, and what is said when they prove nothing."""

from __future__ import annotations

import uuid
from random import Random

import numpy as np
import pytest

from kafka_architect.analysis.key_weights import KeyWeights
from kafka_architect.analysis.mitigation import mitigations
from kafka_architect.analysis.sample_size import coverage, records_needed, without_noise
from kafka_architect.analysis.verdict import judge
from kafka_architect.analysis.weak_keys import weak_keys

from .measured import measure, measure_weights, murmur2


def uuids(count: int) -> list[bytes]:
    random = Random(count)
    return [str(uuid.UUID(int=random.getrandbits(128))).encode() for _ in range(count)]


@pytest.mark.parametrize("count", [12, 24, 48])
def test_a_hundred_unique_uuids_are_too_few_records_and_no_weak_keys(count: int) -> None:
    m = measure(uuids(100), [count], murmur2)
    found = judge(m, m.partitions[0])
    assert found.code in {"small-sample", "healthy"}
    assert {weak.name for weak in weak_keys(m)} == set()
    if found.code == "small-sample":
        assert "100 distinct keys in 100 records" in found.summary
        assert f"Take about {records_needed(count):,} records" in found.summary


def test_so_many_records_as_are_asked_for_are_enough() -> None:
    for count in (12, 24, 48):
        m = measure(uuids(records_needed(count)), [count], murmur2)
        assert judge(m, m.partitions[0]).code == "healthy"


def test_keys_that_occur_once_are_not_salted() -> None:
    names = {way.name for way in mitigations(measure(uuids(100), [48], murmur2), 48, murmur2)}
    assert not names & {"salt-hot-keys", "key-map", "dedicated-topic", "more-choices-for-hot-keys"}


def test_a_hot_key_shows_in_few_records() -> None:
    m = measure([b"tenant-1"] * 20 + uuids(30), [12], murmur2)
    found = judge(m, m.partitions[0])
    assert found.code == "hot-key"
    assert "tenant-1" in found.summary


def test_coverage_is_good_turing_s() -> None:
    assert coverage(measure(uuids(50), [12])) == 0.0
    assert coverage(measure([b"a", b"a", b"b"], [12])) == pytest.approx(2 / 3)
    assert coverage(measure([b"a", b"b"] * 10, [12])) == 1.0
    assert coverage(measure([None], [12])) is None
    sampled = measure_weights(
        [b"%d" % i for i in range(20_000)], np.full(20_000, 1), [12], sample_at_most=400
    )
    assert coverage(sampled) == pytest.approx(0.0, abs=1e-9)


def test_without_noise_equal_keys_keep_their_number_however_few_records_show_it() -> None:
    """sum n (n - 1) is unbiased: 500 equal keys look like 500, whether there are 600 or 50,000 records."""
    rng = np.random.default_rng(3)
    for records in (600, 2_000, 50_000):
        seen = [
            without_noise(
                KeyWeights.of(np.bincount(rng.integers(0, 500, records)).astype(float)), certain=False
            ).effective
            for _ in range(30)
        ]
        assert 1 / np.mean([1 / one for one in seen]) == pytest.approx(500, rel=0.1)


def test_what_is_certain_is_less_uneven_than_what_is_expected() -> None:
    weights = KeyWeights.of(np.array([9.0, 5, 3, 2, 1, 1, 1, 1, 1, 1]))
    certain, expected = without_noise(weights, certain=True), without_noise(weights, certain=False)
    assert certain.effective > expected.effective > weights.effective
    assert certain.total == pytest.approx(weights.total)
    many = KeyWeights.of(np.array([9e6, 5e6, 3e6]))
    assert without_noise(many, certain=True).effective == pytest.approx(many.effective, rel=0.01)
