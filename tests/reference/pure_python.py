"""The analyser's answers in plain Python: the oracle of the tests, the baseline of the benchmarks.

Written from descriptions, for reading; nothing here is tuned.

- Hash: Austin Appleby's MurmurHash2 (32 bit, little-endian) with the seed that the Java client
  fixes in org.apache.kafka.common.utils.Utils, as the signed int that Java returns.
- Partition: BuiltInPartitioner.partitionForKey, that is toPositive(murmur2(key)) % partitions.
- Statistics: integers, and the standard library's correctly rounded `statistics`.
"""

import math
import statistics
import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

SEED = 0x9747B28C
M = 0x5BD1E995
R = 24
UINT32 = 0xFFFFFFFF


class PartitionCounts(TypedDict):
    """How the keys spread over one number of partitions."""

    count: int
    records: list[int]
    max_over_mean: float | None
    cv: float | None
    expected_cv: float | None
    empty_partitions: int


class Analysis(TypedDict):
    """What `kafka_architect.analyze(path).to_dict()` says about the keys of the same file.

    Here `effective_keys` is exact. Figures that need at least one record are None without any.
    """

    records: int
    null_keys: int
    empty_keys: int
    effective_keys: float | None
    partitions: list[PartitionCounts]


def murmur2(key: bytes) -> int:
    """Return Kafka's murmur2 of a key as Java's signed 32-bit int."""
    h = (SEED ^ len(key)) & UINT32

    body_end = len(key) - len(key) % 4
    for (block,) in struct.iter_unpack("<I", key[:body_end]):
        k = (block * M) & UINT32
        k ^= k >> R
        k = (k * M) & UINT32
        h = (h * M) & UINT32
        h ^= k

    tail = key[body_end:]
    if tail:
        h ^= int.from_bytes(tail, "little")
        h = (h * M) & UINT32

    h ^= h >> 13
    h = (h * M) & UINT32
    h ^= h >> 15
    return h - 2**32 if h >= 2**31 else h


def to_positive(signed_hash: int) -> int:
    """Clear the sign bit, as Utils.toPositive does (it is not the absolute value)."""
    return signed_hash & 0x7FFFFFFF


def partition_for_key(key: bytes, num_partitions: int) -> int:
    """Return the partition that the Java producer chooses for a key that is not null."""
    return to_positive(murmur2(key)) % num_partitions


def read_keys(path: Path) -> Iterator[bytes]:
    """Yield one key per line: LF or CRLF ends a line, the last line may lack it.

    A CR that is not directly before an LF belongs to the key. An empty line is an empty key.
    """
    with path.open("rb") as lines:
        for line in lines:
            yield line[:-2] if line.endswith(b"\r\n") else line.removesuffix(b"\n")


def effective_keys(frequency: Counter[bytes]) -> float:
    """Return N_eff = N^2 / sum(w^2): how many equally frequent keys would be as uneven."""
    return frequency.total() ** 2 / sum(weight**2 for weight in frequency.values())


def spread(records: list[int], n_eff: float) -> PartitionCounts:
    """Describe the records per partition of a file that has at least one record."""
    count = len(records)
    mean = statistics.fmean(records)
    return {
        "count": count,
        "records": records,
        "max_over_mean": max(records) / mean,
        "cv": statistics.pstdev(records) / mean,
        # What an ideal hash gives on average: hot keys alone make partitions uneven.
        "expected_cv": math.sqrt((count - 1) / n_eff),
        "empty_partitions": records.count(0),
    }


def no_records(count: int) -> PartitionCounts:
    """Describe the partitions of an empty file."""
    return {
        "count": count,
        "records": [0] * count,
        "max_over_mean": None,
        "cv": None,
        "expected_cv": None,
        "empty_partitions": count,
    }


def analyze_lines(path: Path, partitions: Sequence[int]) -> Analysis:
    """Count the keys of a text file over each number of partitions.

    A text file cannot hold a null key, so `null_keys` is always 0.
    """
    frequency: Counter[bytes] = Counter()
    records = {count: [0] * count for count in partitions}
    for key in read_keys(path):
        frequency[key] += 1
        masked = to_positive(murmur2(key))
        for count, per_partition in records.items():
            per_partition[masked % count] += 1

    n_eff = effective_keys(frequency) if frequency else None
    return {
        "records": frequency.total(),
        "null_keys": 0,
        "empty_keys": frequency[b""],
        "effective_keys": n_eff,
        "partitions": [
            no_records(count) if n_eff is None else spread(records[count], n_eff) for count in partitions
        ],
    }
