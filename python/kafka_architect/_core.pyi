# Typed signatures of the C++ core, written by hand and held against the compiled module by stubtest.
# Private: kafka_architect's own modules are the public face.
from collections.abc import Sequence
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

MAX_COUNTED_PARTITIONS: int

_Key: TypeAlias = bytes | bytearray | str
_Keys: TypeAlias = Sequence[_Key | None] | NDArray[np.bytes_ | np.str_ | np.void | np.object_]

def build_info() -> dict[str, str]: ...
@overload
def murmur2(keys: _Key, /) -> int: ...  # type: ignore[overload-overlap]  # a str is also a Sequence[str]; the first one wins
@overload
def murmur2(keys: _Keys, /) -> NDArray[np.int32]: ...
@overload
def partition_for(  # type: ignore[overload-overlap]  # as above
    keys: _Key | None, num_partitions: int
) -> int: ...
@overload
def partition_for(keys: _Keys, num_partitions: int) -> NDArray[np.int32]: ...

class TextPass:
    def __init__(
        self,
        path: bytes | str,
        partition_counts: Sequence[int],
        *,
        block_bytes: int = ...,
        stripe_bytes: int = ...,
        max_key_bytes: int = ...,
    ) -> None: ...
    def step(self, stripes: int, workers: int) -> bool: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def position_bytes(self) -> int: ...
    @property
    def records(self) -> int: ...
    @property
    def null_keys(self) -> int: ...
    @property
    def empty_keys(self) -> int: ...
    @property
    def effective_keys(self) -> float: ...
    def partitions(self) -> list[tuple[int, NDArray[np.uint64]]]: ...
