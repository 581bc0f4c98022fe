"""What would take too much memory, or is text of anybody, is refused before it is used."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.sizing.choosing import Choice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORKLOAD = ka.Workload(rate=50_000, message_bytes=1000, retention="7d", consumer_groups=3)


def test_a_million_worlds_on_every_kind_of_broker_are_refused_with_what_they_take() -> None:
    with pytest.raises(ka.InputError, match=r"\d\.\d GB of memory: expected at most \d{3},\d{3}"):
        ka.ClusterSizingCalculator(WORKLOAD).uncertain(worlds=1_000_000, rate=(30_000, 80_000))


REPORT = ka.analyze([f"key-{number}" for number in range(1000)], [12]).to_dict()


def partitions_of(report: object) -> int:
    return ka.recommend_partitions(rate=10_000, distribution=report).partitions


def test_a_report_is_taken_as_it_is_as_a_document_and_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(REPORT), encoding="utf-8")
    found = {partitions_of(REPORT), partitions_of(tmp_path / "report.json")}
    assert len(found) == 1
    assert ka.Workload(rate=1000, retention="1d", skew=str(tmp_path / "report.json")).skew >= 1


def changed(**members: Any) -> str:
    return json.dumps(REPORT | members)


HOSTILE: dict[str, Callable[[], str | bytes]] = {
    "nothing": lambda: "",
    "a list": lambda: "[]",
    "null": lambda: "null",
    "another document": lambda: '{"brokers": 3}',
    "deep": lambda: "[" * 100_000,
    "deep within": lambda: '{"partitions": ' + "[" * 5_000 + "]" * 5_000 + "}",
    "no UTF-8": lambda: b"\xff\xfe{}",
    "cut short": lambda: json.dumps(REPORT)[:100],
    "no partitions": lambda: changed(partitions=[]),
    "partitions that are text": lambda: changed(partitions="12"),
    "partitions that are numbers": lambda: changed(partitions=[12]),
    "a count that is text": lambda: changed(partitions=[{"count": "12", "max_over_mean": 1.5}]),
    "a count of 0": lambda: changed(partitions=[{"count": 0, "max_over_mean": 1.5}]),
    "a skew that is text": lambda: changed(partitions=[{"count": 12, "max_over_mean": "1.5"}]),
    "a skew below 1": lambda: changed(partitions=[{"count": 12, "max_over_mean": 0.5}]),
    "a skew beyond all counts": lambda: changed(partitions=[{"count": 12, "max_over_mean": 1e308}]),
    "a skew that is missing": lambda: changed(partitions=[{"count": 12}]),
    "a skew without end": lambda: '{"partitions": [{"count": 12, "max_over_mean": 1e999}]}',
    "a skew that is no number": lambda: '{"partitions": [{"count": 12, "max_over_mean": NaN}]}',
    "negative keys": lambda: changed(effective_keys=-1),
    "keys that are text": lambda: changed(effective_keys="many"),
    "keys that are a boolean": lambda: changed(effective_keys=True),
    "5,000 digits": lambda: '{"effective_keys": ' + "9" * 5_000 + "}",
    "a key set twice": lambda: '{"partitions": [], "partitions": []}',
    "a doubtful source": lambda: changed(warnings=[{"code": "unclear-source", "message": "looks like CSV"}]),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_file_that_is_no_distribution_report_is_refused_by_name(
    tmp_path: Path, content: Callable[[], str | bytes]
) -> None:
    path = tmp_path / "report.json"
    text = content()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    for use in (partitions_of, lambda report: ka.Workload(rate=1000, retention="1d", skew=report)):
        with pytest.raises(ka.InputError, match=r"report\.json"):
            use(path)


def test_a_file_larger_than_any_report_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.touch()
    os.truncate(path, 1 << 40)
    with pytest.raises(ka.InputError, match="more than"):
        partitions_of(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ka.SourceError, match=r"none\.json: cannot read"):
        partitions_of(tmp_path / "none.json")


@pytest.mark.parametrize(
    "most", [1e308, 10**400, 10**5000, 2e15], ids=["float", "whole", "of many digits", "just above"]
)
def test_a_policy_beyond_any_cluster_is_refused_in_a_short_sentence(most: float) -> None:
    with pytest.raises(ka.InputError, match=r"max_brokers: .* at most 1e\+15") as error:
        ka.Policy(max_brokers=most)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(("most", "says"), [(1e308, "at most"), (10**9, "1,000,000")])
def test_more_brokers_than_any_cluster_has_are_refused_for_their_number(most: float, says: str) -> None:
    with pytest.raises(ka.InputError, match=f"max_brokers: expected .*{says}") as error:
        Choice.of({"max_brokers": most})
    assert len(str(error.value)) < 200
