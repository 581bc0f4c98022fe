"""JSON over several lines, and arrays: what rpk, kafkactl, Kafka UI and AKHQ write.

The shapes are those of the tools' sources: `writeRecordJSON` in src/go/rpk/pkg/cli/topic/consume.go
(redpanda-data/redpanda), `PrintObject` in output/output.go with `defaultMessage` in
internal/consume/DefaultMessageDeserializer.go (deviceinsight/kafkactl), `exportedJson` and `convertToCSV` in
frontend/src/components/Topics/Topic/Messages/Filters/Filters.tsx (kafbat/kafka-ui) and `_handleMessages` in
client/src/containers/Topic/Topic/TopicData/TopicData.jsx (tchiotludo/akhq).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import fastavro
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.keys.json_documents import json_lines_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEYS = ["alice", "bob", None, "Zürich", 'quo"te', "tab\tin", "{brace}", "\n}\n{\n", "alice"]
VALUE = '{"id": 1,\n"text": "\\n}\\n{\\n"}'


def records(number: int = 3000) -> list[dict[str, Any]]:
    """Records as rpk prints them: a null key is left out, and so is an empty one."""
    rows = []
    for i in range(number):
        key = KEYS[i % len(KEYS)]
        row: dict[str, Any] = {"topic": "orders", "value": VALUE, "timestamp": 1_700_000_000_000 + i}
        if key is not None:
            row["key"] = key
        rows.append({**row, "partition": i % 3, "offset": i, "headers": [{"key": "h", "value": "v"}]})
    return rows


def titled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with the names that kafkactl and Kafka UI give."""
    names = {"key": "Key", "value": "Value", "partition": "Partition", "offset": "Offset"}
    return [{title: row.get(name) for name, title in names.items()} for row in rows]


def pretty(rows: list[dict[str, Any]], indent: int | str) -> str:
    return "".join(json.dumps(row, indent=indent, ensure_ascii=False) + "\n" for row in rows)


DOCUMENTS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "rpk topic consume": lambda rows: pretty(rows, 2),
    "rpk topic consume --pretty-print=false": lambda rows: "".join(json.dumps(row) + "\n" for row in rows),
    "kafkactl consume -o json": lambda rows: pretty(titled(rows), "\t"),
    "Kafka UI": lambda rows: json.dumps(titled(rows), indent="\t"),
    "AKHQ": lambda rows: json.dumps([{**row, "partition": str(row["partition"])} for row in rows]),
    "an array over many lines": lambda rows: json.dumps(rows, indent=4) + "\n",
    "with carriage returns": lambda rows: json.dumps(rows, indent=2).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("tool", DOCUMENTS)
