"""Saved states: read back to what was written, by later versions too."""

from __future__ import annotations

import copy
import gzip
import pickle
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis.measurements import WindowPairs

from .figures import assert_bounds_hold, exact_figures, measured
from .golden import STATE_V1, STATE_V2, STATE_V3, STATE_V4, some_state
from .states import analyzed
from .streams import digits, zipf

if TYPE_CHECKING:
    from collections.abc import Callable

STATES: dict[str, Callable[[], ka.PartitioningStrategyAnalyzer]] = {
    "nothing counted": lambda: ka.PartitioningStrategyAnalyzer([12]),
    "few keys": lambda: analyzed(100),
    "more keys than the summary holds": lambda: analyzed(5_000),
    "more keys than the sample holds": lambda: analyzed(30_000),
    "sizes and partitions": lambda: analyzed(30_000, sizes=True),
    "another partitioner": lambda: ka.PartitioningStrategyAnalyzer([1, 1_000_000], partitioner="kafka-rust"),
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_a_state_is_read_back_to_the_same_bytes_and_figures(
    state: Callable[[], ka.PartitioningStrategyAnalyzer],
) -> None:
    analyzer = state()
    data = analyzer.to_bytes()
    for again in (
        ka.PartitioningStrategyAnalyzer.from_bytes(data),
        pickle.loads(pickle.dumps(analyzer)),  # noqa: S301  # our own
        copy.copy(analyzer),
        copy.deepcopy(analyzer),
    ):
        assert again.to_bytes() == data
        assert again.report(top=256).to_dict() == analyzer.report(top=256).to_dict()


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_a_state_that_was_read_back_goes_on_counting(
    state: Callable[[], ka.PartitioningStrategyAnalyzer],
) -> None:
    analyzer = state()
    again = ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes())
    for one in (analyzer, again):
        one.update(digits(np.arange(40_000)))
    assert exact_figures(measured(again)) == exact_figures(measured(analyzer))


def test_a_copy_is_independent_of_the_original() -> None:
    analyzer = analyzed(100)
    before = analyzer.to_bytes()
    copy.copy(analyzer).update([b"key"])
    assert analyzer.to_bytes() == before


def test_bounds_of_a_state_that_was_read_back_hold() -> None:
    stream = zipf(400_000, 200_000, 1.0, seed=1)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    for part in np.array_split(stream.keys, 5):
        analyzer.update(part)
        analyzer = pickle.loads(pickle.dumps(analyzer))  # noqa: S301  # our own
    assert_bounds_hold(measured(analyzer).heavy, stream.counts)


def test_the_layout_of_the_header_is_the_same_on_every_machine() -> None:
    """Little-endian, whatever the machine: written down here byte by byte."""
    data = ka.PartitioningStrategyAnalyzer([12, 300], what_if=[7], topic_partitions=300).to_bytes()
    assert data[:4] == b"KAST"
    assert data[4:8] == b"\x04\x00\x00\x00"
    assert data[8:16] == (len(data) - 20).to_bytes(8, "little")
    assert data[16:20] == zlib.crc32(data[20:]).to_bytes(4, "little")
    assert data[20:31] == b"\x07\x00\x00\x00murmur2"
    assert data[31:43] == b"\x02\x00\x00\x00\x0c\x00\x00\x00\x2c\x01\x00\x00"
    assert data[43:51] == b"\x01\x00\x00\x00\x07\x00\x00\x00"
    assert data[51:55] == b"\x2c\x01\x00\x00"
    assert data[55:87] == bytes(32)  # records, null keys, empty keys, keyed records


