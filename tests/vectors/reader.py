"""Reads the vector files. A bad row raises ValueError that names the file and the line."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
KAFKA_CLIENTS = HERE / "murmur2_kafka_clients.csv.gz"
PUBLISHED = HERE / "murmur2_published.csv"

_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_REPEAT = re.compile(r"repeat:((?:[0-9a-f]{2})+):([1-9][0-9]*)")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_PARTITION_COLUMN = re.compile(r"p([1-9][0-9]*)")
_LONGEST_KEY = 1 << 24  # a slip in a length must not allocate gigabytes


@dataclass(frozen=True, slots=True)
class Vector:
    """A record key, its signed 32-bit murmur2, and its partition by partition count."""

    key: bytes
    murmur2: int
    partitions: tuple[tuple[int, int], ...]  # (number of partitions, partition)


def read_kafka_clients(path: Path = KAFKA_CLIENTS) -> list[Vector]:
    """Vectors computed by the classes of kafka-clients; made by tools/vectors."""
    packed = path.read_bytes()
    try:
        text = gzip.decompress(packed).decode("latin-1")  # a stray byte then fails in its row
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path}: not a whole gzip file: {error}") from error
    return _parse(path, text, _kafka_clients_row)


def read_published(path: Path = PUBLISHED) -> list[Vector]:
    """Hashes published by Kafka and other clients; these come without partitions."""
    return _parse(path, path.read_bytes().decode("latin-1"), _published_row)


_Row = Callable[[list[str]], Vector]


def _parse(path: Path, text: str, row_parser: Callable[[list[str]], _Row]) -> list[Vector]:
    """Parse every row after comments and header; `row_parser` reads the header."""
    vectors: list[Vector] = []
    row: _Row | None = None
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


def _kafka_clients_row(header: list[str]) -> _Row:
    columns = [_PARTITION_COLUMN.fullmatch(name) for name in header[2:]]
    counts = [int(column[1]) for column in columns if column]
    if header[:2] != ["key", "murmur2"] or len(counts) != len(columns):
        raise ValueError(f"expected the header key,murmur2,pN,..., found {','.join(header)}")

    def row(fields: list[str]) -> Vector:
        _expect_fields(fields, len(header))
        partitions = (
            (count, _integer(field, 0, count - 1))
            for count, field in zip(counts, fields[2:], strict=True)
        )
        return Vector(_key(fields[0]), _int32(fields[1]), tuple(partitions))

    return row


def _published_row(header: list[str]) -> _Row:
    if header != ["key_hex", "murmur2_int32", "source"]:
        raise ValueError(f"expected the header key_hex,murmur2_int32,source, found {header}")

    def row(fields: list[str]) -> Vector:
        _expect_fields(fields, len(header))
        if not fields[2].strip():
            raise ValueError("no source is given")
        return Vector(_hex(fields[0]), _int32(fields[1]), ())

    return row


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
