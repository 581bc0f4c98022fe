"""Reads the vector files. A bad row raises ValueError that names the file and the line."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).resolve().parent
KAFKA_CLIENTS = HERE / "murmur2_kafka_clients.csv.gz"
PUBLISHED = HERE / "murmur2_published.csv"
CLIENT_PARTITIONERS = HERE / "client_partitioners.csv.gz"
CLIENT_KEYLESS_RECORDS = HERE / "client_keyless_records.csv"

_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_REPEAT = re.compile(r"repeat:((?:[0-9a-f]{2})+):([1-9][0-9]*)")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_PARTITION_COLUMN = re.compile(r"p([1-9][0-9]*)")
_LONGEST_KEY = 1 << 24  # a slip in a length must not allocate gigabytes
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NULL_KEY_RULES = ("producer chooses", "hashed as empty", "partition 0", "refused")
_EMPTY_KEY_RULES = ("producer chooses", "hashed")


@dataclass(frozen=True, slots=True)
class Vector:
    """A record key, its signed 32-bit murmur2, and its partition by partition count."""

    key: bytes
    murmur2: int
    partitions: tuple[tuple[int, int], ...]  # (number of partitions, partition)


@dataclass(frozen=True, slots=True)
class ClientVector:
    """Where a client's partitioner places a record key, by partition count."""

    partitioner: str
    key: bytes
    partitions: tuple[tuple[int, int], ...]  # none where the producer chooses, whatever the key


@dataclass(frozen=True, slots=True)
class KeylessRule:
    """What one implementation of a partitioner does with records whose key is null, or empty."""

    implementation: str
    partitioner: str
    null_key: str
    empty_key: str


def read_kafka_clients(path: Path = KAFKA_CLIENTS) -> list[Vector]:
    """Vectors computed by the classes of kafka-clients; made by tools/vectors."""
    return _parse(path, _unpacked(path), _kafka_clients_row)


def read_published(path: Path = PUBLISHED) -> list[Vector]:
    """Hashes published by Kafka and other clients; these come without partitions."""
    return _parse(path, path.read_bytes().decode("latin-1"), _published_row)


def read_client_partitioners(path: Path = CLIENT_PARTITIONERS) -> list[ClientVector]:
    """Vectors computed by librdkafka, Sarama and others; made by tools/vectors. No key is null."""
    return _parse(path, _unpacked(path), _client_row)


def read_client_keyless_records(path: Path = CLIENT_KEYLESS_RECORDS) -> list[KeylessRule]:
    """What the same clients do with records whose key is null or empty; made by tools/vectors."""
    return _parse(path, path.read_bytes().decode("latin-1"), _keyless_row)


def _unpacked(path: Path) -> str:
    packed = path.read_bytes()
    try:
        return gzip.decompress(packed).decode("latin-1")  # a stray byte then fails in its row
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path}: not a whole gzip file: {error}") from error


_T = TypeVar("_T")
_Row = Callable[[list[str]], _T]


def _parse(path: Path, text: str, row_parser: Callable[[list[str]], _Row[_T]]) -> list[_T]:
    """Parse every row after comments and header; `row_parser` reads the header."""
    vectors: list[_T] = []
    row: _Row[_T] | None = None
    *lines, rest = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        try:
            if row is None:
                row = row_parser(line.split(","))
            else:
                vectors.append(row(line.split(",")))
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from error
    if rest or not vectors:
        raise ValueError(f"{path}:{len(lines) + 1}: the file is cut or holds no vectors")
    return vectors


def _kafka_clients_row(header: list[str]) -> _Row[Vector]:
    counts = _partition_counts(header, ["key", "murmur2"])

    def row(fields: list[str]) -> Vector:
        _expect_fields(fields, len(header))
        return Vector(_key(fields[0]), _int32(fields[1]), _partitions(counts, fields[2:]))

    return row


def _client_row(header: list[str]) -> _Row[ClientVector]:
    counts = _partition_counts(header, ["partitioner", "key"])

    def row(fields: list[str]) -> ClientVector:
        _expect_fields(fields, len(header))
        chosen = all(field == "-1" for field in fields[2:])
        partitions = () if chosen else _partitions(counts, fields[2:])
        return ClientVector(_name(fields[0]), _hex(fields[1]), partitions)

    return row


def _keyless_row(header: list[str]) -> _Row[KeylessRule]:
    expected = ["implementation", "partitioner", "null_key", "empty_key"]
    if header != expected:
        raise ValueError(f"expected the header {','.join(expected)}, found {','.join(header)}")

    def row(fields: list[str]) -> KeylessRule:
        _expect_fields(fields, len(header))
        implementation, partitioner, null_key, empty_key = fields
        if not implementation.strip():
            raise ValueError("no implementation is named")
        if null_key not in _NULL_KEY_RULES or empty_key not in _EMPTY_KEY_RULES:
            raise ValueError(f"unknown rule: {null_key!r} or {empty_key!r}")
        return KeylessRule(implementation, _name(partitioner), null_key, empty_key)

    return row


def _published_row(header: list[str]) -> _Row[Vector]:
    if header != ["key_hex", "murmur2_int32", "source"]:
        raise ValueError(f"expected the header key_hex,murmur2_int32,source, found {header}")

    def row(fields: list[str]) -> Vector:
        _expect_fields(fields, len(header))
        if not fields[2].strip():
            raise ValueError("no source is given")
        return Vector(_hex(fields[0]), _int32(fields[1]), ())

    return row


def _partition_counts(header: list[str], first: list[str]) -> list[int]:
    """The numbers N of the columns pN that follow the `first` ones."""
    columns = [_PARTITION_COLUMN.fullmatch(name) for name in header[len(first) :]]
    counts = [int(column[1]) for column in columns if column]
    if header[: len(first)] != first or not counts or len(counts) != len(columns):
        raise ValueError(f"expected the header {','.join(first)},pN,..., found {','.join(header)}")
    return counts


def _partitions(counts: list[int], fields: list[str]) -> tuple[tuple[int, int], ...]:
    pairs = zip(counts, fields, strict=True)
    return tuple((count, _integer(field, 0, count - 1)) for count, field in pairs)


def _expect_fields(fields: list[str], expected: int) -> None:
    if len(fields) != expected:
        raise ValueError(f"expected {expected} fields, found {len(fields)}")


def _key(notation: str) -> bytes:
    """Bytes of `HEX`, or of `repeat:UNIT:LENGTH`: UNIT over and over, cut at LENGTH bytes."""
    repeat = _REPEAT.fullmatch(notation)
    if repeat is None:
        return _hex(notation)
    unit, length = bytes.fromhex(repeat[1]), _integer(repeat[2], 1, _LONGEST_KEY)
    return (unit * (length // len(unit) + 1))[:length]


def _name(text: str) -> str:
    if _NAME.fullmatch(text) is None:
        raise ValueError(f"expected a partitioner's name, found {text[:60]!r}")
    return text


def _hex(text: str) -> bytes:
    if _HEX.fullmatch(text) is None:
        raise ValueError(f"expected pairs of 0-9a-f, found {text[:60]!r}")
    return bytes.fromhex(text)


def _int32(text: str) -> int:
    return _integer(text, -(2**31), 2**31 - 1)


def _integer(text: str, low: int, high: int) -> int:
    if _INTEGER.fullmatch(text) is None or not low <= int(text) <= high:
        raise ValueError(f"expected an integer from {low} to {high}, found {text[:60]!r}")
    return int(text)
