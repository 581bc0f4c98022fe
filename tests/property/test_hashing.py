"""The core's hash is the reference's, for any key in any form."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import kafka_architect as ka
from tests.reference import pure_python

KEYS = st.binary(max_size=300)
PARTITIONS = st.integers(1, 2**31 - 1) | st.integers(1, 100)


@given(KEYS)
def test_a_key_has_the_hash_of_the_reference(key: bytes) -> None:
    assert ka.murmur2(key) == pure_python.murmur2(key)


@given(st.text(max_size=100))
def test_a_text_has_the_hash_of_its_utf_8_bytes(key: str) -> None:
    assert ka.murmur2(key) == pure_python.murmur2(key.encode())


@given(KEYS, PARTITIONS)
def test_a_key_goes_to_the_partition_of_the_reference(key: bytes, num_partitions: int) -> None:
    partition = ka.partition_for(key, num_partitions)
    assert partition == pure_python.partition_for_key(key, num_partitions)
    assert 0 <= partition < num_partitions


@given(st.lists(KEYS | st.none(), max_size=50), PARTITIONS)
def test_a_list_is_its_keys_one_by_one(keys: list[bytes | None], num_partitions: int) -> None:
    assert ka.murmur2(keys).tolist() == [0 if key is None else pure_python.murmur2(key) for key in keys]
    assert ka.partition_for(keys, num_partitions).tolist() == [
        ka.partition_for(key, num_partitions) for key in keys
    ]


@given(
    st.integers(1, 64).flatmap(lambda width: st.lists(st.binary(min_size=width, max_size=width), min_size=1))
)
def test_fixed_width_arrays_are_lists_of_keys(keys: list[bytes]) -> None:
    width = len(keys[0])
    binary = np.array(keys, dtype=f"V{width}")
    assert ka.murmur2(binary).tolist() == ka.murmur2(keys).tolist()
    stripped = [key.rstrip(b"\x00") for key in keys]
    assert ka.murmur2(binary.view(f"S{width}")).tolist() == ka.murmur2(stripped).tolist()


@given(st.lists(st.text(max_size=20), min_size=1))
def test_text_arrays_are_lists_of_texts(keys: list[str]) -> None:
    expected = ka.murmur2([key.rstrip("\x00") for key in keys]).tolist()
    array = np.array(keys, dtype=np.str_)
    assert ka.murmur2(array).tolist() == expected
    assert ka.murmur2(array.astype(array.dtype.newbyteorder())).tolist() == expected
