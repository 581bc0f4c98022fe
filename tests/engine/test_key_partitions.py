"""Where sampled keys lie: the same however records were divided, and true."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kafka_architect as ka

from .figures import exact_figures, measured, merged
from .streams import digits

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import KeyPartitions

    from .streams import Numbers

MOST_PLACES = 4
TOPIC_PARTITIONS = 40

as_properties = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**32 - 1)
tells = st.sampled_from([None, TOPIC_PARTITIONS])


def some_records(seed: int, records: int = 6_000) -> tuple[Numbers, Numbers]:
    """Keys and partitions: few keys or thousands, each in one partition, in some or in many."""
    rng = np.random.default_rng(seed)
    keys = rng.integers(0, rng.choice([1, 30, 5_000]), records)
    places = rng.choice([1, 2, 4, 20])
    return keys, (keys * 7 + rng.integers(0, places, records) * 3) % TOPIC_PARTITIONS


def analyzed(keys: Numbers, partitions: Numbers, told: int | None) -> ka.PartitioningStrategyAnalyzer:
    analyzer = ka.PartitioningStrategyAnalyzer([12], topic_partitions=told)
    analyzer.update(digits(keys), partitions=partitions)
    return analyzer


def sampled(analyzer: ka.PartitioningStrategyAnalyzer) -> KeyPartitions:
    observed = measured(analyzer).observed
    assert observed is not None
    assert observed.keys is not None
    return observed.keys


@as_properties
@given(seeds, tells, st.integers(1, 5))
def test_records_may_be_divided_and_merged_in_any_way(seed: int, told: int | None, parts: int) -> None:
    keys, partitions = some_records(seed)
    whole = analyzed(keys, partitions, told)
    at = np.random.default_rng(seed).integers(0, parts, len(keys))
    scattered = [analyzed(keys[at == part], partitions[at == part], told) for part in range(parts)]
    in_order = [
        analyzed(some, where, told)
        for some, where in zip(np.array_split(keys, parts), np.array_split(partitions, parts), strict=True)
    ]
    backwards = analyzed(keys[::-1], partitions[::-1], told)
    expected = exact_figures(measured(whole))["observed"]
    for found in (merged(scattered), merged(scattered[::-1]), merged(in_order), backwards):
        assert exact_figures(measured(found))["observed"] == expected


@as_properties
@given(seeds, tells, st.integers(0, 6_000))
def test_a_state_may_be_saved_anywhere(seed: int, told: int | None, after: int) -> None:
    keys, partitions = some_records(seed)
    first = analyzed(keys[:after], partitions[:after], told)
    first = ka.PartitioningStrategyAnalyzer.from_bytes(first.to_bytes())
    first.update(digits(keys[after:]), partitions=partitions[after:])
    whole = analyzed(keys, partitions, told)
    assert exact_figures(measured(first)) == exact_figures(measured(whole))


@as_properties
@given(seeds)
def test_the_lowest_partitions_of_a_key_have_all_of_its_records_there(seed: int) -> None:
    keys, partitions = some_records(seed)
    truth: dict[bytes, Counter[int]] = defaultdict(Counter)
    for key, partition in zip(digits(keys).tolist(), partitions.tolist(), strict=True):
        truth[key][partition] += 1
    found = sampled(analyzed(keys, partitions, None))
    assert set(found.keys) <= set(truth)
    assert (found.rate == 1.0) == (len(found.keys) == len(truth))
    for row, key in enumerate(found.keys):
        lowest = sorted(truth[key].items())[:MOST_PLACES]
        used = found.partitions[row] >= 0
        assert (
            list(zip(found.partitions[row][used].tolist(), found.records[row][used].tolist(), strict=True))
            == lowest
        )
        assert found.elsewhere[row] == truth[key].total() - sum(records for _, records in lowest)


def test_a_sample_is_no_more_of_busy_keys_than_of_others() -> None:
    """One key in a hundred lies in two partitions and has half of all records."""
    keys = np.concatenate([np.arange(100_000), np.repeat(np.arange(0, 100_000, 100), 100)])
    partitions = np.concatenate([np.zeros(100_000, int), np.tile([1, 2], 50_000)])
    found = sampled(analyzed(keys, partitions, None))
    assert found.rate == pytest.approx(len(found.keys) / 100_000, rel=0.1)
    assert (found.partitions[:, 1] >= 0).mean() == pytest.approx(0.01, abs=0.01)


@pytest.mark.parametrize("told", [None, TOPIC_PARTITIONS])
def test_counted_rows_and_dictionaries_are_their_records(told: int | None) -> None:
    pa = pytest.importorskip("pyarrow")
    keys, partitions = some_records(5)
    expected = exact_figures(measured(analyzed(keys, partitions, told)))["observed"]
    pairs, counts = np.unique(np.stack([keys, partitions]), axis=1, return_counts=True)
    counted = ka.PartitioningStrategyAnalyzer([12], topic_partitions=told)
    counted.update(digits(pairs[0]), partitions=pairs[1], counts=counts)
    coded = ka.PartitioningStrategyAnalyzer([12], topic_partitions=told)
    coded.update(pa.array(digits(keys).tolist(), pa.binary()).dictionary_encode(), partitions=partitions)
    for found in (counted, coded):
        assert exact_figures(measured(found))["observed"] == expected
