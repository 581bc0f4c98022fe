"""How keys may be handed over: one, a list, a tuple, an array; and what is refused, in clear words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import kafka_architect as ka
from tests.reference import pure_python

KEYS = [b"order-1", b"order-2", b"order-3", b"order-4"]
HASHES = [pure_python.murmur2(key) for key in KEYS]


@pytest.mark.parametrize(
    "keys",
    [
        KEYS,
        tuple(KEYS),
        [key.decode() for key in KEYS],
        [b"order-1", "order-2", bytearray(b"order-3"), np.bytes_(b"order-4")],
        np.array(KEYS),
        np.array(KEYS, dtype="V7"),
        np.array([key.decode() for key in KEYS]),
        np.array([key.decode() for key in KEYS], dtype=">U7"),
        np.array(KEYS, dtype=object),
        np.array(["order-1", b"order-2", "order-3", b"order-4"], dtype=object),
    ],
    ids=["list", "tuple", "text", "mixed", "S", "V", "U", "big-endian U", "object", "mixed object"],
)
def test_every_form_of_the_same_keys_has_the_same_hashes(keys: Any) -> None:
    assert ka.murmur2(keys).tolist() == HASHES


@pytest.mark.parametrize("dtype", ["S7", "V7", "U7", ">U7", object])
def test_an_array_need_not_be_contiguous(dtype: Any) -> None:
    wide = np.zeros((4, 3), dtype=dtype)
    wide[:, 1] = KEYS if dtype in ("S7", "V7", object) else [key.decode() for key in KEYS]
    column = wide[:, 1]
    assert not column.flags.c_contiguous
    assert ka.murmur2(column).tolist() == HASHES
    assert ka.murmur2(column[::-1]).tolist() == HASHES[::-1]
    assert ka.murmur2(column[::2]).tolist() == HASHES[::2]


def test_a_field_of_a_structured_array_is_an_array_of_keys() -> None:
    records = np.array([(i, key) for i, key in enumerate(KEYS)], dtype=[("offset", "i8"), ("key", "S7")])
    assert ka.murmur2(records["key"]).tolist() == HASHES


def test_a_read_only_array_will_do() -> None:
    keys = np.array(KEYS)
    keys.setflags(write=False)
    assert ka.murmur2(keys).tolist() == HASHES


def test_a_one_letter_text_is_one_key_and_not_a_list_of_letters() -> None:
    assert ka.murmur2("ab") == pure_python.murmur2(b"ab")
    assert ka.murmur2(["ab"]).tolist() == [pure_python.murmur2(b"ab")]


def test_java_longs_are_hashed_as_eight_big_endian_bytes() -> None:
    ids = np.array([0, 1, -1, 2**62], dtype=">i8")
    expected = [pure_python.murmur2(int(n).to_bytes(8, "big", signed=True)) for n in ids]
    assert ka.murmur2(ids.view("V8")).tolist() == expected


@pytest.mark.parametrize(
    "keys",
    [
        [],
        (),
        np.array([], dtype="S4"),
        np.array([], dtype="V4"),
        np.array([], dtype="U4"),
        np.array([], dtype=object),
    ],
    ids=["list", "tuple", "S", "V", "U", "object"],
)
def test_no_keys_have_no_hashes(keys: Any) -> None:
    for result in (ka.murmur2(keys), ka.partition_for(keys, 12)):
        assert result.shape == (0,)
        assert result.dtype == np.int32


def test_items_of_no_width_are_empty_keys() -> None:
    assert ka.murmur2(np.zeros(3, dtype="V0")).tolist() == [pure_python.murmur2(b"")] * 3


def test_trailing_nuls_are_padding_in_s_and_u_but_bytes_of_the_key_in_v() -> None:
    keys = [b"a\x00\x00", b"\x00a\x00", b"\x00\x00\x00"]
    stripped = [pure_python.murmur2(key) for key in (b"a", b"\x00a", b"")]
    assert ka.murmur2(np.array(keys, dtype="S3")).tolist() == stripped
    assert ka.murmur2(np.array([key.decode() for key in keys], dtype="U3")).tolist() == stripped
    assert ka.murmur2(np.array(keys, dtype="V3")).tolist() == [pure_python.murmur2(key) for key in keys]
    assert ka.murmur2(keys).tolist() == [pure_python.murmur2(key) for key in keys]


@pytest.mark.parametrize("dtype", ["S", "V", "U", "O"])
def test_arrays_longer_than_a_batch_keep_their_order(dtype: str) -> None:
    """The core takes 4096 keys at a time."""
    keys = [f"{i:06}" for i in range(3 * 4096 + 1)]
    values: Any = keys if dtype in "UO" else [key.encode() for key in keys]
    array = np.array(values, dtype=dtype if dtype == "O" else f"{dtype}6")
    assert ka.murmur2(array).tolist() == [pure_python.murmur2(key.encode()) for key in keys]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (5, "int"),
        (None, "null key"),
        (1.5, "float"),
        ({b"a"}, "set"),
        ({b"a": 1}, "dict"),
        (iter([b"a"]), "list_iterator"),
        (memoryview(b"a"), "memoryview"),
    ],
    ids=["int", "None", "float", "set", "dict", "iterator", "memoryview"],
)
def test_what_is_no_collection_of_keys_is_a_type_error(keys: Any, found: str) -> None:
    with pytest.raises(ka.KeyTypeError, match=rf"(?s)(?=.*{found})(?=.*expected bytes, str)"):
        ka.murmur2(keys)


@pytest.mark.parametrize("bad", [5, 1.5, [b"a"], (b"a",), memoryview(b"a"), True, np.int64(5)])
@pytest.mark.parametrize("place", [0, 1, 5000])
def test_a_bad_key_is_named_by_its_place_and_its_type(bad: Any, place: int) -> None:
    keys = [b"a"] * place + [bad, b"a"]
    with pytest.raises(
        ka.KeyTypeError, match=rf"key {place} is of type .*{type(bad).__name__}: expected bytes"
    ):
        ka.murmur2(keys)
    as_array = np.empty(len(keys), dtype=object)
    as_array[:] = keys
    with pytest.raises(ka.KeyTypeError, match=f"key {place} is of type"):
        ka.partition_for(as_array, 12)


def test_the_cure_for_a_number_is_in_the_message() -> None:
    numbers: Any = [42]
    with pytest.raises(ka.KeyTypeError, match=r"n\.to_bytes\(8, 'big', signed=True\) for a Java Long"):
        ka.murmur2(numbers)
    with pytest.raises(ka.KeyTypeError, match=r"int64.*a\.astype\('>i8'\)\.view\('V8'\) for Java Longs"):
        ka.murmur2(np.array([42], dtype=np.int64))


@pytest.mark.parametrize("dtype", ["i4", "u8", "f8", "?", "M8[s]", "c16"])
@pytest.mark.parametrize("length", [0, 2])
def test_an_array_of_numbers_has_no_key_bytes(dtype: str, length: int) -> None:
    with pytest.raises(ka.KeyTypeError, match="no defined key bytes: pass an array of kind S, U, V or O"):
        ka.murmur2(np.zeros(length, dtype=dtype))


@pytest.mark.parametrize(("shape", "dimensions"), [((), 0), ((2, 2), 2), ((0, 4), 2), ((1, 1, 1), 3)])
@pytest.mark.parametrize("dtype", ["S2", "V2", "U2", "O"])
def test_only_one_dimension_of_keys_makes_sense(shape: tuple[int, ...], dimensions: int, dtype: str) -> None:
    with pytest.raises(ka.InputError, match=f"one-dimensional array of keys, found {dimensions} dimensions"):
        ka.murmur2(np.zeros(shape, dtype=dtype))


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("order-\ud800", "key"),
        (["order-1", "order-\udfff"], "key 1"),
        (np.array(["order-1", "order-2", "\udc80"]), "key 2"),
    ],
    ids=["one", "list", "U"],
)
def test_a_lone_surrogate_cannot_be_sent_as_utf_8(keys: Any, place: str) -> None:
    with pytest.raises(ka.InputError, match=rf"{place} has a lone surrogate.*pass the key's bytes"):
        ka.murmur2(keys)


def test_the_first_bad_key_is_the_one_named() -> None:
    keys: Any = [b"a", 1, "\ud800", 2]
    with pytest.raises(ka.KeyTypeError, match="key 1 "):
        ka.murmur2(keys)
