"""What is counted is counted exactly: records, null and empty keys, key lengths, records per partition."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka

from .figures import exact_figures, measured
from .streams import digits, zipf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kafka_architect.analysis.measurements import Measurements

MOST = 1_000_000

exactly = settings(max_examples=60, derandomize=True)


def analyzed(keys: Sequence[bytes | None], counts: Sequence[int], **named: Sequence[int]) -> Measurements:
    analyzer = ka.PartitioningStrategyAnalyzer(counts, **named)  # type: ignore[arg-type]  # what_if only
    analyzer.update(keys)
    return measured(analyzer)


def random_keys(records: int, seed: int) -> list[bytes | None]:
    """Of all lengths, null and empty ones among them; no NUL and no line end, so that files can hold them."""
    rng = np.random.default_rng(seed)
    lengths = (rng.pareto(1.0, records) * 10).astype(int).clip(0, 3000).tolist()
    keys: list[bytes | None] = [rng.integers(32, 127, length, dtype=np.uint8).tobytes() for length in lengths]
    for place in rng.integers(0, records, records // 20).tolist():
        keys[place] = None
    for place in rng.integers(0, records, records // 2).tolist():
        keys[place] = keys[place % 97]
    return keys


@pytest.fixture(scope="module")
def keys() -> list[bytes | None]:
    return random_keys(30_000, seed=1)


def test_records_are_those_of_a_counter(keys: list[bytes | None]) -> None:
    found = analyzed(keys, [12])
    by_key = Counter(keys)
    assert found.records == len(keys)
    assert found.null_keys == found.unpartitioned == by_key[None] > 0
    assert found.empty_keys == by_key[b""] > 0
    assert found.key_bytes == sum(len(key) for key in keys if key is not None)


def test_partitions_are_those_of_a_counter(keys: list[bytes | None]) -> None:
    found = analyzed(keys, [1, 2, 12, 48, 1000, 4099], what_if=[7, 24, 100_003])
    for totals in found.partitions + found.what_if:
        per_partition = Counter(ka.partition_for(key, totals.count) for key in keys if key is not None)
        assert totals.records.tolist() == [per_partition[p] for p in range(totals.count)]


def test_key_lengths_are_exact_up_to_255_bytes_and_in_powers_of_two_beyond(keys: list[bytes | None]) -> None:
    found = analyzed(keys, [12])
    lengths = Counter(len(key) for key in keys if key is not None)
    assert {part.longest for part in found.key_lengths} > {255, 511, 1023, 2047}
    for part in found.key_lengths:
        assert part.shortest == part.longest or (
            part.shortest >= 256 and part.longest == 2 * part.shortest - 1
        )
        assert part.keys == sum(lengths[n] for n in range(part.shortest, part.longest + 1)) > 0
    assert sum(part.keys for part in found.key_lengths) == sum(lengths.values())


@pytest.mark.parametrize("length", [0, 1, 254, 255, 256, 257, 511, 512, 1023, 1024, 1025, 65_535, 65_536])
def test_a_key_length_is_in_its_range(length: int) -> None:
    (part,) = analyzed([b"k" * length], [12]).key_lengths
    assert part.shortest <= length <= part.longest
    assert part.keys == 1


def test_lists_tuples_and_arrays_of_the_same_keys_count_the_same() -> None:
    keys = zipf(50_000, 5_000, 1.0, seed=2).keys
    forms: list[Callable[[], object]] = [
        lambda: keys,
        keys.tolist,
        lambda: tuple(keys.tolist()),
        lambda: keys.astype("S40"),
        lambda: keys.astype("U11"),
        lambda: keys.astype(object),
        lambda: keys.view("V11"),
        lambda: [key.decode() for key in keys.tolist()],
        lambda: [bytearray(key) for key in keys.tolist()],
        lambda: np.repeat(keys, 2)[::2],
    ]
    found = []
    for form in forms:
        analyzer = ka.PartitioningStrategyAnalyzer([12, 24], what_if=[7])
        analyzer.update(form())  # type: ignore[arg-type]  # each of them is one of the accepted forms
        found.append(exact_figures(measured(analyzer)))
    assert found == [found[0]] * len(forms)


def test_a_file_counts_as_its_keys_in_memory_do(tmp_path: Path, keys: list[bytes | None]) -> None:
    lines = [key or b"" for key in keys]
    path = tmp_path / "keys.txt"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    from_file = ka.analyze(path, [12, 1000], what_if=[7]).measurements
    assert exact_figures(from_file) == exact_figures(analyzed(lines, [12, 1000], what_if=[7]))


def test_many_updates_count_as_one(keys: list[bytes | None]) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12, 4099])
    for first in range(0, len(keys), 1_234):
        analyzer.update(keys[first : first + 1_234])
    assert exact_figures(measured(analyzer)) == exact_figures(analyzed(keys, [12, 4099]))


partition_counts = st.one_of(st.integers(1, 64), st.integers(1, 5_000), st.integers(1, MOST))


@exactly
@given(
    keys=st.lists(st.one_of(st.none(), st.binary(max_size=20)), max_size=200),
    counts=st.lists(partition_counts, min_size=1, max_size=12, unique=True),
)
def test_any_list_of_partition_counts_is_counted_exactly(keys: list[bytes | None], counts: list[int]) -> None:
    found = analyzed(keys, counts, what_if=counts[::-1])
    assert [totals.count for totals in found.partitions] == counts
    assert [totals.count for totals in found.what_if] == counts[::-1]
    for totals in found.partitions + found.what_if:
        placed = np.array([ka.partition_for(key, totals.count) for key in keys if key is not None], dtype=int)
        assert np.array_equal(totals.records, np.bincount(placed, minlength=totals.count))


def test_every_what_if_count_is_what_it_is_when_asked_for_directly() -> None:
    keys = zipf(20_000, 2_000, 1.0, seed=3).keys
    together = ka.PartitioningStrategyAnalyzer([12], what_if=range(1, 201))
    together.update(keys)
    hashes = ka.murmur2(keys) & 0x7FFFFFFF
    what_if = measured(together).what_if
    assert [totals.count for totals in what_if] == list(range(1, 201))
    for totals in what_if:
        assert totals.records.tolist() == np.bincount(hashes % totals.count, minlength=totals.count).tolist()
    alone = ka.PartitioningStrategyAnalyzer([97])
    alone.update(keys)
    assert measured(alone).partitions[0].records.tolist() == what_if[96].records.tolist()


def test_a_million_partitions_are_counted() -> None:
    keys = digits(np.arange(200_000))
    found = analyzed(keys.tolist(), [MOST], what_if=[MOST, MOST - 1])
    for totals in found.partitions + found.what_if:
        expected = np.bincount(ka.partition_for(keys, totals.count), minlength=totals.count)
        assert np.array_equal(totals.records, expected)


@pytest.mark.parametrize("count", [0, -1, MOST + 1, 2**31, 2**32 + 12, 2**64, 10**30])
@pytest.mark.parametrize("name", ["partitions", "what_if", "topic_partitions"])
def test_more_partitions_than_a_million_are_refused(name: str, count: int) -> None:
    value: object = count if name == "topic_partitions" else [12, count]
    with pytest.raises(ka.InputError, match=f"{name}: partition count {count} is out of range"):
        ka.PartitioningStrategyAnalyzer(**{name: value})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("count", [1.5, "12", None, True, b"12"])
def test_a_partition_count_that_is_no_whole_number_is_refused(count: object) -> None:
    with pytest.raises(ka.InputError, match="is not a whole number"):
        ka.PartitioningStrategyAnalyzer([12, count])  # type: ignore[list-item]  # that is the point


def test_numpy_numbers_are_whole_numbers() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer(np.array([12, 24]), what_if=np.arange(6, 9))  # type: ignore[arg-type]  # a Sequence in all but name
    found = measured(analyzer)
    assert [totals.count for totals in found.partitions + found.what_if] == [12, 24, 6, 7, 8]