@pytest.mark.parametrize("compress", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_documents_count_like_keys_in_memory(
    tmp_path: Path, tool: str, compress: Callable[..., bytes]
) -> None:
    rows = records()
    (tmp_path / "orders").write_bytes(compress(DOCUMENTS[tool](rows).encode()))
    report = ka.analyze(tmp_path / "orders", [3], topic_partitions=3)
    wanted = ka.analyze([row.get("key") for row in rows], [3])
    assert report.partitions == wanted.partitions
    assert report.heavy_hitters == wanted.heavy_hitters
    assert report.null_keys == wanted.null_keys > 0
    assert report.warnings == ()
    observed = report.measurements.observed
    assert observed is not None
    assert observed.records.tolist() == [1000, 1000, 1000]


@pytest.mark.parametrize("tool", ["rpk topic consume", "kafkactl consume -o json", "Kafka UI", "AKHQ"])
def test_a_document_that_is_cut_short_is_never_counted_silently(tmp_path: Path, tool: str) -> None:
    whole = DOCUMENTS[tool](records(300)).encode()
    for length in range(len(whole) // 2, len(whole) - 2, 997):
        (tmp_path / "orders").write_bytes(whole[:length])
        try:
            report = ka.analyze(tmp_path / "orders")
        except ka.MalformedSourceError as error:
            assert "cut short" in str(error)
        else:
            between = tool.startswith(("rpk", "kafkactl")) and whole[:length].rstrip().endswith(b"\n}")
            assert report.records < 300
            assert between or [one.code for one in report.warnings] == ["source-skipped"]


def test_what_is_no_record_is_refused_with_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "orders.json"
    path.write_text(json.dumps({"items": [{"key": "a"}], "next": None}, indent=2))
    with pytest.raises(ka.MalformedSourceError, match=r"no field is named as the key.*items"):
        ka.analyze(path)
    path.write_text("[1, 2, 3]")
    with pytest.raises(ka.MalformedSourceError, match="items that are no objects"):
        ka.analyze(path, input_format="json-document")
    path.write_text('[{"key": "a"}, {"key": ')
    with pytest.raises(ka.MalformedSourceError, match="cut short"):
        ka.analyze(path)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.dictionaries(st.text(max_size=5), st.recursive(
        st.none() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=8,
    ), min_size=1, max_size=4), min_size=1, max_size=8),
    st.sampled_from([1, 2, "\t"]), st.booleans(), st.integers(1, 40),
)  # fmt: skip
def test_any_records_in_any_blocks_are_cut_apart_right(
    rows: list[dict[str, Any]], indent: int | str, is_array: bool, block: int
) -> None:
    text = (json.dumps(rows, indent=indent) if is_array else pretty(rows, indent)).encode()
    blocks = (text[at : at + block] for at in range(0, len(text), block))
    lines = b"".join(json_lines_of("x", text, blocks)).splitlines()
    assert [json.loads(line) for line in lines if line.strip()] == rows


def test_kafka_ui_writes_csv_with_values_over_several_lines(tmp_path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for i in range(500):
        writer.writerow([VALUE, i, f"key-{i % 5}", i % 3, "{}", "2026-11-30T10:00:00Z"])
    (tmp_path / "a.csv").write_text("Value,Offset,Key,Partition,Headers,Timestamp\n" + out.getvalue())
    report = ka.analyze(tmp_path / "a.csv", [3], topic_partitions=3)
    assert report.read_as == ("CSV with header of Kafka UI, key column Key, partition column Partition",)
    assert {key.key: key.count for key in report.heavy_hitters} == {f"key-{i}": 100 for i in range(5)}


# The envelope of stream-reactor's sinks (store.envelope): docs.lenses.io, Backup & Restore.
ENVELOPE = [
    {"key": f"key-{i % 5}", "value": {"key": "no", "amount": i}, "headers": {"h": "v"},
     "metadata": {"key": "no", "offset": i, "partition": i % 3, "timestamp": 1_700_000_000_000, "topic": "o"}}
    for i in range(600)
]  # fmt: skip


def write_envelopes(path: Path) -> None:
    if path.suffix == ".json":
        path.write_text("".join(json.dumps(row) + "\n" for row in ENVELOPE))
    elif path.suffix == ".parquet":
        pyarrow.parquet.write_table(pa.Table.from_pylist(ENVELOPE), path)
    else:
        inner = {"offset": "long", "partition": "int", "timestamp": "long", "topic": "string"}
        fields = [{"name": name, "type": kind} for name, kind in inner.items()]
        schema: Any = {"type": "record", "name": "Envelope", "fields": [
            {"name": "metadata", "type": {"type": "record", "name": "Metadata", "fields": fields}},
            {"name": "key", "type": ["null", "string"]},
        ]}  # fmt: skip
        with path.open("wb") as file:
            fastavro.writer(file, schema, ENVELOPE)


@pytest.mark.parametrize("ending", ["json", "parquet", "avro"])
def test_the_envelope_of_stream_reactor_has_keys_and_partitions(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"42.{ending}"
    write_envelopes(path)
    report = ka.analyze(path, [3], topic_partitions=3)
    assert "partition field metadata.partition" in report.read_as[0].replace("column", "field")
    assert {key.key: key.count for key in report.heavy_hitters} == {f"key-{i}": 120 for i in range(5)}
    assert report.measurements.observed is not None
    assert report.measurements.observed.records.tolist() == [200, 200, 200]
