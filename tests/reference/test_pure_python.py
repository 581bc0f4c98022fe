"""The oracle against published hashes and against sums done by hand."""

import csv
import math
from collections import Counter
from pathlib import Path

import pytest

from .pure_python import (
    Analysis,
    analyze_lines,
    effective_keys,
    murmur2,
    partition_for_key,
    read_keys,
    to_positive,
)

PUBLISHED = Path(__file__).resolve().parents[1] / "vectors" / "murmur2_published.csv"


def test_every_published_hash_is_reproduced() -> None:
    """Kafka, librdkafka, Sarama, KafkaJS and others publish these."""
    with PUBLISHED.open(newline="", encoding="utf-8") as file:
        published = [
            (bytes.fromhex(row["key_hex"]), int(row["murmur2_int32"])) for row in csv.DictReader(file)
        ]

    assert published
    assert [(key, murmur2(key)) for key, _ in published] == published


def test_to_positive_clears_the_sign_bit() -> None:
    """The cases of Kafka's UtilsTest: the smallest int becomes 0, not its absolute value."""
    assert to_positive(0) == 0
    assert to_positive(1) == 1
    assert to_positive(2**31 - 1) == 2**31 - 1
    assert to_positive(-1) == 2**31 - 1
    assert to_positive(-(2**31)) == 0


@pytest.mark.parametrize(
    ("key", "num_partitions", "partition"),
    [
        # Where Java put them, as reported in kafkajs 357 and 1154, node-rdkafka 616 and 817.
        (b"100:48069", 12, 9),
        (b"TT0124", 15, 10),
        (b"354afe16-939a-4ea8-8e17-8bb0840b6886", 10, 4),
        (b"f562ac3b-2224-4e25-a0ab-56094e10c239", 10, 5),
        (b"fd7af248-ce5c-46a5-93d7-1c0c9005b99d", 32, 26),
        # Published in the partitioner tests of kafka-python and aiokafka.
        (b"", 1000, 681),
        (b"a", 1000, 524),
        (b"ab", 1000, 434),
        (b"abc", 1000, 107),
        (b"123456789", 1000, 566),
        (b"\x00 ", 1000, 742),
    ],
)
def test_keys_land_on_the_published_partition(key: bytes, num_partitions: int, partition: int) -> None:
    """An empty key is hashed like any other."""
    assert partition_for_key(key, num_partitions) == partition


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (b"", []),
        (b"\n", [b""]),
        (b"a\nb\n", [b"a", b"b"]),
        (b"a\nb", [b"a", b"b"]),
        (b"a\n\nb\n\n", [b"a", b"", b"b", b""]),
        (b"a\r\nb\r\n", [b"a", b"b"]),
        (b"\r\n\n", [b"", b""]),
        (b"a\r\r\n", [b"a\r"]),
        (b"a\rb\n", [b"a\rb"]),
        (b"a\r", [b"a\r"]),
        (b"a\x00b\n\x00\n", [b"a\x00b", b"\x00"]),
        (b"\xff\xfe\n\x1a\x0b\x0c\x85\n", [b"\xff\xfe", b"\x1a\x0b\x0c\x85"]),
    ],
)
def test_lines_become_keys(tmp_path: Path, text: bytes, keys: list[bytes]) -> None:
    """Only LF ends a line, and only a CR directly before it is dropped."""
    path = tmp_path / "keys.txt"
    path.write_bytes(text)
    assert list(read_keys(path)) == keys


@pytest.mark.parametrize(
    ("frequency", "n_eff"),
    [
        ({b"a": 5}, 1.0),
        ({b"a": 2, b"b": 2, b"c": 2}, 3.0),
        ({b"a": 3, b"b": 1}, 1.6),
    ],
)
def test_effective_keys(frequency: dict[bytes, int], n_eff: float) -> None:
    """Equally frequent keys count fully; a hot key makes the others count less."""
    assert effective_keys(Counter(frequency)) == n_eff


def test_a_hot_key_by_hand(tmp_path: Path) -> None:
    """Hash of "21" masked is 1173551340, of "abc" 479470107, of the empty key 275646681."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"21\n21\r\n21\nabc\n\n")

    assert analyze_lines(path, [4, 1]) == Analysis(
        records=5,
        null_keys=0,
        empty_keys=1,
        effective_keys=25 / 11,
        partitions=[
            {
                "count": 4,
                "records": [3, 1, 0, 1],
                "max_over_mean": 3 / (5 / 4),
                "cv": math.sqrt((1.75**2 + 0.25**2 + 1.25**2 + 0.25**2) / 4) / 1.25,
                "expected_cv": math.sqrt(3 / (25 / 11)),
                "empty_partitions": 1,
            },
            {
                "count": 1,
                "records": [5],
                "max_over_mean": 1.0,
                "cv": 0.0,
                "expected_cv": 0.0,
                "empty_partitions": 0,
            },
        ],
    )


def test_an_empty_file_has_no_ratios(tmp_path: Path) -> None:
    """No record means no mean to compare with."""
    path = tmp_path / "keys.txt"
    path.touch()

    assert analyze_lines(path, [3]) == Analysis(
        records=0,
        null_keys=0,
        empty_keys=0,
        effective_keys=None,
        partitions=[
            {
                "count": 3,
                "records": [0, 0, 0],
                "max_over_mean": None,
                "cv": None,
                "expected_cv": None,
                "empty_partitions": 3,
            }
        ],
    )
