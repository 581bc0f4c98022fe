"""States merge: in any order and any grouping, to what one analyzer would have counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka

from .figures import assert_bounds_hold, exact_figures, measured, merged
from .streams import digits, zipf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .streams import Numbers

as_properties = settings(max_examples=25, derandomize=True)

# Around these numbers of distinct keys a state changes its form: some 1,500 fill the summary of hot keys,
# 8,192 turn the list of all keys into a sample.
SPREADS = (1, 40, 1_400, 1_600, 4_000, 8_191, 8_192, 40_000)


@st.composite
def key_numbers(draw: st.DrawFn) -> Numbers:
    """Keys of a stream: uniform or skewed, over few or many."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    records = draw(st.sampled_from([0, 1, 300, 5_000, 30_000]))
    spread = draw(st.sampled_from(SPREADS))
    first = draw(st.sampled_from([0, 0, 20_000]))
    exponent = draw(st.sampled_from([1.0, 1.0, 4.0]))
    return first + (rng.random(records) ** exponent * spread).astype(np.int64)


parts_of_streams = st.lists(key_numbers(), min_size=3, max_size=3)


def analyzed(numbers: Numbers, *, sizes: bool = True) -> ka.PartitioningStrategyAnalyzer:
    """With sizes and partitions that follow from the keys, and some null keys."""
    analyzer = ka.PartitioningStrategyAnalyzer([12, 48], what_if=[7, 1_000], topic_partitions=6)
    analyzer.update(
        digits(numbers),
        sizes=numbers % 1_000 + 1 if sizes else None,
        partitions=numbers % 6 if sizes else None,
    )
    analyzer.update([None] * (len(numbers) % 7))
    return analyzer


def figures(analyzer: ka.PartitioningStrategyAnalyzer) -> dict[str, Any]:
    """Windows too: merging adds them up."""
    found = measured(analyzer)
    return exact_figures(found) | {"windows": found.windows}


@as_properties
@given(parts_of_streams)
def test_merging_is_commutative(parts: list[Numbers]) -> None:
    a, b, _ = (analyzed(part) for part in parts)
    assert figures(merged([a, b])) == figures(merged([b, a]))


@as_properties
@given(parts_of_streams)
def test_merging_is_associative(parts: list[Numbers]) -> None:
    a, b, c = (analyzed(part) for part in parts)
    assert figures(merged([merged([a, b]), c])) == figures(merged([a, merged([b, c])]))


@as_properties
@given(key_numbers())
def test_merging_an_empty_state_changes_nothing(numbers: Numbers) -> None:
    analyzer, empty = (
        analyzed(numbers),
        ka.PartitioningStrategyAnalyzer([12, 48], what_if=[7, 1_000], topic_partitions=6),
    )
    assert figures(merged([analyzer, empty])) == figures(merged([empty, analyzer])) == figures(analyzer)


@as_properties
@given(key_numbers())
def test_merging_a_state_into_itself_doubles_it(numbers: Numbers) -> None:
    analyzer = analyzed(numbers)
    twice = merged([analyzer, analyzer])
    analyzer.merge(analyzer)
    assert figures(analyzer) == figures(twice)
    assert measured(analyzer).records == 2 * measured(analyzed(numbers)).records


@as_properties
@given(key_numbers(), st.lists(st.integers(0, 30_000), max_size=6), st.integers(0, 2**32 - 1))
def test_a_divided_stream_is_merged_to_the_whole(numbers: Numbers, cuts: list[int], seed: int) -> None:
    """Divided in arrival order, and record by record at random."""
    whole = exact_figures(measured(analyzed(numbers)))
    in_order = [
        analyzed(part) for part in np.split(numbers, sorted(cut % (len(numbers) + 1) for cut in cuts))
    ]
    at_random = np.random.default_rng(seed).integers(0, len(cuts) + 1, len(numbers))
    scattered = [analyzed(numbers[at_random == part]) for part in range(len(cuts) + 1)]
    for parts in (in_order, scattered):
        found = exact_figures(measured(merged(parts)))
        assert without_nulls(found) == without_nulls(whole)


def without_nulls(found: dict[str, Any]) -> dict[str, Any]:
    """Each part has null keys of its own."""
    return found | {"records": found["records"] - found["null_keys"], "null_keys": 0, "unpartitioned": 0}


