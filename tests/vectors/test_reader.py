"""The vector files are whole, say what Kafka says about them, and a bad row is named."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from .reader import read_kafka_clients, read_published

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "key,murmur2,p1,p6\n"
ROW = "31,-1993445489,0,3\n"


def test_a_partition_is_the_masked_hash_modulo_the_partition_count() -> None:
    for vector in read_kafka_clients():
        for count, partition in vector.partitions:
            assert partition == (vector.murmur2 & 0x7FFFFFFF) % count, vector.key[:40].hex()


def test_every_key_length_up_to_300_and_every_single_byte_is_covered() -> None:
    keys = [vector.key for vector in read_kafka_clients()]
    assert len(set(keys)) == len(keys)
    assert {len(key) for key in keys} >= set(range(301))
    assert set(keys) >= {bytes([value]) for value in range(256)}
    assert max(len(key) for key in keys) > 1 << 20


def test_published_hashes_agree_with_kafka_clients_on_shared_keys() -> None:
    computed = {vector.key: vector.murmur2 for vector in read_kafka_clients()}
    shared = [vector for vector in read_published() if vector.key in computed]
    assert len(shared) >= 5
    for vector in shared:
        assert vector.murmur2 == computed[vector.key], vector.key.hex()


def test_a_repeated_unit_is_cut_at_the_length(tmp_path: Path) -> None:
    [vector] = read_kafka_clients(packed(tmp_path, HEADER + "repeat:616263:7,-5,0,5\n"))
    assert vector.key == b"abcabca"
    assert vector.partitions == ((1, 0), (6, 5))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + ROW + "3,1,0,1\n", 3),  # half a byte
        (HEADER + ROW + "3G,1,0,1\n", 3),
        (HEADER + ROW + "repeat::7,1,0,1\n", 3),
        (HEADER + ROW + "repeat:61:0,1,0,1\n", 3),
        (HEADER + ROW + "repeat:61:99999999999,1,0,1\n", 3),
        (HEADER + "# comment\n31,2147483648,0,3\n", 3),  # not an int32
        (HEADER + "31,+1,0,3\n", 2),
        (HEADER + "31,\xb2,0,3\n", 2),  # a digit to str.isdigit, not to us
        (HEADER + "31,1,0,6\n", 2),  # no such partition
        (HEADER + "31,1,0\n", 2),
        (HEADER + "31,1,0,3\r\n", 2),
        ("# comment\nkey,murmur2,six\n" + ROW, 2),
        (HEADER + ROW + "31,1,0,3", 3),  # cut
        (HEADER, 2),
        ("", 1),
    ],
)
def test_a_bad_file_raises_and_names_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    path = packed(tmp_path, text)
    with pytest.raises(ValueError, match=rf"bad\.csv\.gz:{line}: "):
        read_kafka_clients(path)


def test_a_damaged_gzip_file_raises(tmp_path: Path) -> None:
    path = packed(tmp_path, HEADER + ROW)
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(ValueError, match=r"bad\.csv\.gz: not a whole gzip file"):
        read_kafka_clients(path)


@pytest.mark.parametrize("row", ["31,1\n", "31,1,\n", "xx,1,a test\n", "31,one,a test\n"])
def test_a_bad_published_row_raises_and_names_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("key_hex,murmur2_int32,source\n" + row, newline="\n")
    with pytest.raises(ValueError, match=r"bad\.csv:2: "):
        read_published(path)


def packed(folder: Path, text: str) -> Path:
    path = folder / "bad.csv.gz"
    path.write_bytes(gzip.compress(text.encode("latin-1")))
    return path
