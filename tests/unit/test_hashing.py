"""murmur2 and partition_for give what Kafka's Java client gives."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from tests.vectors.reader import read_kafka_clients, read_published

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.vectors.reader import Vector

KAFKA_CLIENTS = read_kafka_clients()
VECTORS = KAFKA_CLIENTS + read_published()

EMPTY_KEY_HASH = 275646681


def is_text(key: bytes) -> bool:
    try:
        key.decode()
    except UnicodeDecodeError:
        return False
    return True


TEXT_VECTORS = [vector for vector in VECTORS if is_text(vector.key)]


def by_length(vectors: Iterable[Vector]) -> list[list[Vector]]:
    """Arrays have one item size: one group for each length of a key, so that none is padded."""
    groups: dict[int, list[Vector]] = defaultdict(list)
    for vector in vectors:
        groups[len(vector.key)].append(vector)
    return list(groups.values())


def hashes(vectors: Iterable[Vector]) -> list[int]:
    return [vector.murmur2 for vector in vectors]


def test_the_vectors_cover_what_keys_look_like() -> None:
    lengths = {len(vector.key) for vector in KAFKA_CLIENTS}
    assert set(range(301)) <= lengths
    assert max(lengths) > 1 << 20
    assert {vector.key for vector in KAFKA_CLIENTS} >= {bytes([byte]) for byte in range(256)}
    assert any(not vector.key.isascii() for vector in TEXT_VECTORS)


def test_each_key_hashes_as_in_java() -> None:
    assert [vector for vector in VECTORS if ka.murmur2(vector.key) != vector.murmur2] == []


def test_each_text_hashes_as_its_utf_8_bytes() -> None:
    """Kafka's StringSerializer writes UTF-8."""
    wrong = [v for v in TEXT_VECTORS if ka.murmur2(v.key.decode()) != v.murmur2]
    assert wrong == []


def test_a_bytearray_hashes_as_its_bytes() -> None:
    assert [v for v in VECTORS if ka.murmur2(bytearray(v.key)) != v.murmur2] == []


def test_a_list_hashes_key_by_key() -> None:
    assert ka.murmur2([vector.key for vector in VECTORS]).tolist() == hashes(VECTORS)
    assert ka.murmur2([v.key.decode() for v in TEXT_VECTORS]).tolist() == hashes(TEXT_VECTORS)


def test_fixed_width_binary_hashes_key_by_key() -> None:
    for group in by_length(VECTORS):
        keys = np.array([vector.key for vector in group], dtype=f"V{len(group[0].key)}")
        assert ka.murmur2(keys).tolist() == hashes(group)


def test_fixed_width_bytes_hash_key_by_key() -> None:
    """numpy's S cannot hold a NUL at the end of a key, and no empty item size."""
    for group in by_length(v for v in VECTORS if v.key and not v.key.endswith(b"\x00")):
        keys = np.array([vector.key for vector in group], dtype=f"S{len(group[0].key)}")
        assert ka.murmur2(keys).tolist() == hashes(group)


def test_numpy_text_hashes_key_by_key() -> None:
    for group in by_length(v for v in TEXT_VECTORS if v.key and not v.key.endswith(b"\x00")):
        keys = np.array([vector.key.decode() for vector in group])
        assert keys.dtype.kind == "U"
        assert ka.murmur2(keys).tolist() == hashes(group)


def test_each_key_goes_to_the_partition_that_the_producer_chooses() -> None:
    wrong = [
        (vector, count)
        for vector in KAFKA_CLIENTS
        for count, partition in vector.partitions
        if ka.partition_for(vector.key, count) != partition
    ]
    assert wrong == []


def test_a_list_goes_to_the_partitions_that_the_producer_chooses() -> None:
    keys = [vector.key for vector in KAFKA_CLIENTS]
    for column, (count, _) in enumerate(KAFKA_CLIENTS[0].partitions):
        expected = [vector.partitions[column][1] for vector in KAFKA_CLIENTS]
        assert ka.partition_for(keys, count).tolist() == expected


@pytest.mark.parametrize("empty", [b"", "", bytearray()])
def test_an_empty_key_is_hashed(empty: bytes | str) -> None:
    assert ka.murmur2(empty) == EMPTY_KEY_HASH
    assert ka.partition_for(empty, 12) == EMPTY_KEY_HASH % 12


def test_the_producer_decides_for_a_null_key() -> None:
    assert ka.partition_for(None, 12) == -1
    assert ka.partition_for([b"", None, "a"], 1000).tolist() == [681, -1, 524]


def test_a_null_key_in_a_list_has_no_hash() -> None:
    assert ka.murmur2([None, b"", None]).tolist() == [0, EMPTY_KEY_HASH, 0]


def test_null_keys_keep_their_places_in_a_long_list() -> None:
    """Longer than a batch of the core, with nulls in some batches and none in others."""
    keys = [None if i % 5000 < 100 else b"a" for i in range(20_000)]
    expected = [-1 if key is None else 524 for key in keys]
    assert ka.partition_for(keys, 1000).tolist() == expected


def test_results_are_plain_ints_or_int32_arrays() -> None:
    assert type(ka.murmur2(b"a")) is int
    assert type(ka.partition_for(b"a", 12)) is int
    for result in (ka.murmur2([b"a", b"b"]), ka.partition_for([b"a", b"b"], 12)):
        assert result.dtype == np.int32
        assert result.shape == (2,)
