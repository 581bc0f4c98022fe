"""The vectors of the other clients: whole, what their documented formulas give, and edges included."""

from __future__ import annotations

import gzip
import re
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.reference.pure_python import murmur2

from .reader import (
    HERE,
    ClientVector,
    read_client_keyless_records,
    read_client_partitioners,
    read_kafka_clients,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "partitioner,key,p1,p6\n"
ROW = "fnv1a,31,0,3\n"
KEYLESS_HEADER = "implementation,partitioner,null_key,empty_key\n"

MASK = 0x7FFFFFFF
LOWEST = -(1 << 31)


def fnv1a(key: bytes) -> int:
    value = 0x811C9DC5
    for byte in key:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return signed(value)


def java_hash_code(key: bytes) -> int:
    value = 0
    units = key.decode().encode("utf-16-be")
    for at in range(0, len(units), 2):
        value = value * 31 + int.from_bytes(units[at : at + 2], "big") & 0xFFFFFFFF
    return signed(value)


def signed(value: int) -> int:
    return (value & MASK) - (value & 1 << 31)


def unsigned(value: int) -> int:
    return value & 0xFFFFFFFF


# Each number is then reduced modulo the partition count.
NUMBERS: dict[str, Callable[[bytes], int]] = {
    "murmur2": lambda key: murmur2(key) & MASK,
    "murmur2_random": lambda key: murmur2(key) & MASK,
    "consistent": zlib.crc32,
    "consistent_random": zlib.crc32,
    "crc32_balancer": zlib.crc32,
    "crc32": zlib.crc32,
    "fnv1a": lambda key: abs(fnv1a(key)),  # that of -2^31 is 2^31
    "fnv1a_random": lambda key: abs(fnv1a(key)),
    "sarama": lambda key: abs(fnv1a(key)),
    "sarama_reference": lambda key: fnv1a(key) & MASK,
    "unsigned_murmur2": lambda key: unsigned(murmur2(key)),
    "java_hash_code": lambda key: 0 if (code := java_hash_code(key)) == LOWEST else abs(code),
}

# Keys with these hashes, found by search.
XXHASH32 = {
    0: b"\x27\x11\x4b\x23",
    1: b"\xc3\xb1\xfd\x09",
    MASK - 1: b"\x27\x26\x5f\xd3",
    MASK: b"\x2f\x6b\x0e\x92",
    1 << 31: b"\xff\xeb\x90\x6f",
    (1 << 31) + 1: b"\x39\xdd\x5d\xab",
    0xFFFFFFFF: b"\xb0\x8e\xe0\xf6",
}
# Rounding leaves few values: no 4-byte key and no word of 6 has another hash at the edges.
KAFKAJS_LEGACY = {0: b"abwexs", MASK - 1: b"ai3k18"}


def by_partitioner() -> dict[str, dict[bytes, ClientVector]]:
    found: dict[str, dict[bytes, ClientVector]] = defaultdict(dict)
    for vector in read_client_partitioners():
        assert vector.key not in found[vector.partitioner]
        found[vector.partitioner][vector.key] = vector
    return found


VECTORS = by_partitioner()


def test_every_partitioner_is_asked_about_the_same_keys() -> None:
    assert set(VECTORS) == {*NUMBERS, "kafkajs_legacy", "xxhash32"}
    keys = set(VECTORS["murmur2"])
    assert all(set(vectors) == keys for vectors in VECTORS.values())
    assert len(keys) >= 1500
    assert {len(key) for key in keys} >= {*range(65), 300, 5000}
    assert keys >= {bytes([value]) for value in range(256)}


@pytest.mark.parametrize("name", NUMBERS)
def test_partitions_are_what_the_formula_gives(name: str) -> None:
    checked = 0
    for key, vector in VECTORS[name].items():
        if name == "java_hash_code" and not is_utf8(key):
            continue
        for count, partition in vector.partitions:
            assert partition == NUMBERS[name](key) % count, (key[:40].hex(), count)
            checked += 1
    assert checked > 5000


@pytest.mark.parametrize(
    ("bytes_", "text"),
    [
        ("eda080", "\ufffd"),  # a surrogate: once, though each of its bytes is wrong
        ("eda0bdedb880", "\ufffd\ufffd"),
        ("eda041", "\ufffdA"),
        ("e08080", "\ufffd\ufffd\ufffd"),  # overlong: once for each byte
        ("c080", "\ufffd\ufffd"),
        ("f4908080", "\ufffd\ufffd\ufffd\ufffd"),
        ("e28241", "\ufffdA"),  # cut: once for what is there
        ("f09f98", "\ufffd"),
    ],
)
def test_java_replaces_what_is_not_utf8(bytes_: str, text: str) -> None:
    key = bytes.fromhex(bytes_)
    number = abs(java_hash_code(text.encode()))
    vector = VECTORS["java_hash_code"].get(key)
    assert vector is not None
    assert vector.partitions == tuple((count, number % count) for count, _ in vector.partitions)


@pytest.mark.parametrize(
    ("name", "hash_of", "edges"),
    [
        ("murmur2", murmur2, {0, 1, MASK - 1, MASK, LOWEST, LOWEST + 1, -1}),
        ("consistent", lambda key: signed(zlib.crc32(key)), {0, 1, MASK - 1, MASK, LOWEST, LOWEST + 1, -1}),
        ("fnv1a", fnv1a, {0, 1, MASK - 1, MASK, LOWEST, LOWEST + 1, -1}),
    ],
)
def test_keys_with_the_hashes_at_the_edges_are_there(
    name: str, hash_of: Callable[[bytes], int], edges: set[int]
) -> None:
    assert {hash_of(key) for key in VECTORS[name]} >= edges


def test_strings_with_the_hash_codes_at_the_edges_are_there() -> None:
    codes = {java_hash_code(key) for key in VECTORS["java_hash_code"] if is_utf8(key)}
    assert codes >= {0, 1, MASK - 1, MASK, LOWEST, LOWEST + 1, -1}
    vector = VECTORS["java_hash_code"][b"polygenelubricants"]
    assert {partition for _, partition in vector.partitions} == {0}


@pytest.mark.parametrize(("name", "edges"), [("xxhash32", XXHASH32), ("kafkajs_legacy", KAFKAJS_LEGACY)])
def test_hashes_at_the_edges_are_reduced(name: str, edges: dict[int, bytes]) -> None:
    for number, key in edges.items():
        for count, partition in VECTORS[name][key].partitions:
            assert partition == number % count, (number, count)


def test_only_the_empty_key_is_ever_left_to_the_producer() -> None:
    chosen = {name: [key for key in VECTORS[name] if not VECTORS[name][key].partitions] for name in VECTORS}
    left = {"consistent_random", "crc32_balancer", "xxhash32"}
    assert chosen == {name: [b""] if name in left else [] for name in VECTORS}


def test_murmur2_is_that_of_kafka_clients_on_shared_keys() -> None:
    shared = [vector for vector in read_kafka_clients() if vector.key in VECTORS["murmur2"]]
    assert len(shared) > 300
    for vector in shared:
        partitions = dict(VECTORS["murmur2"][vector.key].partitions)
        expected = {count: at for count, at in vector.partitions if count in partitions}
        assert expected
        assert {count: partitions[count] for count in expected} == expected


def test_an_empty_key_has_a_partition_where_the_rules_say_that_it_is_hashed() -> None:
    first = {rule.partitioner: rule for rule in reversed(read_client_keyless_records())}
    assert set(first) == set(VECTORS)
    for name, rule in first.items():
        assert bool(VECTORS[name][b""].partitions) == (rule.empty_key == "hashed")


def test_the_readme_shows_the_rules() -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ([a-z0-9_]+) \| ([^|]+) \| ([^|]+) \|", text, flags=re.MULTILINE)
    rules = read_client_keyless_records()
    assert rows == [(rule.implementation, rule.partitioner, rule.null_key, rule.empty_key) for rule in rules]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + ROW + "fnv1a,3,0,3\n", 3),  # half a byte
        (HEADER + ROW + "fnv1a,null,0,3\n", 3),
        (HEADER + ROW + ",31,0,3\n", 3),
        (HEADER + ROW + "Fnv1a,31,0,3\n", 3),
        (HEADER + "fnv1a,31,0,6\n", 2),  # no such partition
        (HEADER + "fnv1a,31,0,-1\n", 2),  # chosen by the producer at one count only
        (HEADER + "fnv1a,31,-2,-2\n", 2),
        (HEADER + "fnv1a,31,0\n", 2),
        (HEADER + "fnv1a,31,0,3\r\n", 2),
        ("# comment\npartitioner,key\nfnv1a,31\n", 2),
        ("# comment\nkey,murmur2,p1,p6\n" + ROW, 2),
        (HEADER + ROW + "fnv1a,31,0,3", 3),  # cut
        (HEADER, 2),
    ],
)
def test_a_bad_file_raises_and_names_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "bad.csv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    with pytest.raises(ValueError, match=rf"bad\.csv\.gz:{line}: "):
        read_client_partitioners(path)


def test_a_key_left_to_the_producer_has_no_partitions(tmp_path: Path) -> None:
    path = tmp_path / "good.csv.gz"
    path.write_bytes(gzip.compress((HEADER + "xxhash32,,-1,-1\n" + ROW).encode()))
    assert read_client_partitioners(path) == [
        ClientVector("xxhash32", b"", ()),
        ClientVector("fnv1a", b"1", ((1, 0), (6, 3))),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "librdkafka fnv1a,fnv1a,refused,refused\n",
        "librdkafka fnv1a,fnv1a,hashed,hashed\n",
        "librdkafka fnv1a,,refused,hashed\n",
        ",fnv1a,refused,hashed\n",
        "librdkafka fnv1a,fnv1a,refused\n",
    ],
)
def test_a_bad_rule_raises_and_names_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(KEYLESS_HEADER + row, newline="\n")
    with pytest.raises(ValueError, match=r"bad\.csv:2: "):
        read_client_keyless_records(path)


def is_utf8(key: bytes) -> bool:
    try:
        key.decode()
    except UnicodeDecodeError:
        return False
    return True
