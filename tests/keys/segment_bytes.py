"""Log segments written by hand, from Kafka's documentation of its record batches and message sets."""

from __future__ import annotations

import gzip
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cramjam
import lz4.frame
import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
APPEND_TIME, TRANSACTIONAL, CONTROL = 8, 16, 32
TIME_MS = 1_700_000_000_000


@dataclass(frozen=True)
class Record:
    key: bytes | None
    value: bytes | None = b"value"
    headers: tuple[tuple[bytes, bytes], ...] = ()

    @property
    def size_bytes(self) -> int:
        return len(self.key or b"") + len(self.value or b"")


def xerial(data: bytes, block: int = 32_768) -> bytes:
    """As snappy-java's SnappyOutputStream frames blocks."""
    parts = [bytes(cramjam.snappy.compress_raw(data[at : at + block])) for at in range(0, len(data), block)]
    front = b"\x82SNAPPY\x00" + struct.pack(">ii", 1, 1)
    return front + b"".join(struct.pack(">i", len(part)) + part for part in parts)


COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "none": lambda data: data,
    "gzip": gzip.compress,
    "snappy": xerial,
    "lz4": lz4.frame.compress,
    "zstd": zstandard.compress,
}


def _castagnoli(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 255] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def _table() -> list[int]:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
        table.append(crc)
    return table


_TABLE = _table()


def varint(number: int) -> bytes:
    """Zigzag, seven bits a byte."""
    left = (number << 1) ^ (number >> 63)
    out = bytearray()
    while left > 127:
        out.append(left & 127 | 128)
        left >>= 7
    out.append(left)
    return bytes(out)


def _sized(data: bytes | None) -> bytes:
    return varint(-1) if data is None else varint(len(data)) + data


def body_of(records: Sequence[Record]) -> bytes:
    out = []
    for place, record in enumerate(records):
        headers = b"".join(_sized(name) + _sized(value) for name, value in record.headers)
        inner = b"\0" + varint(place) + varint(place) + _sized(record.key) + _sized(record.value)
        inner += varint(len(record.headers)) + headers
        out.append(varint(len(inner)) + inner)
    return b"".join(out)


def batch(
    records: Sequence[Record],
    offset: int = 0,
    codec: str = "none",
    *,
    attributes: int = 0,
    producer_id: int = -1,
    compressed: bytes | None = None,
    count: int | None = None,
) -> bytes:
    """A record batch of message format 2."""
    block = COMPRESS[codec](body_of(records)) if compressed is None else compressed
    number = len(records) if count is None else count
    behind_crc = struct.pack(
        ">hiqqqhii", attributes | CODECS.index(codec), max(number - 1, 0), TIME_MS, TIME_MS + number,
        producer_id, 0, -1, number,
    )  # fmt: skip
    crc = _castagnoli(behind_crc + block)
    inner = struct.pack(">ibI", 0, 2, crc) + behind_crc + block
    return struct.pack(">qi", offset, len(inner)) + inner


def message(key: bytes | None, value: bytes | None, offset: int, format_: int, codec: str = "none") -> bytes:
    """A message of format 0 or 1."""
    behind_crc = struct.pack(">bb", format_, CODECS.index(codec))
    if format_ == 1:
        behind_crc += struct.pack(">q", TIME_MS + offset)
    for field in (key, value):
        behind_crc += struct.pack(">i", -1 if field is None else len(field)) + (field or b"")
    inner = struct.pack(">I", zlib.crc32(behind_crc)) + behind_crc
    return struct.pack(">qi", offset, len(inner)) + inner


def message_set(records: Sequence[Record], offset: int, format_: int, codec: str = "none") -> bytes:
    """Messages one after the other, or in the value of a message that compresses them."""
    inner = [message(one.key, one.value, offset + i, format_) for i, one in enumerate(records)]
    if codec == "none":
        return b"".join(inner)
    return message(None, COMPRESS[codec](b"".join(inner)), offset + len(records) - 1, format_, codec)