def merged_as_a_tree(
    parts: Sequence[ka.PartitioningStrategyAnalyzer], rng: np.random.Generator
) -> ka.PartitioningStrategyAnalyzer:
    """Any two at a time, until one is left."""
    left = [merged([part]) for part in parts]
    while len(left) > 1:
        a = left.pop(int(rng.integers(len(left))))
        b = left.pop(int(rng.integers(len(left))))
        a.merge(b)
        left.append(a)
    return left[0]


@as_properties
@given(st.lists(key_numbers(), min_size=1, max_size=7), st.integers(0, 2**32 - 1))
def test_bounds_hold_however_states_are_merged(parts: list[Numbers], seed: int) -> None:
    tree = merged_as_a_tree([analyzed(part) for part in parts], np.random.default_rng(seed))
    found = measured(tree)
    counts = np.bincount(np.concatenate([*parts, np.array([0])]))
    counts[0] -= 1
    assert_bounds_hold(found.heavy, counts)
    sizes = counts * (np.arange(len(counts)) % 1_000 + 1)
    if found.records == found.null_keys:
        assert found.heavy_by_bytes is None
    else:
        assert found.heavy_by_bytes is not None
        assert_bounds_hold(found.heavy_by_bytes, sizes)


@pytest.mark.parametrize("seed", range(4))
def test_bounds_of_large_states_hold_however_they_are_merged(seed: int) -> None:
    stream = zipf(800_000, 400_000, 1.0, seed)
    rng = np.random.default_rng(seed)
    cuts = np.sort(rng.integers(0, len(stream.numbers), 12))
    parts = []
    for part in np.split(stream.keys, cuts):
        parts.append(ka.PartitioningStrategyAnalyzer([12]))
        parts[-1].update(part)
    heavy = measured(merged_as_a_tree(parts, rng)).heavy
    assert_bounds_hold(heavy, stream.counts)
    assert [key.key.decode() for key in heavy.keys[:20]] == stream.hottest(20)


def test_a_merged_state_goes_on_counting() -> None:
    numbers = zipf(300_000, 50_000, 1.0, seed=9).numbers
    first, second, third = np.array_split(numbers, 3)
    together = merged([analyzed(first), analyzed(second)])
    together.update(digits(third), sizes=third % 1_000 + 1, partitions=third % 6)
    found = measured(together)
    assert_bounds_hold(found.heavy, np.bincount(numbers))
    assert without_nulls(exact_figures(found)) == without_nulls(exact_figures(measured(analyzed(numbers))))


def test_only_one_of_two_states_may_know_sizes() -> None:
    a, b = analyzed(np.arange(3_000)), analyzed(np.arange(2_000), sizes=False)
    together = merged([a, b])
    assert figures(together) == figures(merged([b, a]))
    found = measured(together)
    assert found.partitions[0].bytes is not None
    assert found.partitions[0].bytes.sum() == (np.arange(3_000) % 1_000 + 1).sum()
    assert found.observed is not None
    assert found.observed.records.sum() == 3_000


OTHER_SETTINGS: dict[str, dict[str, Any]] = {
    "partitions": {"partitions": [12]},
    "order of partitions": {"partitions": [48, 12]},
    "partitioner": {"partitioner": "fnv1a"},
    "a partitioner that differs for null keys only": {"partitioner": "murmur2_random"},
    "what-if counts": {"what_if": [7]},
    "the topic's partitions": {"topic_partitions": 7},
    "no topic": {"topic_partitions": None},
}  # fmt: skip


@pytest.mark.parametrize("other", OTHER_SETTINGS.values(), ids=OTHER_SETTINGS.keys())
def test_states_of_other_settings_are_refused_and_both_stay_as_they_were(other: dict[str, Any]) -> None:
    chosen: dict[str, Any] = {"partitions": [12, 48], "what_if": [7, 1_000], "topic_partitions": 6}
    ours = analyzed(np.arange(100))
    theirs = ka.PartitioningStrategyAnalyzer(**(chosen | other))
    theirs.update([b"key"])
    before = ours.to_bytes(), theirs.to_bytes()
    for a, b in ((ours, theirs), (theirs, ours)):
        with pytest.raises(ka.StateError, match="different settings"):
            a.merge(b)
    assert (ours.to_bytes(), theirs.to_bytes()) == before
