"""The hottest keys of files, which can be read twice: exact where a second pass is made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import kafka_architect as ka

from .figures import hottest_but, keys_of
from .streams import Stream, hot_among, number_of, zipf

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))


def write(stream: Stream, path: Path) -> Path:
    """The keys of a stream, one per line."""
    lines = np.full((len(stream.numbers), 12), ord("\n"), dtype=np.uint8)
    lines[:, :11] = stream.keys.view(np.uint8).reshape(-1, 11)
    lines.tofile(path)
    return path


@pytest.fixture(scope="module", params=[1.0, 1.2])
def zipf_file(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Stream]:
    stream = zipf(3_000_000, 1_000_000, request.param, seed=10)
    return write(stream, tmp_path_factory.mktemp("zipf") / "keys.txt"), stream


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


@pytest.fixture(scope="module")
def crowded_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stream]:
    """3,000 keys of nearly equal counts below 1/4,096 of the records, among keys that come once."""
    counts = np.random.default_rng(21).integers(140, 180, 3_000)
    stream = Stream(hot_among(counts, 400_000, seed=22))
    return write(stream, tmp_path_factory.mktemp("crowded") / "keys.txt"), stream


@pytest.mark.parametrize("top", [1, 20, 256])
def test_nearly_equal_keys_are_counted_exactly_and_none_that_is_known_is_missed(
    crowded_file: tuple[Path, Stream], top: int
) -> None:
    """The first pass cannot tell which of them are the hottest: the second counts all that may be."""
    path, stream = crowded_file
    report = ka.analyze(path, exact=True, top=top)
    counts = [key.count for key in report.heavy_hitters]
    assert counts == [stream.counts[number_of(key)] for key in keys_of(report)]
    assert hottest_but(stream.counts, keys_of(report)) <= report.no_other_key_exceeds
    analyzer = ka.PartitioningStrategyAnalyzer()
    analyzer.update_from_file(path)
    held = [key[1] for key in analyzer._state.snapshot(8192)["heavy"][0]]
    of_held = sorted((int(stream.counts[number_of(key)]) for key in held), reverse=True)
    assert counts == of_held[:top]
