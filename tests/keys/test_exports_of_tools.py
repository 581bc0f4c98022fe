"""What the pages and command lines of other tools write, where it is not just JSON.

Shapes are those of the tools' sources: `toCsvCell` in Messages/Filters/Filters.tsx (kafbat/kafka-ui),
`Record.Views.Download` and `_downloadAllMatchingFilters` (tchiotludo/akhq), `PrintObject` in
internal/output/output.go (deviceinsight/kafkactl), `ConsumeMessage` in internal/kafka/confluent_kafka.go
(confluentinc/cli).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.kafka_ui_export import as_produced

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ["alice", "-5", "=1+1", "+49", "@home", "\tcell", 'quo"te', "'plain", None, "two\nlines", "a,b"]
RECORDS = [(KEYS[number % len(KEYS)], number % 3, number) for number in range(330)]


def kafka_ui_cell(value: object) -> str:
    """A cell as a page of Kafka UI writes it."""
    text = "" if value is None else str(value)
    text = f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text
    return '"' + text.replace('"', '""') + '"'


def kafka_ui_csv() -> str:
    """An export of messages, which ends without a line feed."""
    rows = [
        ",".join(map(kafka_ui_cell, ("-v", offset, key, partition, "{}", "2026-11-30T10:00:00.000Z")))
        for key, partition, offset in RECORDS
    ]
    return "\n".join(["Value,Offset,Key,Partition,Headers,Timestamp", *rows])


def test_keys_of_kafka_ui_are_those_that_were_produced(tmp_path: Path) -> None:
    (tmp_path / "topic-messages.csv").write_text(kafka_ui_csv(), newline="")
    report = ka.analyze(tmp_path / "topic-messages.csv", [3, 12], topic_partitions=3)
    wanted = ka.analyze([key for key, _, _ in RECORDS], [3, 12])
    assert report.heavy_hitters == wanted.heavy_hitters
    assert report.partitions == wanted.partitions
    assert report.null_keys == 30
    assert report.read_as == ("CSV with header of Kafka UI, key column Key, partition column Partition",)
    assert any("apostrophe" in note for note in report.notes)


def test_another_csv_keeps_its_apostrophes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("offset,key,partition\n" + "1,'-5,0\n2,,1\n" * 20)
    report = ka.analyze(tmp_path / "a.csv", [12])
    assert {one.key: one.count for one in report.heavy_hitters} == {"'-5": 20, "": 20}


def test_an_apostrophe_alone_is_a_key() -> None:
    assert as_produced([b"'", b"'a", b"'-", b"", None]) == [b"'", b"'a", b"-", None, None]


def test_a_download_of_akhq_has_the_keys_of_records_and_not_of_headers(tmp_path: Path) -> None:
    rows = [
        {
            "partition": partition, "offset": offset, "timestamp": 1_700_000_000.123, "keySchemaId": None,
            "valueSchemaId": None, "headers": [{"key": "trace", "value": "1"}], "key": key, "value": "v",
        }
        for key, partition, offset in RECORDS
    ]  # fmt: skip
    (tmp_path / "orders.json").write_text(json.dumps(rows, indent=2))
    report = ka.analyze(tmp_path / "orders.json", [3, 12], topic_partitions=3)
    assert report.partitions == ka.analyze([key for key, _, _ in RECORDS], [3, 12]).partitions
    assert report.null_keys == 30


def confluent(number: int, place: str = "", headers: str = "") -> str:
    return f"k{number % 7}\t{place and place.format(number)}value {number}\n{headers}"


@pytest.mark.parametrize(
    "place",
    [
        "Partition:1 Offset:{0}\t",
        "Timestamp:1700000000{0:03} Partition:1 Offset:{0}\t",
        "Timestamp:17{0:03}\t",
    ],
)
def test_places_behind_the_key_are_told_from_values(tmp_path: Path, place: str) -> None:
    (tmp_path / "a.txt").write_text("".join(confluent(number, place) for number in range(70)))
    report = ka.analyze(tmp_path / "a.txt", [12])
    assert {one.key: one.count for one in report.heavy_hitters} == {f"k{number}": 10 for number in range(7)}


def test_without_places_the_format_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("".join(confluent(number) for number in range(70)))
    report = ka.analyze(tmp_path / "a.txt", [12], input_format="key-value")
    assert len(report.heavy_hitters) == 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("".join(confluent(number, headers='% Headers: [h="v"]\n') for number in range(70)), "grep -v"),
        (
            "".join(f"partition: 1\noffset: {number}\nkey: k\nvalue: v\n\n" for number in range(70)),
            "kafkactl consume -o yaml.*-o json",
        ),
        ("partition: 0\noffset: 0\nheaders:\n  a: b\n  c: d\n  e: f\nvalue: null\n\n", "kafkactl"),
    ],
    ids=["lines of headers", "YAML", "YAML with headers"],
)
def test_what_is_no_list_of_keys_is_refused_with_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    with pytest.raises(MalformedSourceError, match=message):
        ka.analyze(tmp_path / "a.txt", [12])
