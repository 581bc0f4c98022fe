"""Keys are placed as the serializer of their type would place them, and shown as what they are."""

from __future__ import annotations

import base64
import json
import struct
import uuid
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet
import pytest

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NUMBERS = [0, 1, -1, 42, 1000, 2**31 - 1, -(2**31)] * 3 + list(range(200))
UUIDS = [uuid.UUID(int=i * 7919 + 2**100) for i in range(60)]


def placed(report: ka.DistributionReport) -> list[list[int]]:
    return [load.records.tolist() for load in report.measurements.partitions]


def serialised(keys: Sequence[bytes | None]) -> list[list[int]]:
    return placed(ka.analyze(list(keys)))


@pytest.mark.parametrize(
    ("key_format", "code", "values"),
    [("int32", ">i", NUMBERS), ("int64", ">q", NUMBERS), ("float64", ">d", [0.5, -1.25, 3.0, 1e300] * 9)],
)
@pytest.mark.parametrize("name", ["keys.txt", "orders.csv", "orders.jsonl", "kcat.txt"])
def test_numbers_as_text(tmp_path: Path, name: str, key_format: str, code: str, values: list[float]) -> None:
    texts = [str(value) for value in values]
    lines = {
        "keys.txt": texts,
        "orders.csv": ["key,partition", *(f"{text},0" for text in texts)],
        "orders.jsonl": [f'{{"key": {text}, "partition": 0, "offset": 0}}' for text in texts],
        "kcat.txt": [f"0,{len(text)},5,1700000000000,{text}" for text in texts],
    }
    (tmp_path / name).write_text("\n".join(lines[name]) + "\n")
    report = ka.analyze(tmp_path / name, key_format=key_format)
    assert placed(report) == serialised([struct.pack(code, value) for value in values])
    shown = report.heavy_hitters[0]
    assert shown.encoding == key_format
    assert float(shown.key) in values


def test_numbers_of_a_typed_column_are_placed_by_their_serializer(tmp_path: Path) -> None:
    for kind, code, serializer in (
        (pa.int64(), ">q", "LongSerializer"),
        (pa.int32(), ">i", "IntegerSerializer"),
    ):
        pyarrow.parquet.write_table(pa.table({"id": pa.array(NUMBERS, kind)}), tmp_path / "a.parquet")
        report = ka.analyze(tmp_path / "a.parquet", key="id")
        assert placed(report) == serialised([struct.pack(code, value) for value in NUMBERS])
        assert serializer in report.notes[0]
        as_text = ka.analyze(tmp_path / "a.parquet", key="id", key_format="text")
        assert placed(as_text) == serialised([str(value).encode() for value in NUMBERS])


def test_uuids_are_placed_as_their_36_characters(tmp_path: Path) -> None:
    expected = serialised([str(one).encode() for one in UUIDS])
    (tmp_path / "a.txt").write_text("\n".join(one.hex.upper() for one in UUIDS))
    assert placed(ka.analyze(tmp_path / "a.txt", key_format="uuid")) == expected
    table = pa.table({"key": pa.array([one.bytes for one in UUIDS], pa.binary(16))})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    assert placed(ka.analyze(tmp_path / "a.parquet", key_format="uuid")) == expected


def test_bytes_written_as_text(tmp_path: Path) -> None:
    keys = [bytes([i, 10, 255 - i]) for i in range(100)]
    (tmp_path / "hex.txt").write_text("\n".join(key.hex() for key in keys))
    (tmp_path / "b64.jsonl").write_text("".join(
        json.dumps({"key": base64.b64encode(key).decode(), "value": "x"}) + "\n" for key in keys
    ))  # fmt: skip
    assert placed(ka.analyze(tmp_path / "hex.txt", key_format="hex")) == serialised(keys)
    assert placed(ka.analyze(tmp_path / "b64.jsonl", key_format="base64")) == serialised(keys)


def test_schema_ids_are_reported_with_what_a_new_one_moves(tmp_path: Path) -> None:
    keys = [b"\0" + (7).to_bytes(4, "big") + b"user-%d" % i for i in range(400)]
    (tmp_path / "a.txt").write_text("\n".join(base64.b64encode(key).decode() for key in keys))
    report = ka.analyze(tmp_path / "a.txt", [12], key_format="base64+confluent")
    assert placed(report) == [ka.analyze(keys, [12]).measurements.partitions[0].records.tolist()]
    (note,) = [note for note in report.notes if "schema ids" in note]
    assert "7 (100% of distinct keys)" in note
    moved = int(note.split("partitions (")[1].split("%")[0]) / 100
    assert moved == pytest.approx(11 / 12, abs=0.06)
    assert report.heavy_hitters[0].key.startswith("schema 7: user-")


