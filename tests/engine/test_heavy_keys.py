"""The hottest keys of streams: bounds that hold for every one, and no miss."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .figures import assert_bounds_hold, hottest_but, keys_of, measured
from .streams import HOSTILE, Stream, digits, hot_among, repeated, zipf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kafka_architect.analysis.measurements import Measurements

    from .streams import Family, Numbers


def uniform(records: int, keys: int, seed: int) -> Stream:
    return Stream(np.random.default_rng(seed).integers(0, keys, records))


def in_bursts(burst: int, bursts: int) -> Numbers:
    """Key 0 in bursts; between them keys that come once."""
    others = 1 + np.arange(bursts * 5_000).reshape(bursts, -1)
    return np.concatenate([np.concatenate([np.zeros(burst, dtype=np.int64), rest]) for rest in others])


CROWDED = "four thousand keys near the threshold"

STREAMS: dict[str, Callable[[], Stream]] = {
    "Zipf 1.0": lambda: zipf(1_000_000, 500_000, 1.0, seed=1),
    "Zipf 1.2": lambda: zipf(1_000_000, 500_000, 1.2, seed=2),
    "Zipf 0.8": lambda: zipf(1_000_000, 500_000, 0.8, seed=3),
    "Zipf 1.0 sorted by key": lambda: Stream(np.sort(zipf(1_000_000, 500_000, 1.0, seed=1).numbers)),
    "Zipf 1.0 sorted by key, rarest first": lambda: Stream(
        np.sort(zipf(1_000_000, 500_000, 1.0, seed=1).numbers)[::-1].copy()
    ),
    "equal keys": lambda: uniform(1_000_000, 20_000, seed=4),
    "every key once": lambda: Stream(np.arange(500_000)),
    "equal keys, round robin": lambda: Stream(np.tile(np.arange(20_000), 40)),
    "equal keys, one after the other": lambda: Stream(np.repeat(np.arange(20_000), 40)),
    "one key": lambda: Stream(np.zeros(300_000, dtype=np.int64)),
    "two keys in turn": lambda: Stream(np.tile([0, 1], 150_000)),
    "a hot key first": lambda: Stream(np.concatenate([repeated(np.array([50_000])), 1 + np.arange(400_000)])),
    "a hot key last": lambda: Stream(np.concatenate([1 + np.arange(400_000), np.zeros(5_000, np.int64)])),
    "a hot key in bursts": lambda: Stream(in_bursts(burst=100, bursts=80)),
    "hot keys among keys that come once": lambda: Stream(
        hot_among(np.arange(300, 3_000, 10), 500_000, seed=5)
    ),
    "a thousand keys near the threshold": lambda: Stream(hot_among(np.full(1_000, 500), 500_000, seed=6)),
    CROWDED: lambda: Stream(
        hot_among(np.full(4_000, 250), 20_000, seed=7)
    ),
}  # fmt: skip


def analyzed(stream: Stream) -> ka.PartitioningStrategyAnalyzer:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    keys = stream.keys
    for first in range(0, len(keys), 300_000):
        analyzer.update(keys[first : first + 300_000])
    return analyzer


@cache
def case(name: str) -> tuple[ka.PartitioningStrategyAnalyzer, Measurements, Numbers]:
    """A stream's analyzer, what it measured, and the true counts."""
    stream = STREAMS[name]()
    analyzer = analyzed(stream)
    return analyzer, measured(analyzer), stream.counts


@pytest.mark.parametrize("name", STREAMS)
def test_bounds_hold(name: str) -> None:
    _, found, counts = case(name)
    assert_bounds_hold(found.heavy, counts)


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("top", [0, 1, 5, 20, 200, 256])
def test_no_key_exceeds_what_is_said_of_those_not_listed(name: str, top: int) -> None:
    """However many keys are listed."""
    _, found, counts = case(name)
    report = ka.DistributionReport(found, top=top)
    assert len(report.heavy_hitters) <= top
    assert hottest_but(counts, keys_of(report)) <= report.no_other_key_exceeds


@pytest.mark.parametrize("name", [name for name in STREAMS if name != CROWDED])
def test_no_key_above_1_of_4096_of_the_records_is_missed(name: str) -> None:
    analyzer, found, counts = case(name)
    held = {key for _, key, *_ in analyzer._state.snapshot(8192)["heavy"][0]}
    hot = np.nonzero(counts > found.records / 4096)[0]
    assert set(digits(hot).tolist()) - held == set()


