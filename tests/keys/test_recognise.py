"""What is no list of keys is refused, or at least doubted; never read as keys and called healthy."""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.keys.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = Path(__file__).parent / "files"
# Enough of them, and even: as keys they would be healthy.
KEYS = b"".join(b"user-%d\n" % number for number in range(5000))

CERTAIN = {
    "keys.zst": "zstd", "keys.lz4": "lz4", "keys.sz": "snappy", "keys.snappy": "snappy",
    "keys.parquet": "parquet", "keys.arrow": "arrow-file", "keys.arrows": "arrow-stream",
    "keys.avro": "avro", "keys.orc": "orc", "segment.log": "kafka-segment",
    "kcat-J.jsonl": "kcat-json", "kcat-f.txt": "kcat-format", "kcat-K.txt": "key-and-value",
    "console-kv.txt": "key-and-value", "console-all.txt": "console-consumer", "dump-log.txt": "dump-log",
    "log-dirs.txt": "log-dirs", "consumer-groups.txt": "consumer-groups",
}  # fmt: skip
REFUSED = {"keys.sz", "keys.snappy", "keys.orc", "log-dirs.txt", "consumer-groups.txt"}
# alice and bob twice, carol and dave; one null key.
SEVEN = {"alice": 2, "bob": 2, "carol": 1, "dave": 1}


def refused(path: Path) -> str:
    with pytest.raises(ka.MalformedSourceError) as error:
        ka.analyze(path)
    assert str(path) in str(error.value)
    assert "looks like" in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(("file", "name"), CERTAIN.items(), ids=CERTAIN.keys())
def test_output_of_real_tools_is_told_by_its_name(file: str, name: str) -> None:
    found = recognise((FILES / file).read_bytes(), complete=True)
    assert found is not None
    assert (found.name, found.certain) == (name, True)
    if file in REFUSED:
        assert found.title in refused(FILES / file)


@pytest.mark.parametrize(
    ("file", "nulls"),
    [
        ("kcat-J.jsonl", 1),
        ("kcat-f.txt", 1),
        ("kcat-K.txt", 0),
        ("console-all.txt", 1),
        ("dump-log.txt", 1),
        ("segment.log", 1),
    ],
)
def test_output_of_real_tools_has_the_keys_that_were_sent(file: str, nulls: int) -> None:
    report = ka.analyze(FILES / file)
    assert (report.records, report.null_keys, report.empty_keys) == (7, nulls, 1 - nulls)
    assert {key.key: key.count for key in report.heavy_hitters if key.key} == SEVEN
    assert report.warnings == ()


@pytest.mark.parametrize("file", ["keys.parquet", "keys.arrow", "keys.arrows", "keys.avro"])
def test_files_of_real_libraries_have_the_keys_that_were_written(file: str) -> None:
    report = ka.analyze(FILES / file)
    assert (report.records, report.null_keys) == (5, 1)
    assert {key.key: key.count for key in report.heavy_hitters} == {"alice": 2, "bob": 1, "carol": 1}


@pytest.mark.parametrize("file", ["keys.zst", "keys.lz4"])
def test_compressed_files_have_the_lines_that_were_written(file: str) -> None:
    report = ka.analyze(FILES / file)
    assert (report.records, report.empty_keys, report.heavy_hitters[0].count) == (100, 20, 40)


@pytest.mark.parametrize("file", ["console-key.txt", "kcat-k.txt"])
def test_output_of_real_tools_that_is_keys_alone_is_read(file: str) -> None:
    report = ka.analyze(FILES / file)
    assert report.records == 7
    assert report.warnings == ()


def zipped() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("keys.txt", KEYS)
    return data.getvalue()


def tarred() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("keys.txt"), io.BytesIO())
    return data.getvalue()


def saved_array() -> bytes:
    data = io.BytesIO()
    np.save(data, np.array([b"alice", b"bob"]))
    return data.getvalue()


def database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE records (key TEXT)")
        return connection.serialize()


def saved_state() -> bytes:
    analyzer = ka.PartitioningStrategyAnalyzer()
    analyzer.update(["alice", "bob"])
    return analyzer.to_bytes()