def test_windowed_keys_are_placed_by_the_key_alone(tmp_path: Path) -> None:
    keys = [b"user-%d" % (i % 20) for i in range(100)]
    lines = [(key + struct.pack(">q", 1_700_000_000_000 + i)).hex() for i, key in enumerate(keys)]
    (tmp_path / "a.txt").write_text("\n".join(lines))
    assert placed(ka.analyze(tmp_path / "a.txt", key_format="hex+windowed")) == serialised(keys)


@pytest.mark.parametrize(
    "key_format", ["hex", "base64", "int32", "int64", "float64", "uuid", "confluent", "windowed"]
)
def test_what_has_another_form_is_named(tmp_path: Path, key_format: str) -> None:
    (tmp_path / "a.txt").write_text("~no~\n" * 3)
    with pytest.raises(ka.MalformedSourceError, match=r"a\.txt: the key b'~no~' is not "):
        ka.analyze(tmp_path / "a.txt", key_format=key_format)


def test_a_number_out_of_range_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1\n2147483648\n")
    with pytest.raises(ka.MalformedSourceError, match="2147483648' is not a whole number of 32 bits"):
        ka.analyze(tmp_path / "a.txt", key_format="int32")


def test_an_unknown_key_format_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ka.InputError, match="expected one of: text, hex"):
        ka.analyze(tmp_path / "a.txt", key_format="thrift")


@pytest.mark.parametrize("name", ["keys.txt", "orders.csv", "orders.jsonl", "keys.txt.told"])
def test_null_text_is_a_null_key(tmp_path: Path, name: str) -> None:
    keys = ["a", "null", "b", "null", "nullx", ""]
    texts = {
        "keys.txt": "\n".join(keys) + "\n",
        "keys.txt.told": "\r\n".join(keys) + "\r\n",
        "orders.csv": "key,partition\n" + "".join(f"{key},0\n" for key in keys),
        "orders.jsonl": "".join(f'{{"key": "{key}", "offset": 1}}\n' for key in keys),
    }
    (tmp_path / name).write_bytes(texts[name].encode())
    report = ka.analyze(tmp_path / name, null_text="null")
    assert (report.records, report.null_keys, report.empty_keys) == (6, 2, 1)


def test_the_hottest_key_may_be_a_null_key(tmp_path: Path) -> None:
    for text in ("null", "NULL", ""):
        (tmp_path / "a.txt").write_text(f"{text}\n" * 50 + "x-1\nx-2\n")
        (note,) = ka.analyze(tmp_path / "a.txt").notes
        assert "--null-text" in note
    assert ka.analyze(tmp_path / "a.txt", null_text="").notes == ()


def test_keys_that_look_like_numbers_or_bytes_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(map(str, range(100))))
    assert "--key-format int64" in ka.analyze(tmp_path / "a.txt").notes[0]
    (tmp_path / "a.txt").write_text("\n".join(f"0a{i:08x}ff" for i in range(100)))
    assert "--key-format hex" in ka.analyze(tmp_path / "a.txt").notes[0]
    (tmp_path / "a.txt").write_text("\n".join(f"user-{i}" for i in range(100)))
    assert ka.analyze(tmp_path / "a.txt").notes == ()


HINTED = {
    "long numbers as hexadecimal digits": ([i.to_bytes(8, "big").hex() for i in range(200)], "hex"),
    "long numbers as Base64": (
        [base64.b64encode(i.to_bytes(8, "big")).decode() for i in range(200)], "base64",
    ),
    "Confluent's wire format as Base64": (
        [base64.b64encode(b"\0\0\0\0\x07" + b"k%d" % i).decode() for i in range(200)], "base64+confluent",
    ),
    "zero-padded decimal digits": ([f"{i:08}" for i in range(200)], None),
    "words of four letters": ([f"{a}{b}er" for a in "abcdefghij" for b in "klmnopqrst"], None),
    "UUIDs without hyphens": ([f"{i:032x}" for i in range(200)], None),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "form"), HINTED.values(), ids=HINTED.keys())
def test_keys_that_may_be_bytes_are_noted_with_the_format(
    tmp_path: Path, keys: list[str], form: str | None
) -> None:
    (tmp_path / "keys.txt").write_text("\n".join(keys) + "\n")
    notes = ka.analyze(tmp_path / "keys.txt", [12]).notes
    assert any(note.endswith(f"add --key-format {form}") for note in notes) == (form is not None)
    assert notes == () or form is not None
