"""analyze agrees with the pure-Python reference on every kind of text file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from tests.reference.pure_python import analyze_lines

if TYPE_CHECKING:
    from tests.reference.pure_python import Analysis

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))

FILES = {
    "LF": b"IAH\nMIA\nIAH\n",
    "CRLF": b"IAH\r\nMIA\r\nIAH\r\n",
    "LF and CRLF mixed": b"IAH\r\nMIA\nIAH\nMIA\r\n",
    "no final newline": b"IAH\nMIA",
    "no final newline after CRLF": b"IAH\r\nMIA",
    "CR at the very end": b"IAH\nMIA\r",
    "a lone CR is a byte of the key": b"I\rAH\nM\r\rIA\n\r\r\n",
    "old Macintosh line ends are one key": b"IAH\rMIA\rIAH\r",
    "empty": b"",
    "one newline": b"\n",
    "one CRLF": b"\r\n",
    "one CR": b"\r",
    "one byte": b"a",
    "only newlines": b"\n" * 10_000,
    "only CRLF": b"\r\n" * 10_000,
    "empty lines between keys": b"\nIAH\n\n\r\nMIA\n\n",
    "NUL bytes": b"\x00\nIAH\x00\n\x00\x00\nIAH\n\x00",
    "invalid UTF-8": b"\xff\xfe\n\xc3\x28\n\xed\xa0\x80\n\x80\n",
    "byte order mark": b"\xef\xbb\xbfIAH\nIAH\n",
    "UTF-16": "IAH\nMIA\n".encode("utf-16"),
    "every byte": bytes(range(256)) * 40,
    "other line separators are bytes of the key": "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g\n".encode(),
    "spaces count": b" IAH\nIAH \n\tIAH\nIAH\n",
    "more keys than a batch": b"".join(b"%d\n" % i for i in range(10_000)),
    "a key longer than a block": b"a\n" + b"k" * 1_000_000 + b"\nb\n",
}
COUNTS = [1, 2, 12, 24, 100, 4099]


def near(figure: float | None, rel: float = 1e-9) -> object:
    """What agrees with a figure of the reference; only None agrees with None."""
    return figure if figure is None else pytest.approx(figure, rel=rel, abs=1e-12)


def assert_agree(report: ka.DistributionReport, expected: Analysis) -> None:
    """Counts are exact; what rests on the estimate of effective keys is within 3 %."""
    assert report.partitioner == "murmur2"
    assert report.records == expected["records"]
    assert report.null_keys == expected["null_keys"]
    assert report.empty_keys == expected["empty_keys"]
    assert report.effective_keys == near(expected["effective_keys"], rel=0.03)
    for load, spread in zip(report.partitions, expected["partitions"], strict=True):
        assert load.count == spread["count"]
        assert list(load.records) == spread["records"]
        assert load.empty_partitions == spread["empty_partitions"]
        assert load.max_over_mean == near(spread["max_over_mean"])
        assert load.cv == near(spread["cv"])
        assert load.expected_cv == near(spread["expected_cv"], rel=0.015)


def assert_same_for_any_workers(path: Path) -> None:
    """Every figure, judgement and hot key; one partition count will do for the verdicts."""
    alone = ka.analyze(path, [12], workers=1).to_dict()
    for workers in (2, 3, 7):
        assert ka.analyze(path, [12], workers=workers).to_dict() == alone


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_a_file_is_read_as_the_reference_reads_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(content)
    assert_agree(ka.analyze(path, COUNTS, input_format="text"), analyze_lines(path, COUNTS))


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_spread_as_the_reference_says(path: Path) -> None:
    assert_agree(ka.analyze(path, [12, 24, 48]), analyze_lines(path, [12, 24, 48]))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_result_does_not_depend_on_the_workers(path: Path) -> None:
    assert_same_for_any_workers(path)


def test_the_result_does_not_depend_on_the_workers_where_a_file_has_many_stripes(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"".join(b"key-%d\r\n" % (i * i % 1_000_003) for i in range(3_000_000)))
    assert_same_for_any_workers(path)


def test_the_default_is_12_and_24_partitions(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\n")
    assert [load.count for load in ka.analyze(path).partitions] == [12, 24]


def test_partition_counts_keep_their_order_and_are_reported_once(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\n")
    report = ka.analyze(path, [48, 12, 48, 1, 12])
    assert [load.count for load in report.partitions] == [48, 12, 1]


def test_a_path_may_be_text_or_a_path(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\n")
    assert ka.analyze(str(path)).to_dict() == ka.analyze(path).to_dict()
    assert ka.analyze(path).source == str(path)


def test_a_path_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "keys.txt").write_bytes(b"IAH\n")
    monkeypatch.chdir(tmp_path)
    assert ka.analyze("keys.txt").source == "keys.txt"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps file names as text")
def test_a_path_need_not_be_utf_8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"keys-\xff.txt")
    path.write_bytes(b"IAH\n")
    assert ka.analyze(path).records == 1


def test_what_is_null_or_empty_is_counted_as_such(tmp_path: Path) -> None:
    """A text file has no way to write a null key: an empty line is an empty key."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"\nIAH\n\r\n")
    report = ka.analyze(path, [1000])
    assert (report.records, report.null_keys, report.empty_keys) == (3, 0, 2)
    assert report.partitions[0].records[ka.partition_for(b"", 1000)] == 2


def test_partition_counts_may_be_numpy_integers(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\n")
    counts = np.array([12, 24])
    assert [load.count for load in ka.analyze(path, list(counts)).partitions] == [12, 24]


def test_progress_ends_with_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\n" * 1000)
    seen: list[tuple[int, int]] = []
    ka.analyze(path, on_progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4000, 4000)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {total for _, total in seen} == {4000}


def test_what_progress_raises_ends_the_analysis(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\n")

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        ka.analyze(path, on_progress=stop)
