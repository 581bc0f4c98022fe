"""Analyzers to save, and saved states whose header is right whatever is in them."""

from __future__ import annotations

import struct
import zlib

import numpy as np

import kafka_architect as ka

from .streams import digits

HEADER = struct.Struct("<4sIQI")  # magic, version, bytes behind the header, their CRC-32


def analyzed(distinct: int, *, sizes: bool = False) -> ka.PartitioningStrategyAnalyzer:
    numbers = np.random.default_rng(distinct).integers(0, max(distinct, 1), 2 * distinct)
    analyzer = ka.PartitioningStrategyAnalyzer([12, 24], what_if=[7], topic_partitions=12)
    keys = digits(numbers)
    if sizes:
        analyzer.update(keys, sizes=numbers % 90, partitions=numbers % 12)
    else:
        analyzer.update(keys)
    analyzer.update([None, b"", b"\x00\xff", b"k" * 2_000])
    return analyzer


def sealed(payload: bytes, version: int = 4) -> bytes:
    """A state of these bytes whose header is right: only what the payload means can be wrong."""
    return HEADER.pack(b"KAST", version, len(payload), zlib.crc32(payload)) + payload