def test_the_first_versions_states_are_read_for_ever() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V1.read_bytes()))
    found = measured(analyzer)
    assert (found.records, found.null_keys, found.empty_keys, found.key_bytes) == (20_019, 11, 5, 223_018)
    assert found.partitions[0].records.tolist() == [
        1946, 1632, 1577, 1735, 1724, 1595, 1846, 1788, 1513, 1642, 1559, 1451,
    ]  # fmt: skip
    assert found.what_if[0].records.tolist() == [2757, 2776, 2725, 2613, 2801, 3240, 3096]
    assert found.partitions[0].bytes is not None
    assert found.partitions[0].bytes.tolist() == [
        26974, 9960, 10807, 16070, 13640, 12634, 22264, 21204, 10726, 13366, 6748, 9961,
    ]  # fmt: skip
    assert found.distinct_keys.estimate == pytest.approx(11_964.076, rel=1e-6)
    assert found.effective_keys == pytest.approx(1_321.4839, rel=1e-6)
    assert found.effective_keys_by_bytes == pytest.approx(83.080876, rel=1e-6)
    assert len(found.sample.keys) == 4_096
    assert found.sample.keys[:2] == (b"key-0001673", b"key-0024113")
    assert found.sample.records.sum() == 6_768
    hottest = [(key.key, key.lower, key.upper) for key in found.heavy.keys[:3]]
    assert hottest == [(b"key-0000000", 369, 371), (b"key-0000001", 208, 208), (b"key-0000002", 136, 136)]
    assert [windows.hottest_records for windows in found.windows] == [2_069, 1_273]
    assert found.observed is not None
    assert (found.observed.keyed, found.observed.agreeing) == (2_000, 1_980)
    assert found.window_pairs == WindowPairs(0, 0)  # not counted yet


def test_the_second_versions_states_are_read_for_ever() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V2.read_bytes()))
    found = measured(analyzer)
    assert found.window_pairs == WindowPairs(720, 1)
    assert exact_figures(found) == without_key_partitions(exact_figures(measured(some_state())))


def test_the_third_versions_states_are_read_for_ever() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V3.read_bytes()))
    found = measured(analyzer)
    assert exact_figures(found) == exact_figures(measured(some_state()))
    assert found.observed is not None
    assert found.observed.keys is not None
    assert found.observed.unpartitioned is not None
    assert (len(found.observed.keys.keys), found.observed.keys.rate) == (264, 1.0)
    assert (
        int((found.observed.keys.partitions[:, 1] >= 0).sum()) == 11
    )  # of 20 records put elsewhere, those of keys with others
    assert found.observed.unpartitioned.sum() == 0


def test_the_fourth_versions_states_are_read_for_ever() -> None:
    found = measured(ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V4.read_bytes())))
    expected = measured(some_state())
    assert exact_figures(found) == exact_figures(expected)
    assert found.observed is not None
    assert expected.observed is not None
    keys, same = found.observed.keys, expected.observed.keys
    assert keys is not None
    assert same is not None
    assert keys.clock == "arrival"
    assert keys.first.tolist() == same.first.tolist()
    assert keys.last.tolist() == same.last.tolist()
    assert int(keys.last.max()) == 1_999


def test_states_without_times_tell_no_change() -> None:
    old = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V3.read_bytes()))
    for one, other in ((old, some_state()), (some_state(), old)):
        one.merge(other)
        observed = measured(one).observed
        assert observed is not None
        assert observed.keys is not None
        assert observed.keys.clock is None
        assert observed.keys.last.max() == -1
        assert one.report().observed is not None


def without_key_partitions(figures: dict[str, Any]) -> dict[str, Any]:
    """What states before version 3 hold of the records' partitions."""
    return figures | {"observed": figures["observed"][:3]}


def test_states_without_the_keys_partitions_have_none_after_a_merge() -> None:
    old = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V2.read_bytes()))
    new = some_state()
    for one, other in ((old, new), (new, ka.PartitioningStrategyAnalyzer.from_bytes(old.to_bytes()))):
        one.merge(other)
        observed = measured(one).observed
        assert observed is not None
        assert observed.records.sum() in {4_000, 6_000}
        assert observed.keys is None
        assert observed.unpartitioned is None
    assert old.report().observed is not None


def test_the_first_versions_states_merge_with_todays() -> None:
    old = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V1.read_bytes()))
    new = some_state()
    assert exact_figures(measured(old)) == without_key_partitions(exact_figures(measured(new)))
    new.merge(old)
    assert measured(new).records == 40_038
    assert measured(new).distinct_keys == measured(old).distinct_keys
