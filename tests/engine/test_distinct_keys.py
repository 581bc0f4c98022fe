"""Distinct keys: exact while they are few, within the stated error beyond; and a fair sample of them."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .figures import exact_figures, measured, merged
from .streams import HOSTILE, Stream, decimal_text, digits, java_longs, zipf

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.analysis.measurements import Measurements

    from .streams import Family

STANDARD_ERROR = 1.04 / math.sqrt(2**14)
MOST_EXACT = 8_191


def analyzed(family: Family, first: int, last: int) -> ka.PartitioningStrategyAnalyzer:
    """Each key twice: of keys that come once, no estimate above their number is given."""
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    for begin in range(first, last, 500_000):
        analyzer.update(family(np.arange(begin, min(begin + 500_000, last))))
    analyzer.merge(analyzer)
    return analyzer


@cache
def a_million(family: Family) -> Measurements:
    return measured(analyzed(family, 0, 1_000_000))


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("distinct", [1, 2, 1_000, 1_500, 4_096, 8_000, MOST_EXACT])
def test_few_distinct_keys_are_counted_exactly(family: Family, distinct: int) -> None:
    """Whatever their order, and however often each comes."""
    numbers = np.random.default_rng(distinct).permutation(np.tile(np.arange(distinct), 3))
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(family(numbers))
    found = measured(analyzer).distinct_keys
    assert (found.lower, found.estimate, found.upper) == (distinct, distinct, distinct)


def test_no_keys_are_no_distinct_keys() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([None, None])
    found = measured(analyzer).distinct_keys
    assert (found.lower, found.estimate, found.upper) == (0, 0, 0)


def test_from_8192_distinct_keys_on_they_are_estimated_and_say_so() -> None:
    found = measured(analyzed(decimal_text, 0, MOST_EXACT + 1)).distinct_keys
    assert found.lower < found.estimate < found.upper
    assert found.upper - found.estimate == pytest.approx(3 * STANDARD_ERROR * found.estimate)


@pytest.mark.parametrize("first", range(0, 100_000, 10_000))
def test_there_are_never_more_distinct_keys_than_records(first: int) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(digits(np.arange(first, first + 10_000)))
    found = measured(analyzer).distinct_keys
    assert found.lower < found.estimate <= found.upper <= 10_000
    analyzer.merge(analyzer)
    unbounded = measured(analyzer).distinct_keys
    assert found.estimate == min(unbounded.estimate, 10_000)


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
def test_ten_thousand_keys_are_estimated_within_three_standard_errors(family: Family) -> None:
    found = measured(analyzed(family, 0, 10_000)).distinct_keys
    assert found.lower <= 10_000 <= found.upper


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_error_is_what_the_sketch_promises(family: Family) -> None:
    """Over thirty sets of 100,000 keys: neither larger than stated nor, which would be odd, much smaller."""
    starts = np.random.default_rng(8).integers(0, 8_000_000, 30).tolist()
    errors = [
        measured(analyzed(family, first, first + 100_000)).distinct_keys.estimate / 100_000 - 1
        for first in starts
    ]
    rms = math.sqrt(sum(error**2 for error in errors) / len(errors))
    # Of thirty normal errors the root mean square is within 13 % of the true one 68 times in 100.
    assert 0.6 * STANDARD_ERROR < rms < 1.4 * STANDARD_ERROR
    # 997 in 1,000 are within three of them: of thirty, two outside would be too many.
    assert sum(abs(error) > 3 * STANDARD_ERROR for error in errors) <= 1


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_million_keys_are_estimated_within_three_standard_errors(family: Family) -> None:
    found = a_million(family).distinct_keys
    assert found.lower <= 1_000_000 <= found.upper


@pytest.mark.parametrize("family", [decimal_text, java_longs, HOSTILE["murmur2_colliding"]])
def test_five_million_keys_are_estimated_within_three_standard_errors(family: Family) -> None:
    found = measured(analyzed(family, 0, 5_000_000)).distinct_keys
    assert found.lower <= 5_000_000 <= found.upper


def test_repetitions_do_not_change_the_estimate() -> None:
    once, often = analyzed(decimal_text, 0, 50_000), analyzed(decimal_text, 0, 50_000)
    for _ in range(5):
        often.update(decimal_text(np.random.default_rng(1).permutation(50_000)))
    assert measured(often).distinct_keys == measured(once).distinct_keys


@pytest.mark.parametrize("distinct", [1_400, MOST_EXACT, MOST_EXACT + 1, 50_000])
@pytest.mark.parametrize("parts", [2, 7])
def test_merged_parts_know_the_same_distinct_keys(distinct: int, parts: int) -> None:
    """Parts that share keys, each of which may still be exact where the whole is not."""
    numbers = np.random.default_rng(distinct).permutation(np.tile(np.arange(distinct), 2))
    whole = ka.PartitioningStrategyAnalyzer([12])
    whole.update(digits(numbers))
    pieces = []
    for piece in np.array_split(numbers, parts):
        pieces.append(ka.PartitioningStrategyAnalyzer([12]))
        pieces[-1].update(digits(piece))
    for order in (pieces, pieces[::-1]):
        assert exact_figures(measured(merged(order))) == exact_figures(measured(whole))


def chi_square(found: np.ndarray, expected: np.ndarray) -> float:
    """In standard deviations from its mean; expectations are of five keys at least."""
    assert expected.min() >= 5
    degrees = len(expected) - 1
    statistic = float(((found - expected) ** 2 / expected).sum())
    return (statistic - degrees) / math.sqrt(2 * degrees)


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("partitions", [12, 100])
def test_the_sample_spreads_over_partitions_as_all_keys_do(family: Family, partitions: int) -> None:
    """The fingerprint that chooses the sample knows nothing of murmur2."""
    sample = a_million(family).sample
    keys = family(np.arange(1_000_000))
    of_all = np.bincount(ka.partition_for(keys, partitions), minlength=partitions)
    reached = of_all > 0
    of_sample = np.bincount(sample.hashes % partitions, minlength=partitions)
    expected = of_all / 1_000_000 * len(sample.keys)
    assert not of_sample[~reached].any()
    assert abs(chi_square(of_sample[reached], expected[reached])) < 5


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_sample_is_from_everywhere(family: Family) -> None:
    """From early and late keys, small and large numbers alike."""
    sample = a_million(family).sample
    assert len(sample.keys) == len(set(sample.keys)) == 4_096
    held = set(sample.keys)
    keys = family(np.arange(1_000_000)).tolist()
    places = np.array([i for i, key in enumerate(keys) if key in held])
    assert len(places) == 4_096
    in_hundredths = np.bincount(places // 10_000, minlength=100)
    assert abs(chi_square(in_hundredths, np.full(100, 40.96))) < 5
    low_bits = np.bincount(places % 64, minlength=64)
    assert abs(chi_square(low_bits, np.full(64, 64.0))) < 5


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_sample_knows_what_share_of_the_keys_it_is(family: Family) -> None:
    sample = a_million(family).sample
    # 4,096 keys: 1 / sqrt(4096) = 1.6 % standard error.
    assert len(sample.keys) / sample.rate == pytest.approx(1_000_000, rel=5 / 64)


SAMPLED: dict[str, Callable[[], Stream]] = {
    "few keys": lambda: zipf(100_000, 1_000, 1.0, seed=3),
    "keys that just overflow the summary": lambda: zipf(200_000, 3_000, 0.5, seed=4),
    "many keys": lambda: zipf(1_000_000, 300_000, 1.0, seed=5),
    "sorted": lambda: Stream(np.sort(zipf(1_000_000, 300_000, 1.0, seed=5).numbers)),
}


@pytest.mark.parametrize("stream", SAMPLED.values(), ids=SAMPLED.keys())
@pytest.mark.parametrize("parts", [1, 5])
def test_every_record_of_a_sampled_key_is_counted(stream: Callable[[], Stream], parts: int) -> None:
    """From the first on, though the sample became one only when there were too many keys to hold."""
    found = stream()
    pieces = []
    for piece in np.array_split(found.keys, parts):
        pieces.append(ka.PartitioningStrategyAnalyzer([12]))
        pieces[-1].update(piece)
    sample = measured(merged(pieces)).sample
    true = found.counts[[int(key[-7:]) for key in sample.keys]]
    assert sample.records.tolist() == true.tolist()
    assert sample.hashes.tolist() == (ka.murmur2(list(sample.keys)) & 0x7FFFFFFF).tolist()
    if sample.rate == 1:
        assert len(sample.keys) == np.count_nonzero(found.counts)


def test_busy_keys_are_in_the_sample_no_more_often_than_others() -> None:
    stream = zipf(2_000_000, 100_000, 0.7, seed=6)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(stream.keys)
    sample = measured(analyzer).sample
    counts = stream.counts[stream.counts > 0]
    median = np.median(counts)
    busy_share = float((counts > median).mean())
    found = float((sample.records > median).mean())
    assert found == pytest.approx(busy_share, abs=5 * 0.5 / math.sqrt(len(sample.keys)))
