"""The hottest keys: bounds that hold for every stream, no miss, and exact where a second pass is made."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .figures import assert_bounds_hold, hottest_but, measured
from .streams import HOSTILE, Stream, digits, number_of, repeated, shuffled, zipf

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.analysis.measurements import Measurements

    from .streams import Family, Numbers

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))


def uniform(records: int, keys: int, seed: int) -> Stream:
    return Stream(np.random.default_rng(seed).integers(0, keys, records))


def hot_among(hot: Numbers, others: int, seed: int) -> Numbers:
    """`hot[k]` records of key k, shuffled among keys that come once each."""
    return shuffled(np.concatenate([repeated(hot), len(hot) + np.arange(others)]), seed).numbers


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


def keys_of(report: ka.DistributionReport) -> list[bytes]:
    return [key.key.encode() for key in report.heavy_hitters]


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


@pytest.fixture(scope="module", params=[1.0, 1.2])
def zipf_file(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Stream]:
    stream = zipf(3_000_000, 1_000_000, request.param, seed=10)
    path = tmp_path_factory.mktemp("zipf") / "keys.txt"
    lines = np.full((len(stream.numbers), 12), ord("\n"), dtype=np.uint8)
    lines[:, :11] = stream.keys.view(np.uint8).reshape(-1, 11)
    lines.tofile(path)
    return path, stream


def test_the_top_20_of_a_zipf_file_are_in_order(zipf_file: tuple[Path, Stream]) -> None:
    path, stream = zipf_file
    found = ka.analyze(path).heavy_hitters
    assert [key.key for key in found] == stream.hottest(20)
    true = np.sort(stream.counts)[::-1][:20].tolist()
    assert [key.count for key in found] == pytest.approx(true, rel=0.005)


@pytest.mark.parametrize("top", [20, 256])
def test_exact_counts_are_those_of_a_counter(zipf_file: tuple[Path, Stream], top: int) -> None:
    path, stream = zipf_file
    report = ka.analyze(path, exact=True, top=top)
    true = stream.counts
    assert len(report.heavy_hitters) == top
    for key in report.heavy_hitters:
        assert key.count == key.lower == key.upper == true[number_of(key.key.encode())]
        assert key.share == key.count / report.records
    counts = [key.count for key in report.heavy_hitters]
    assert counts == np.sort(true)[::-1][:top].tolist()


@pytest.mark.parametrize("top", [0, 20, 255, 256])
@pytest.mark.parametrize("exact", [True, False, None])
def test_no_key_of_a_file_exceeds_what_is_said_of_those_not_listed(
    zipf_file: tuple[Path, Stream], exact: bool | None, top: int
) -> None:
    """The second pass counts more candidates than are listed; those not listed are still others."""
    path, stream = zipf_file
    report = ka.analyze(path, exact=exact, top=top)
    assert hottest_but(stream.counts, keys_of(report)) <= report.no_other_key_exceeds


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("exact", [True, False, None])
def test_the_top_20_of_the_examples_are_exact(path: Path, exact: bool | None) -> None:
    true = Counter(path.read_text().splitlines())
    report = ka.analyze(path, exact=exact)
    assert [key.count for key in report.heavy_hitters] == [count for _, count in true.most_common(20)]
    assert all(key.lower == key.count == key.upper == true[key.key] for key in report.heavy_hitters)
    assert report.no_other_key_exceeds == true.most_common(21)[-1][1]


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


def sized(stream: Stream, seed: int) -> Numbers:
    """Sizes of records that grow with the key's number: the hottest by bytes are others than by records."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 100, len(stream.numbers)) + 10 * (stream.numbers % 1_000)


BY_BYTES: dict[str, Callable[[], Stream]] = {
    "few keys": lambda: zipf(100_000, 1_000, 1.0, seed=13),
    "many keys": lambda: zipf(500_000, 200_000, 1.1, seed=14),
    "rarest first": lambda: Stream(np.sort(zipf(500_000, 200_000, 1.1, seed=14).numbers)[::-1].copy()),
}


@pytest.mark.parametrize("stream", BY_BYTES.values(), ids=BY_BYTES.keys())
def test_bounds_by_bytes_hold(stream: Callable[[], Stream]) -> None:
    found = stream()
    sizes = sized(found, seed=15)
    analyzer = ka.PartitioningStrategyAnalyzer([12], what_if=[7])
    analyzer.update(found.keys, sizes=sizes)
    measurements = measured(analyzer)
    true = np.bincount(found.numbers, weights=sizes).astype(np.int64)
    assert measurements.heavy_by_bytes is not None
    assert_bounds_hold(measurements.heavy_by_bytes, true)
    for totals in measurements.partitions + measurements.what_if:
        placed = ka.partition_for(found.keys, totals.count)
        assert totals.bytes is not None
        assert totals.bytes.tolist() == np.bincount(placed, sizes, totals.count).tolist()


@pytest.mark.parametrize("stream", BY_BYTES.values(), ids=BY_BYTES.keys())
@pytest.mark.parametrize("top", [1, 20, 256])
def test_no_key_exceeds_the_bytes_that_are_said_of_those_not_listed(
    stream: Callable[[], Stream], top: int
) -> None:
    found = stream()
    sizes = sized(found, seed=15)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(found.keys, sizes=sizes)
    document = analyzer.report(top=top).to_dict()
    listed = [key["key"].encode() for key in document["heavy_hitters_by_bytes"]]
    true = np.bincount(found.numbers, weights=sizes).astype(np.int64)
    assert hottest_but(true, listed) <= document["no_other_key_exceeds_bytes"]


@pytest.mark.parametrize("top", [-1, 257, 2**40])
def test_more_hot_keys_than_are_known_cannot_be_listed(top: int, tmp_path: Path) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"%d" % i for i in range(300)])
    with pytest.raises(ka.InputError, match="top"):
        analyzer.report(top=top)
    (tmp_path / "keys.txt").write_bytes(b"key\n")
    with pytest.raises(ka.InputError, match="top"):
        ka.analyze(tmp_path / "keys.txt", top=top)
