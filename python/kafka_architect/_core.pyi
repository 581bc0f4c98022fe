# Typed signatures of the C++ core, written by hand and held against the compiled module by stubtest.
# Private: kafka_architect's own modules are the public face.
from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol, TypeAlias, TypedDict, final, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAX_COUNTED_PARTITIONS: int
DISTINCT_KEYS_STANDARD_ERROR: float

_Key: TypeAlias = bytes | bytearray | str

class ArrowStreamable(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class ArrowArrayLike(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

@final
class ArrowColumn: ...

_ArrowData: TypeAlias = ArrowStreamable | ArrowArrayLike | ArrowColumn
_Keys: TypeAlias = Sequence[_Key | None] | NDArray[np.bytes_ | np.str_ | np.void | np.object_] | _ArrowData
_Numbers: TypeAlias = ArrayLike | _ArrowData
_Block: TypeAlias = bytes | bytearray | memoryview
_Totals: TypeAlias = list[tuple[int, NDArray[np.uint64], NDArray[np.uint64] | None]]
# fingerprint, first bytes, length, partitioner hash, lower, upper
_Heavy: TypeAlias = tuple[int, bytes, int, int, int, int]
# rate, first bytes, lengths, lowest partitions (keys, 4), their records, records in higher partitions
_KeyPartitions: TypeAlias = tuple[
    float,
    list[bytes],
    NDArray[np.uint32],
    NDArray[np.int64],
    NDArray[np.uint64],
    NDArray[np.uint64],
    str | None,
    NDArray[np.int64],
    NDArray[np.int64],
]
# records per partition, keyed, agreeing, records per partition whose partition the producer chose, keys
_Observed: TypeAlias = tuple[NDArray[np.uint64], int, int, NDArray[np.uint64] | None, _KeyPartitions | None]

class _Settings(TypedDict):
    partitioner: str
    partition_counts: list[int]
    what_if_counts: list[int]
    topic_partitions: int

class _Snapshot(TypedDict):
    records: int
    null_keys: int
    empty_keys: int
    keyed: int
    key_bytes: int
    effective_keys: float
    effective_keys_by_bytes: float | None
    sized_records: int | None
    distinct_keys: float
    distinct_keys_exact: bool
    partitions: _Totals
    what_if: _Totals
    windows: list[tuple[int, int, int, int, float]]
    window_pairs: tuple[int, int]
    heavy: tuple[list[_Heavy], int]
    heavy_by_bytes: tuple[list[_Heavy], int] | None
    sample: tuple[float, NDArray[np.uint32], NDArray[np.uint64], list[bytes], NDArray[np.uint32]]
    key_lengths: list[tuple[int, int, int]]
    observed: _Observed | None

def build_info() -> dict[str, str]: ...
@overload
def murmur2(keys: _Key, /) -> int: ...  # type: ignore[overload-overlap]  # a str is also a Sequence[str]; the first one wins
@overload
def murmur2(keys: _Keys, /) -> NDArray[np.int32]: ...
@overload
def partition_for(  # type: ignore[overload-overlap]  # as above
    keys: _Key | None, num_partitions: int, partitioner: str = "murmur2"
) -> int: ...
@overload
def partition_for(keys: _Keys, num_partitions: int, partitioner: str = "murmur2") -> NDArray[np.int32]: ...
@overload
def partitioner_hash(keys: _Key, partitioner: str) -> int: ...  # type: ignore[overload-overlap]  # as above
@overload
def partitioner_hash(keys: _Keys, partitioner: str) -> NDArray[np.uint32]: ...
def partitioner_rules() -> list[tuple[str, bool, bool]]: ...

class Distribution:
    def __init__(
        self,
        partitioner: str,
        partition_counts: Sequence[int],
        what_if_counts: Sequence[int],
        topic_partitions: int,
    ) -> None: ...
    def update(
        self,
        keys: _Keys,
        sizes: _Numbers | None = None,
        partitions: _Numbers | None = None,
        counts: _Numbers | None = None,
        timestamps_ms: _Numbers | None = None,
    ) -> None: ...
    def merge(self, other: Distribution) -> None: ...
    def to_bytes(self) -> bytes: ...
    @staticmethod
    def from_bytes(data: bytes) -> Distribution: ...
    def settings(self) -> _Settings: ...
    def snapshot(self, heavy_keys: int) -> _Snapshot: ...

def offers_arrow(value: object) -> bool: ...

class ArrowTable:
    def __init__(self, table: ArrowStreamable | ArrowArrayLike) -> None: ...
    @property
    def is_table(self) -> bool: ...
    @property
    def columns(self) -> list[str]: ...
    def next(self, columns: Sequence[str]) -> tuple[ArrowColumn, ...] | None: ...

class TextPass:
    def __init__(
        self,
        path: bytes | str,
        before: Distribution,
        first_stripe: int = 0,
        *,
        block_bytes: int = ...,
        stripe_bytes: int = ...,
        max_key_bytes: int = ...,
    ) -> None: ...
    def step(self, stripes: int, workers: int) -> bool: ...
    def result(self) -> Distribution: ...
    def count_exactly(
        self, fingerprints: NDArray[np.uint64], first_stripe: int, stripes: int, workers: int
    ) -> NDArray[np.uint64]: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def position_bytes(self) -> int: ...
    @property
    def stripes(self) -> int: ...
    @property
    def next_stripe(self) -> int: ...

class ExactCounter:
    def __init__(self, fingerprints: NDArray[np.uint64]) -> None: ...
    def update(
        self,
        keys: _Keys,
        sizes: _Numbers | None = None,
        partitions: _Numbers | None = None,
        counts: _Numbers | None = None,
        timestamps_ms: _Numbers | None = None,
    ) -> None: ...
    def merge(self, other: ExactCounter) -> None: ...
    def counts(self) -> NDArray[np.uint64]: ...
    @property
    def records(self) -> int: ...

class LineCounter:
    def __init__(
        self, *, null_text: bytes | None = None, delimiter: bytes | None = None, max_line_bytes: int = ...
    ) -> None: ...
    def feed(
        self, into: Distribution | ExactCounter, block: _Block, partition: int | None = None
    ) -> None: ...
    def finish(self, into: Distribution | ExactCounter, partition: int | None = None) -> None: ...
    @property
    def lines_without_key(self) -> int: ...

class FieldValues:
    def __len__(self) -> int: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...
    def to_pylist(self) -> list[bytes | None]: ...
    @staticmethod
    def joined(parts: Sequence[FieldValues | bytes]) -> FieldValues: ...
    def null_where(self, text: bytes) -> FieldValues: ...
    def whole_numbers(self, name: str) -> NDArray[np.int64]: ...
    @property
    def null_count(self) -> int: ...
    @property
    def missing(self) -> int: ...
    @property
    def numbers(self) -> int: ...

class JsonLines:
    def __init__(self, paths: Sequence[Sequence[str]]) -> None: ...
    def read(self, block: _Block) -> tuple[list[FieldValues], tuple[int, str] | None]: ...

class DelimitedRows:
    def __init__(self, columns: Sequence[int], width: int, delimiter: bytes) -> None: ...
    def read(self, block: bytes, last: bool) -> tuple[list[FieldValues], int, tuple[int, str] | None]: ...

def crc32c(block: _Block) -> int: ...
def whole_batches(block: _Block) -> tuple[int, int]: ...
def segment_headers(path: str) -> dict[str, Any]: ...

class SegmentReader:
    def __init__(
        self,
        *,
        aborted: Sequence[tuple[int, int, int]] = ...,
        max_batch_bytes: int = ...,
        max_decompressed_bytes: int = ...,
        first_offset: int = ...,
        end_offset: int = ...,
        leave_out_aborted: bool = ...,
    ) -> None: ...
    def feed(self, block: _Block) -> None: ...
    def abort_from(self, producer_id: int, first_offset: int) -> None: ...
    def advance(self, decompress: Callable[[str, bytes | memoryview], _Block]) -> Literal["feed", "take"]: ...
    def finish(self) -> None: ...
    def take(self) -> tuple[FieldValues, NDArray[np.int64], NDArray[np.int64]]: ...
    def counts(self) -> dict[str, Any]: ...
    @property
    def position_bytes(self) -> int: ...

SIZING_WORKLOAD_FIELDS: tuple[str, ...]
SIZING_POLICY_FIELDS: tuple[str, ...]
SIZING_HARDWARE_FIELDS: tuple[str, ...]
SIZING_CONSTRAINTS: tuple[str, ...]
SIZING_SCENARIOS: tuple[str, ...]
SIZING_FLOOR: tuple[str, str]

_Rows: TypeAlias = NDArray[np.float64]
_Limit: TypeAlias = tuple[str, str]

def sizing_load(workloads: _Rows, policy: _Rows, topics: int = 1) -> dict[str, NDArray[np.float64]]: ...
def sized_cluster(topics: _Rows, policy: _Rows, hardware: _Rows) -> tuple[float, float, _Limit]: ...
def sizing_limits(
    topics: _Rows, policy: _Rows, hardware: _Rows, brokers: float
) -> list[tuple[str, str, float, float, float, float]]: ...
def size_grid(
    workloads: _Rows, policy: _Rows, hardware: _Rows, workers: int, topics: int = 1
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]: ...
def disk_grid(
    workloads: _Rows, policy: _Rows, hardware: _Rows, brokers: NDArray[np.int32], topics: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def utilisation_grid(
    workloads: _Rows, policy: _Rows, hardware: _Rows, brokers: float, topics: int = 1
) -> NDArray[np.float64]: ...
def busiest_parts(topics: _Rows, policy: _Rows, brokers: float) -> dict[str, tuple[float, float, float]]: ...
def carried_times(topics: _Rows, policy: _Rows, hardware: _Rows, brokers: float) -> tuple[float, _Limit]: ...
def movement_hours(topics: _Rows, policy: _Rows, hardware: _Rows, brokers: float, added: float) -> float: ...