MADE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a ZIP archive in gzip": (lambda: gzip.compress(zipped()), "unzip -p"),
    "zip": (zipped, "unzip -p"),
    "tar": (tarred, "tar -xOf"),
    "numpy": (saved_array, "numpy.load"),
    "SQLite": (database, "sqlite3"),
    "a saved state": (saved_state, "--merge"),
    "UTF-16": (lambda: KEYS.decode().encode("utf-16"), "iconv -f UTF-16"),
    "UTF-16 without a mark": (lambda: KEYS.decode().encode("utf-16-le"), "iconv -f UTF-16LE"),
    "UTF-16BE without a mark": (lambda: KEYS.decode().encode("utf-16-be"), "iconv -f UTF-16BE"),
    "UTF-16 without NULs": (lambda: "\ufeffключ\nдва\n".encode("utf-16-le"), "iconv -f UTF-16"),
    "UTF-32": (lambda: KEYS.decode().encode("utf-32"), "iconv -f UTF-32"),
    "a byte order mark": (lambda: b"\xef\xbb\xbf" + KEYS, "tail -c +4"),
    "NUL bytes": (lambda: KEYS + b"\0\n" + KEYS, "a NUL byte at offset"),
    "zeros": (lambda: bytes(100_000), "a NUL byte at offset 0"),
    "big-endian longs": (lambda: b"".join(n.to_bytes(8, "big") + b"\n" for n in range(999)), "update(keys)"),
    "JSON lines without a key": (
        lambda: b"".join(b'{"partition":3,"offset":%d,"body":"x"}\n' % n for n in range(99)),
        "no field is named as the key. Name it with --key NAME",
    ),
    "CSV with a heading and no key": (
        lambda: b"partition,offset,value\n" + b"".join(b"3,%d,user-%d\n" % (n, n) for n in range(99)),
        "Its columns: partition, offset, value.",
    ),
    "a table of psql": (lambda: b"+------+\n| key  |\n+------+\n| user |\n+------+\n", "psql -At"),
    "a page of HTML": (lambda: b"<!DOCTYPE html>\n<html><body>404</body></html>\n", "page of errors"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "cure"), MADE.values(), ids=MADE.keys())
def test_what_is_no_list_of_keys_is_refused_with_what_to_do(
    tmp_path: Path, content: Callable[[], bytes], cure: str
) -> None:
    path = tmp_path / "a b.txt"  # quoted where a shell is told about it
    path.write_bytes(content())
    assert cure.replace("{path}", f"'{path}'") in refused(path)
    with pytest.raises(ka.MalformedSourceError):
        ka.PartitioningStrategyAnalyzer().update_from_file(path)
    assert ka.analyze(path, input_format="text").records > 0


ROWS: dict[str, bytes] = {
    "keys that are JSON objects": b"".join(b'{"tenant":7,"id":%d}\n' % n for n in range(5000)),
    "keys that are JSON arrays": b"".join(b'["acme",%d]\n' % n for n in range(5000)),
    "keys in quotes": b"".join(b'"user-%d"\n' % n for n in range(5000)),
    "two parts and a comma": b"".join(b"acme,%d\n" % n for n in range(5000)),
    "two parts and a bar": b"".join(b"acme|%d\r\n" % n for n in range(5000)),
    "a TAB": b"".join(b"user-%d\tx\n" % n for n in range(5000)),
    "quoted CSV": b"".join(b'"user, %d",x,"a ""b"""\n' % n for n in range(5000)),
}


