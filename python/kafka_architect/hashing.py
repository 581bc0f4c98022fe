"""The Java client's hash and partition for keys in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from . import _core

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from kafka_architect.placement import Placements

    Key = bytes | bytearray | str
    ArrowData = _core.ArrowStreamable | _core.ArrowArrayLike | _core.ArrowColumn
    Keys = Sequence[Key | None] | NDArray[np.bytes_ | np.str_ | np.void | np.object_] | ArrowData
    Numbers = ArrayLike | ArrowData


@overload
def murmur2(keys: Key, /) -> int: ...  # type: ignore[overload-overlap]  # a str is also a Sequence[str]; the first one wins
@overload
def murmur2(keys: Keys, /) -> NDArray[np.int32]: ...
def murmur2(keys: Key | Keys, /) -> int | NDArray[np.int32]:
    """Murmur2 as Kafka's Java client computes it: signed, 32 bit.

    Source: `org.apache.kafka.common.utils.Utils.murmur2`.

    Args:
        keys: One key (bytes, or str, which is hashed as UTF-8 like the StringSerializer's output), or
            a list, tuple or one-dimensional numpy array of n keys. Arrays may be of kind S, U, V
            (fixed-width binary) or O; what a masked array masks is a null key. numpy pads S and U
            items with NULs and cannot tell padding from NULs that belong to the key: trailing NULs
            are dropped. Use kind V, or a list of bytes, for keys that may end in NULs.
            NaN and pandas' NA are null keys.
            Or an Arrow column (`__arrow_c_array__` or `__arrow_c_stream__`: pyarrow, Polars, pandas,
            DuckDB, nanoarrow) of binary, string or fixed-size binary in all their forms, of int16, int32
            or int64 (big-endian, as ShortSerializer, IntegerSerializer and LongSerializer write them), of
            UUIDs (36 characters, as UUIDSerializer writes them), or a dictionary of these.

    Returns:
        One int, or an int32 array of shape (n,). A null key (None in a list) has no hash: its place
        holds 0.

    Raises:
        KeyTypeError: A key is neither bytes, str nor None, or an array has numbers in it.
        InputError: A str has a lone surrogate, or an array is not one-dimensional.

    Examples:
        >>> ka.murmur2(b"user-42")
        1459644460
        >>> ka.murmur2(["user-42", "user-43"])
        array([1459644460,  898222454], dtype=int32)
    """
    return _core.murmur2(keys)


@overload
def partition_for(  # type: ignore[overload-overlap]  # "all" is a str too
    keys: Key | None, num_partitions: int, partitioner: Literal["all"]
) -> Placements: ...
@overload
def partition_for(  # type: ignore[overload-overlap]  # as above
    keys: Key | None, num_partitions: int, partitioner: str = ...
) -> int: ...
@overload
def partition_for(keys: Keys, num_partitions: int, partitioner: str = ...) -> NDArray[np.int32]: ...
def partition_for(
    keys: Key | Keys | None, num_partitions: int, partitioner: str = "murmur2"
) -> int | NDArray[np.int32] | Placements:
    """The partition that a Kafka client's partitioner sends a key to; the Java producer's by default.

    Source: `BuiltInPartitioner.partitionForKey`: (murmur2(key) & 0x7fffffff) % num_partitions;
    `kafka_architect.partitioners()` names the others and theirs.

    Args:
        keys: One key or n keys, as for `murmur2`.
        num_partitions: Partitions of the topic, 1 to 2147483647.
        partitioner: A partitioner or a client that uses it; "all" for one key under every partitioner.

    Returns:
        One int, or an int32 array of shape (n,); for "all" a `Placements`. -1 stands for a key that decides
        nothing: a null key (and with some clients an empty one), where the producer chooses batch by batch.

    Raises:
        InputError: `num_partitions` is out of range, the partitioner is unknown, or a key as for `murmur2`.
        KeyTypeError: As for `murmur2`.

    Examples:
        >>> ka.partition_for("user-42", 12)
        4
        >>> ka.partition_for(["user-42", None, ""], 12)
        array([ 4, -1,  9], dtype=int32)
        >>> ka.partition_for("user-42", 12, "confluent-kafka-python")
        7
    """
    if partitioner == "all":
        from kafka_architect.placement import placements

        return placements(keys, num_partitions)  # type: ignore[arg-type]  # a collection is refused there
    if partitioner != "murmur2":
        from kafka_architect.partitioner import partitioner_name

        partitioner = partitioner_name(partitioner)
    return _core.partition_for(keys, num_partitions, partitioner)


def hash_with(partitioner: str) -> Callable[[Sequence[bytes]], NDArray[np.uint32]]:
    """The function that gives a partitioner's non-negative hashes of keys, before the remainder."""

    def hashes(keys: Sequence[bytes]) -> NDArray[np.uint32]:
        return _core.partitioner_hash(list(keys), partitioner)

    return hashes
