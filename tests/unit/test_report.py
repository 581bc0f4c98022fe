"""A DistributionReport as a value, as a document, as text and as HTML."""

from __future__ import annotations

import json
import os
from dataclasses import FrozenInstanceError, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Sequence


def report_of(
    keys: Sequence[bytes | None], partitions: list[int], source: str = "keys.txt"
) -> ka.DistributionReport:
    analyzer = ka.PartitioningStrategyAnalyzer(partitions)
    analyzer.update(list(keys))
    return analyzer.report(source)


def named(source: str) -> ka.DistributionReport:
    return report_of([b"IAH"], [12], source)


KEYS: list[bytes | None] = [b"21", b"21", b"21", b"abc", b"", b"", None]
REPORT = report_of(KEYS, [4, 1])
NO_RECORDS = report_of([], [3], "empty.txt")


def test_the_counts_of_a_few_keys() -> None:
    """Hash of "21" masked is 1173551340, of "abc" 479470107, of the empty key 275646681."""
    assert (REPORT.records, REPORT.null_keys, REPORT.empty_keys) == (7, 1, 2)
    assert [load.records for load in REPORT.partitions] == [(3, 2, 0, 1), (6,)]
    assert REPORT.effective_keys == pytest.approx(6**2 / (3**2 + 2**2 + 1), rel=1e-3)
    assert (REPORT.source, REPORT.partitioner, REPORT.partial) == ("keys.txt", "murmur2", False)


def test_a_report_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        REPORT.top = 0  # type: ignore[misc]
    with pytest.raises(AttributeError):
        REPORT.records = 0  # type: ignore[misc]


def test_equal_reports_are_equal() -> None:
    assert report_of(KEYS, [4, 1]) == REPORT
    assert report_of(KEYS, [4]) != REPORT
    assert REPORT != NO_RECORDS


def test_the_document_has_exactly_these_members() -> None:
    document = REPORT.to_dict()
    assert list(document) == [
        "format",
        "version",
        "tool",
        "source",
        "read_as",
        "partitioner",
        "partial",
        "records",
        "null_keys",
        "empty_keys",
        "unpartitioned",
        "key_bytes",
        "distinct_keys",
        "effective_keys",
        "heavy_hitters",
        "no_other_key_exceeds",
        "key_lengths",
        "weak_keys",
        "partitions",
        "notes",
        "warnings",
    ]
    for load in document["partitions"]:
        assert list(load) == [
            "count",
            "records",
            "max_over_mean",
            "hottest_share",
            "cv",
            "expected_cv",
            "empty_partitions",
            "windows",
            "verdict",
        ]


def test_the_document_has_the_figures_of_the_report() -> None:
    document = REPORT.to_dict()
    for name in ("source", "partitioner", "partial", "records", "null_keys", "empty_keys", "effective_keys"):
        assert document[name] == getattr(REPORT, name)
    for load, figures in zip(document["partitions"], REPORT.partitions, strict=True):
        assert load.items() >= figures.to_dict().items()


@pytest.mark.parametrize("report", [REPORT, NO_RECORDS], ids=["records", "no records"])
@pytest.mark.parametrize("indent", [None, 0, 2])
def test_the_json_is_the_document(report: ka.DistributionReport, indent: int | None) -> None:
    assert json.loads(report.to_json(indent=indent)) == report.to_dict()


def test_json_of_no_records_has_null_and_not_nan() -> None:
    text = NO_RECORDS.to_json()
    assert "NaN" not in text
    assert json.loads(text)["effective_keys"] is None
    assert json.loads(text)["partitions"][0]["cv"] is None


def test_json_is_utf_8_whatever_the_name_of_the_file() -> None:
    """A file name may be any bytes; Python carries those that are not UTF-8 as surrogates."""
    report = named(os.fsdecode("kéys-".encode() + b"\xff.txt"))
    assert json.loads(report.to_json().encode("utf-8"))["records"] == 1


def test_json_is_utf_8_whatever_the_keys() -> None:
    report = report_of([b"\xff\xfe", b"\xed\xa0\x80", b"\x00", "flug-ö".encode()], [12])
    assert json.loads(report.to_json().encode("utf-8")) == report.to_dict()


def test_text_says_what_matters() -> None:
    lines = str(REPORT).splitlines()
    assert lines[0] == "keys.txt"
    assert lines[1].startswith("7 records · 1 null keys · 2 empty keys · 3 distinct keys · ")
    (row,) = (line.split() for line in lines if line.split()[:1] == ["4"] and "…" in line)
    assert row[:10] == ["4", "0", "…", "2", "…", "3", "2.00", "0.745", "1.080", "1"]


def test_text_leaves_out_what_is_not_there() -> None:
    text = str(NO_RECORDS)
    assert text.splitlines()[1] == "0 records · 0 distinct keys · partitioner murmur2"
    assert "nan" not in text.lower()
    assert "None" not in text


def test_text_has_neither_colours_nor_long_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "300")
    keys: list[bytes | None] = [b"key-%d" % (i * i % 977) for i in range(5000)]
    text = str(report_of(keys, [12, 1000, 100_000]))
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("name", ["[red]keys[/red].txt", "[/].txt", ":smile:.txt", "[link=x]y", "50%", "{0}"])
def test_text_prints_a_file_name_as_it_is(name: str) -> None:
    """Square brackets are markup to rich, and a name is not."""
    assert str(named(name)).splitlines()[0] == name


@pytest.mark.parametrize("key", [b"[red]hot[/red]", b"[/]", b":smile:"])
def test_text_prints_a_key_as_it_is(key: bytes) -> None:
    assert key.decode() in str(report_of([key] * 10, [12]))


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x07", "\r", "\x9b31m", "\u202e"])
def test_text_does_not_let_its_input_control_the_terminal(hostile: str) -> None:
    assert hostile not in str(named(f"keys{hostile}.txt"))
    assert hostile not in str(report_of([f"hot{hostile}key".encode()] * 10, [12]))


def test_the_bars_show_hot_and_empty_partitions() -> None:
    """A full bar for the hottest, none for an empty one, and something for every one that has records."""
    text = str(report_of([b"21"] * 1000 + [b""] * 500 + [b"abc"], [4]))
    (row,) = (line for line in text.splitlines() if line.split()[:1] == ["4"] and "…" in line)
    assert row.split()[-2:] == ["█▄", "▁"]


def test_html_shows_the_same_figures() -> None:
    html = REPORT._repr_html_()
    for cell in (
        '<td class="number">4</td>',
        "<summary>2.00</summary>",
        "<summary>0.745</summary>",
        ">1.080<",
    ):
        assert cell in html
    assert "7 records" in html


def test_html_escapes_the_name_of_the_file() -> None:
    html = named('<script>alert("1")</script> & co')._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; co" in html


def test_html_escapes_the_keys() -> None:
    html = report_of([b"<script>alert(1)</script>"] * 10, [12])._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("report", [REPORT, NO_RECORDS], ids=["records", "no records"])
def test_html_is_well_formed(report: ka.DistributionReport) -> None:
    root = ElementTree.fromstring(report._repr_html_())  # noqa: S314  # our own text
    verdicts, loads = list(root.iter("table"))[:2]
    for table in (verdicts, loads):
        assert len(table.findall("tbody/tr")) == len(report.partitions)
        assert len({len(row) for row in table.iter("tr")}) == 1


def test_a_shorter_list_of_hot_keys_bounds_the_rest() -> None:
    shorter = replace(REPORT, top=1)
    assert [key.count for key in shorter.heavy_hitters] == [3]
    assert shorter.no_other_key_exceeds == 2
