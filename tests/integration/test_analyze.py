"""kafka-architect analyze FILE: a table for people, JSON for machines."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka
from tests.reference.pure_python import analyze_lines

from .command import succeed

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "flights_dest.txt"

not_on_windows = pytest.mark.skipif(os.name == "nt", reason="Windows keeps file names as text")


def analyze_json(*arguments: str | bytes | Path) -> Any:
    return json.loads(succeed("analyze", *arguments, "--format", "json"))


def test_json_is_the_report_of_the_api(keys: Path) -> None:
    assert analyze_json(keys) == ka.analyze(keys).to_dict()


def test_json_has_the_promised_members(keys: Path) -> None:
    document = analyze_json(keys, "--partitions", "12,24")
    assert {"records", "null_keys", "empty_keys", "partitions"} <= document.keys()
    for load in document["partitions"]:
        assert load.keys() >= {"count", "records", "max_over_mean", "cv", "expected_cv", "empty_partitions"}
        assert len(load["records"]) == load["count"]
        assert all(type(records) is int for records in load["records"])
        assert sum(load["records"]) == document["records"] - document["null_keys"]


def test_json_agrees_with_the_reference(keys: Path) -> None:
    document, expected = analyze_json(keys, "-p", "1,7,1000"), analyze_lines(keys, [1, 7, 1000])
    assert document["records"] == expected["records"] == 7001
    assert document["empty_keys"] == expected["empty_keys"] == 2000
    assert [load["records"] for load in document["partitions"]] == [
        load["records"] for load in expected["partitions"]
    ]


def test_json_of_an_empty_file_has_nulls_for_ratios(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    document = analyze_json(tmp_path / "empty.txt", "-p", "3")
    assert document["records"] == 0
    assert document["effective_keys"] is None
    (load,) = document["partitions"]
    assert (load["records"], load["empty_partitions"]) == ([0, 0, 0], 3)
    assert (load["max_over_mean"], load["cv"], load["expected_cv"]) == (None, None, None)


@pytest.mark.parametrize(
    "option", ["-p 12,24,48", "-p12,24,48", "--partitions 12,24,48", "--partitions=12,24,48"]
)
def test_partition_counts_may_be_written_in_every_usual_way(keys: Path, option: str) -> None:
    assert [load["count"] for load in analyze_json(keys, *option.split())["partitions"]] == [12, 24, 48]


@pytest.mark.parametrize("counts", ["12, 24, 48", " 12,24,48 ", "12,24,48,12"])
def test_spaces_and_repeated_counts_do_no_harm(keys: Path, counts: str) -> None:
    assert [load["count"] for load in analyze_json(keys, "-p", counts)["partitions"]] == [12, 24, 48]


def test_the_number_of_workers_does_not_change_the_output() -> None:
    alone = succeed("analyze", EXAMPLE, "--workers", "1", "--format", "json")
    assert succeed("analyze", EXAMPLE, "--workers", "3", "--format", "json") == alone


def test_the_table_shows_every_partition_count() -> None:
    lines = succeed("analyze", EXAMPLE, "-p", "12,24,1000", COLUMNS="100").splitlines()
    assert lines[0] == str(EXAMPLE)
    assert lines[1].startswith("336,776 records · ")
    assert [line.split()[0] for line in lines if " … " in line] == ["12", "24", "1,000"]


def test_the_table_is_plain_when_it_does_not_go_to_a_terminal(keys: Path) -> None:
    assert "\x1b" not in succeed("analyze", keys)


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_no_line_is_longer_than_the_terminal(keys: Path, columns: int) -> None:
    printed = succeed("analyze", "keys.txt", "-p", "12,24,1000,100000", cwd=keys.parent, COLUMNS=str(columns))
    assert max(map(len, printed.splitlines())) <= columns


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_no_figure_is_cut_off(columns: int) -> None:
    """A narrow table may lose its ornaments, never a digit: `0…` is worse than no figure."""
    report = ka.analyze(EXAMPLE, [12, 1000])
    printed = succeed("analyze", EXAMPLE, "-p", "12,1000", COLUMNS=str(columns))
    for load in report.partitions:
        for figure in (
            f"{load.count:,}",
            f"{max(load.records):,}",
            f"{load.max_over_mean:.2f}",
            f"{load.cv:.3f}",
            f"{load.expected_cv:.3f}",
            f"{load.empty_partitions:,}",
        ):
            assert figure in printed.split()


def test_a_file_name_may_have_spaces_and_brackets(keys: Path) -> None:
    strange = keys.rename(keys.with_name("[bold]my keys [] {x} %s.txt"))
    assert analyze_json(strange)["source"] == str(strange)
    assert str(strange) in succeed("analyze", strange, COLUMNS="300")


def test_a_file_name_may_begin_with_a_dash(keys: Path) -> None:
    keys.rename(keys.with_name("-p"))
    assert "7,001 records" in succeed("analyze", "--", "-p", cwd=keys.parent)


@not_on_windows
@pytest.mark.parametrize("encoding", ["utf-8:strict", "utf-8:surrogateescape"])
@pytest.mark.parametrize("output", ["json", "table"])
def test_a_file_name_need_not_be_utf_8(keys: Path, encoding: str, output: str) -> None:
    """What is printed is UTF-8 all the same: whoever reads it need not know about the name."""
    strange = keys.rename(keys.with_name(os.fsdecode(b"keys-\xff.txt")))
    printed = succeed("analyze", strange, "--format", output, PYTHONIOENCODING=encoding)
    assert "7001" in printed.replace(",", "")


@pytest.mark.parametrize("output", ["json", "table"])
def test_a_terminal_that_knows_only_ascii_is_served_too(keys: Path, output: str) -> None:
    """Or the code page of a Windows console: characters that it lacks are replaced, not an error."""
    named = keys.rename(keys.with_name("Schlüssel.txt"))
    printed = succeed("analyze", named, "--format", output, PYTHONIOENCODING="ascii")
    assert "7001" in printed.replace(",", "")