def test_a_key_that_its_bucket_had_no_room_for_is_covered_by_the_bound() -> None:
    """So many keys near the threshold do not all fit; those left out have no more than is said of them."""
    analyzer, _, counts = case(CROWDED)
    heaviest, unlisted_at_most = analyzer._state.snapshot(8192)["heavy"]
    assert hottest_but(counts, [key for _, key, *_ in heaviest]) <= unlisted_at_most


@pytest.mark.parametrize("early", [True, False])
def test_the_bound_covers_every_key_that_is_not_shown_and_not_just_the_next(early: bool) -> None:
    """A key further down the list may be known less well, and have more records than the next.

    The counters of keys that came early have lost something since: they are where their upper bounds are.
    """
    rng = np.random.default_rng(11)
    hot = rng.permutation(repeated(rng.integers(380, 420, 300)))
    once = 300 + np.arange(1_000_000)
    stream = Stream(np.concatenate([hot, once] if early else [once, hot]))
    found, counts = measured(analyzed(stream)), stream.counts
    for top in range(200):
        report = ka.DistributionReport(found, top=top)
        assert hottest_but(counts, keys_of(report)) <= report.no_other_key_exceeds


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
def test_bounds_hold_for_keys_that_break_weak_hashes(family: Family) -> None:
    """And they are as narrow as for others: the hot keys are found, in order, within a per cent."""
    numbers = zipf(500_000, 200_000, 1.1, seed=8).numbers
    counts = np.bincount(numbers)
    keys = family(np.arange(len(counts)))
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(keys[numbers])
    number = {bytes(key): i for i, key in enumerate(keys.tolist())}
    heavy = measured(analyzer).heavy
    for key in heavy.keys:
        assert key.lower <= counts[number[key.key]] <= key.upper
    assert np.delete(counts, [number[key.key] for key in heavy.keys]).max() <= heavy.unlisted_at_most
    hottest = np.argsort(-counts, kind="stable")[:20].tolist()
    assert [number[key.key] for key in heavy.keys[:20]] == hottest
    assert all(key.upper - key.lower <= 0.01 * key.lower for key in heavy.keys[:20])


@pytest.mark.parametrize("exponent", [1.0, 1.2])
def test_the_top_20_of_a_zipf_stream_are_in_order(exponent: float) -> None:
    """One pass over a stream: no second look is possible, and none is needed."""
    stream = zipf(2_000_000, 1_000_000, exponent, seed=9)
    assert [key.key for key in analyzed(stream).report().heavy_hitters] == stream.hottest(20)


def test_few_keys_are_all_known_exactly() -> None:
    stream = zipf(100_000, 8_000, 1.0, seed=12)
    heavy = measured(analyzed(stream)).heavy
    order = np.sort(stream.counts)[::-1]
    assert [key.lower for key in heavy.keys] == [key.upper for key in heavy.keys] == order[:256].tolist()
    assert heavy.unlisted_at_most == order[256]


def test_no_records_have_no_hot_keys() -> None:
    report = ka.PartitioningStrategyAnalyzer([12]).report()
    assert report.heavy_hitters == ()
    assert report.no_other_key_exceeds == 0


def test_null_keys_are_no_hot_key() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([None] * 1_000 + ["key"])
    assert [key.key for key in analyzer.report().heavy_hitters] == ["key"]


@pytest.mark.parametrize("distinct", [1, 20_000])
def test_a_key_longer_than_1024_bytes_is_shown_shortened_and_says_so(distinct: int) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"k" * 1_024] * 900)
    analyzer.update([b"l" * 1_025] * 800)
    analyzer.update([b"%d" % i for i in range(distinct)])
    exact_length, longer = analyzer.report().heavy_hitters[:2]
    assert (exact_length.key, exact_length.truncated) == ("k" * 1_024, False)
    assert (longer.key, longer.truncated) == ("l" * 1_024, True)


@pytest.mark.parametrize("distinct", [1, 20_000])
def test_a_key_that_is_no_text_is_shown_in_hexadecimal(distinct: int) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"\xff\x00"] * 900 + ["Grüße"] * 800 + [b"%d" % i for i in range(distinct)])
    found = [(key.key, key.encoding) for key in analyzer.report().heavy_hitters[:2]]
    assert found == [("ff00", "hex"), ("Grüße", "text")]


@pytest.mark.parametrize("top", [-1, 257, 2**40])
def test_more_hot_keys_than_are_known_cannot_be_listed(top: int, tmp_path: Path) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"%d" % i for i in range(300)])
    with pytest.raises(ka.InputError, match="top"):
        analyzer.report(top=top)
    (tmp_path / "keys.txt").write_bytes(b"key\n")
    with pytest.raises(ka.InputError, match="top"):
        ka.analyze(tmp_path / "keys.txt", top=top)