@pytest.mark.parametrize("content", ROWS.values(), ids=ROWS.keys())
def test_rows_and_objects_ask_for_the_key(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(content)
    with pytest.raises(
        ka.MalformedSourceError, match="If each line is a key as it stands, add --input-format text"
    ):
        ka.analyze(path)
    assert ka.analyze(path, input_format="text").records == 5000


@pytest.mark.parametrize("name", ["delimited", "json-records"])
def test_a_byte_order_mark_before_a_table_is_none_of_its_names(tmp_path: Path, name: str) -> None:
    text = {
        "delimited": "key,value\na,1\nb,2\n",
        "json-records": '{"key": "a", "value": 1}\n{"key": "b", "value": 2}\n',
    }
    path = tmp_path / "export"
    path.write_bytes(b"\xef\xbb\xbf" + text[name].encode())
    assert {key.key for key in ka.analyze(path).heavy_hitters} == {"a", "b"}


LIKELY: dict[str, bytes] = {
    "uniq -c": b"".join(b"  %5d user-%d\n" % (n, n) for n in range(5000)),
    "offsets": b"".join(b"orders:%d:%d\n" % (n, n * n) for n in range(5000)),
    "colours": b"".join(b"\x1b[32muser-%d\x1b[0m\n" % n for n in range(5000)),
    "control characters": b"".join(b"user\x01\x02-%d\n" % n for n in range(5000)),
}


@pytest.mark.parametrize("content", LIKELY.values(), ids=LIKELY.keys())
def test_what_may_be_keys_is_read_and_never_called_healthy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(content)
    report = ka.analyze(path, [12], what_if=[6])
    assert report.records == 5000
    assert [verdict.code for verdict in report.verdicts] == ["unclear-source"]
    assert not report.healthy
    assert report.recommended_counts == ()
    assert [warning.code for warning in report.warnings] == ["unclear-source"]
    assert "healthy" not in report.to_json() + str(report)
    with pytest.raises(ka.MalformedSourceError, match="Until then it is not saved"):
        ka.analyze(path, save=tmp_path / "state.ka")
    with pytest.raises(ka.MalformedSourceError):
        ka.PartitioningStrategyAnalyzer().update_from_file(path)
    said = ka.analyze(path, [12], input_format="text")
    assert said.verdicts[0].code != "unclear-source"
    assert said.warnings == ()


KEYS_ALONE: dict[str, bytes] = {
    "nothing": b"",
    "one empty key": b"\n",
    "words": KEYS,
    "words with spaces": b"John Smith\nMary Ann Jones\nX\n",
    "Latin-1": "Zürich\nGenève\n".encode("latin-1") * 99,
    "UTF-8": "Zürich\n東京\n🙂\n".encode(),
    "the magic of Parquet": b"PAR1\nPAR2\nPAR3\n",
    "the magic of ORC": b"ORC\nORCHID\n",
    "the magic of bzip2": b"BZh9\nBZhang\n",
    "the magic of a state": b"KAST\nKASTEN\n",
    "times": b"2026-11-30T10:00:00\n2026-11-30T10:00:01\n",
    "addresses": b"10.0.0.1:9092\n10.0.0.2:9092\n",
    "composite keys": b"acme:1\nacme:2\nbeta:1:2\n",
    "commas here and there": b"a,b\nc\nd,e,f\n" * 99,
    "a few commas": b"47.37,8.54\n46.94,7.44\n",
    "braces": b"{acme}1\n{acme}2\n",
    "JSON that is none": b'{"a": 1\n{"b": 2\n',
    "one text in brackets": b"[acme]\n[beta]\n",
    "bytes that are no text": b"\xff\xfe\xfd\n\x80\x81\n",
    "words like Offset": b"Offset-1\nPartition-2\n",
    "a number": b"42\n",
}


@pytest.mark.parametrize("content", KEYS_ALONE.values(), ids=KEYS_ALONE.keys())
def test_keys_are_neither_refused_nor_doubted(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(content)
    assert ka.analyze(path).warnings == ()


@pytest.mark.parametrize("path", sorted((FILES.parents[2] / "examples").glob("*.txt")), ids=lambda p: p.name)
def test_the_examples_are_keys(path: Path) -> None:
    with path.open("rb") as keys:
        assert recognise(keys.read(65536), complete=False) is None


def test_only_the_first_block_is_looked_at(tmp_path: Path) -> None:
    """A file of any size costs the same."""
    path = tmp_path / "keys.txt"
    path.write_bytes(KEYS * 20 + b"\0\n")
    assert ka.analyze(path).warnings == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the processor's time")
@pytest.mark.parametrize(
    "content",
    [b"[" * 65536, b'{"a":' * 10_000, b":{" * 30_000 + b"}", b"[[\n" * 20_000, b" " * 65536, b"," * 65536,
     b'"' * 65536, b"9" * 65536, b'{"key":"x","ts":' + b"9" * 5000 + b"}\n"],
    ids=lambda content: repr(content[:6]),
)  # fmt: skip
def test_hostile_text_is_looked_at_quickly(content: bytes) -> None:
    """No pattern goes back and forth over a block; three seconds of the processor are plenty."""
    code = (
        "import resource, sys; from kafka_architect.keys.recognise import recognise\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (3, 3))\n"
        "recognise(sys.stdin.buffer.read(), complete=True)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=content, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
