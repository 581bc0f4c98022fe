"""Other partition counts: how the keys would spread, which counts to choose, what moves."""

from __future__ import annotations

import json

import numpy as np
import pytest

from kafka_architect.analysis.verdict import judge
from kafka_architect.analysis.what_if import moved, recommended_counts, what_if

from .measured import measure, measure_weights, murmur2


def users(count: int) -> list[bytes]:
    return [b"user-%d" % i for i in range(count)]


EQUAL = measure_weights(users(20_000), np.full(20_000, 5), [12, 48], murmur2, what_if=range(2, 101))
ZIPF = np.ceil(1e6 / np.arange(1, 20_001)).astype(np.int64)


def test_every_measured_count_has_a_row_in_order() -> None:
    rows = what_if(EQUAL)
    assert [row.count for row in rows] == list(range(2, 101))
    hashes = murmur2(users(20_000))
    for row in rows:
        loads = np.bincount(hashes % row.count, minlength=row.count)
        assert row.max_over_mean == pytest.approx(loads.max() / loads.mean())
        assert row.empty == 0
    json.dumps([row.to_dict() for row in rows], allow_nan=False)


def test_a_row_has_the_verdict_of_its_count() -> None:
    at_48 = next(row for row in what_if(EQUAL) if row.count == 48)
    assert at_48.verdict == judge(EQUAL, EQUAL.partitions[1]).code == "healthy"
    assert at_48.summary == judge(EQUAL, EQUAL.partitions[1]).summary


def test_no_keys_give_no_figures() -> None:
    row = what_if(measure([None] * 5, [12]))[0]
    assert (row.max_over_mean, row.cv, row.expected_cv, row.empty, row.verdict) == (
        None, None, None, 12, "unkeyed",
    )  # fmt: skip


def test_recommended_counts_are_multiples_of_the_brokers() -> None:
    found = recommended_counts(EQUAL, 3)
    assert [count.count for count in found] == [3, 6, 12, 36, 60, 96]
    assert all(count.verdict == "healthy" for count in found)
    assert "12 leaders on each of 3 brokers" in found[3].reason
    json.dumps([count.to_dict() for count in found], allow_nan=False)


def test_recommended_counts_start_at_what_the_throughput_needs() -> None:
    assert [count.count for count in recommended_counts(EQUAL, 5, at_least=20)] == [30, 60, 90]


def test_recommended_counts_stay_below_the_useful_ceiling() -> None:
    """The hottest of Zipf s=1, 20k keys has 9.5 %: more than 10 partitions cannot help."""
    m = measure_weights(users(20_000), ZIPF, [12], murmur2, what_if=range(2, 60))
    counts = [count.count for count in recommended_counts(m)]
    assert counts
    assert max(counts) <= 10
    assert "limits useful partitions to 10" in recommended_counts(m)[0].reason


def test_counts_that_are_not_healthy_are_recommended_only_where_none_is() -> None:
    found = recommended_counts(measure_weights(users(30), np.full(30, 9), [12, 24]))
    assert [count.verdict for count in found] == ["too-few-keys", "too-few-keys"]
    assert all(count.reason.startswith("No measured count is healthy.") for count in found)


def test_there_may_be_no_count_to_recommend() -> None:
    assert recommended_counts(measure([b"x"] * 100, [12, 24]), 3) == ()


# partitioners.md
@pytest.mark.parametrize(
    ("before", "after", "share"),
    [(6, 12, 0.5), (12, 18, 2 / 3), (48, 64, 0.75), (10, 11, 0.909), (12, 12, 0)],
)
def test_the_share_of_keys_that_move(before: int, after: int, share: float) -> None:
    found = moved(EQUAL, before, after)
    assert found.formula == pytest.approx(share, abs=0.001)
    assert found.keys == pytest.approx(share, abs=0.015)
    assert found.records == pytest.approx(share, abs=0.015)
    assert found.sampled == 20_000


def test_the_share_of_records_that_move_follows_the_heavy_keys() -> None:
    """Of a constant key either all records move or none."""
    keys = [b"hot", *users(3000)]
    weights = np.append(97_000, np.ones(3000, dtype=np.int64))
    for sampled in (None, 500):
        m = measure_weights(keys, weights, [12], murmur2, sample_at_most=sampled, listed=10)
        for before, after in ((12, 13), (12, 24), (10, 11), (7, 9)):
            hot = int(murmur2([b"hot"])[0])
            stays = hot % before == hot % after
            exact = (murmur2(keys) % before != murmur2(keys) % after) @ weights / weights.sum()
            found = moved(m, before, after)
            assert found.records == pytest.approx(exact, abs=0.005)
            assert (found.records or 0) < 0.03 if stays else (found.records or 0) > 0.97


def test_what_moving_breaks_is_said_in_words() -> None:
    assert "out of order" in moved(EQUAL, 6, 12).order
    assert "compacted" in moved(EQUAL, 6, 12).order
    assert "cannot remove partitions" in moved(EQUAL, 12, 6).order
    assert moved(EQUAL, 12, 12).order == "No key moves."
    nothing = moved(measure([None], [12]), 6, 12)
    assert (nothing.keys, nothing.records, nothing.formula) == (None, None, 0.5)
    json.dumps(nothing.to_dict())
