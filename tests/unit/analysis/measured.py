"""Exact Measurements of keys in memory, in plain numpy, and the partitioners to measure with.

The hashes are written from their descriptions and are what the partitioner reduces modulo the count.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kafka_architect.analysis.measurements import (
    ArrivalWindows,
    Bounds,
    HeavyKey,
    HeavyKeys,
    KeyLengthRange,
    KeySample,
    Measurements,
    ObservedPartitions,
    PartitionTotals,
    WindowPairs,
)
from tests.reference.pure_python import murmur2 as signed_murmur2

HashKeys: TypeAlias = Callable[[Sequence[bytes]], NDArray[np.uint32]]

WINDOW = 4096
LISTED = 1024


def murmur2(keys: Sequence[bytes]) -> NDArray[np.uint32]:
    return np.array([signed_murmur2(key) & 0x7FFFFFFF for key in keys], dtype=np.uint32)


def crc32(keys: Sequence[bytes]) -> NDArray[np.uint32]:
    return np.array([zlib.crc32(key) for key in keys], dtype=np.uint32)


def java_hash_code(keys: Sequence[bytes]) -> NDArray[np.uint32]:
    """abs(String.hashCode()) of ASCII keys, MIN_VALUE as 0: Spring Cloud Stream's PartitionHandler."""
    hashes = []
    for key in keys:
        code = 0
        for byte in key:
            code = (31 * code + byte) & 0xFFFFFFFF
        signed = code - 2**32 if code >= 2**31 else code
        hashes.append(0 if signed == -(2**31) else abs(signed))
    return np.array(hashes, dtype=np.uint32)


def masked_fnv1a(keys: Sequence[bytes]) -> NDArray[np.uint32]:
    hashes = []
    for key in keys:
        code = 0x811C9DC5
        for byte in key:
            code = ((code ^ byte) * 0x01000193) & 0xFFFFFFFF
        hashes.append(code & 0x7FFFFFFF)
    return np.array(hashes, dtype=np.uint32)


def ideal(keys: Sequence[bytes]) -> NDArray[np.uint32]:
    """A hash without any structure."""
    digests = b"".join(hashlib.blake2b(key, digest_size=4).digest() for key in keys)
    return np.frombuffer(digests, dtype="<u4") & np.uint32(0x7FFFFFFF)


def nulls(count: int) -> list[Any]:
    return [None] * count


def measure(
    keys: Sequence[bytes | None],
    partitions: Sequence[int] = (48,),
    hash_keys: HashKeys = murmur2,
    *,
    partitioner: str = "murmur2",
    **more: Any,
) -> Measurements:
    """Count keys in their order of arrival; None is a null key."""
    keyed = [key for key in keys if key is not None]
    index: dict[bytes, int] = {}
    order = np.array([index.setdefault(key, len(index)) for key in keyed], dtype=np.int64)
    weights = np.bincount(order, minlength=len(index)) if keyed else np.zeros(0, dtype=np.int64)
    nulls = len(keys) - len(keyed)
    return measure_weights(
        list(index), weights, partitions, hash_keys, partitioner=partitioner, order=order, nulls=nulls, **more
    )


def measure_weights(
    keys: Sequence[bytes],
    weights: NDArray[np.int64],
    partitions: Sequence[int] = (48,),
    hash_keys: HashKeys = ideal,
    *,
    partitioner: str = "murmur2",
    what_if: Sequence[int] = (),
    order: NDArray[np.int64] | None = None,
    nulls: int = 0,
    hash_nulls_to: int | None = None,
    bytes_per_record: NDArray[np.int64] | None = None,
    sample_at_most: int | None = None,
    listed: int = LISTED,
    observed: NDArray[np.int64] | None = None,
    agreeing: int | None = None,
    hashes: NDArray[np.uint32] | None = None,
) -> Measurements:
    """Measure distinct keys with their records; `order` holds each record's key, for arrival windows.

    `bytes_per_record` has shape (keys,). `sample_at_most` and `listed` bound the sample and the heavy
    keys as the streaming engine does.
    """
    weights = np.asarray(weights, dtype=np.int64)
    hashes = hash_keys(keys) if hashes is None else hashes
    sizes = None if bytes_per_record is None else weights * bytes_per_record
    records = int(weights.sum()) + nulls
    keyed = int(weights.sum())
    empty = int(sum(w for k, w in zip(keys, weights, strict=True) if not k)) if b"" in keys else 0

    def totals(count: int) -> PartitionTotals:
        where = (hashes % np.uint32(count)).astype(np.int64)
        loads = np.bincount(where, weights=weights, minlength=count).astype(np.uint64)
        if hash_nulls_to is not None:
            loads[hash_nulls_to % count] += np.uint64(nulls)
        by_bytes = None
        if sizes is not None:
            by_bytes = np.bincount(where, weights=sizes, minlength=count).astype(np.uint64)
        return PartitionTotals(count, loads, by_bytes)

    found = None
    if observed is not None:
        found = ObservedPartitions(observed.astype(np.uint64), keyed, keyed if agreeing is None else agreeing)
    lengths = np.array([len(key) for key in keys], dtype=np.int64)
    return Measurements(
        source="keys in memory",
        partitioner=partitioner,
        partial=False,
        records=records,
        null_keys=nulls,
        empty_keys=empty,
        unpartitioned=0 if hash_nulls_to is not None else nulls,
        key_bytes=int((lengths * weights).sum()),
        partitions=tuple(totals(count) for count in partitions),
        what_if=tuple(totals(count) for count in what_if),
        effective_keys=_effective(weights),
        effective_keys_by_bytes=None if sizes is None else _effective(sizes),
        distinct_keys=Bounds(len(keys), len(keys), len(keys)),
        heavy=_heavy(keys, weights, hashes, listed),
        heavy_by_bytes=None if sizes is None else _heavy(keys, sizes, hashes, listed),
        sample=_sample(keys, weights, hashes, sample_at_most),
        key_lengths=tuple(
            KeyLengthRange(int(n), int(n), int(weights[lengths == n].sum())) for n in np.unique(lengths)
        ),
        windows=tuple(_windows(order, hashes, count) for count in partitions) if order is not None else (),
        observed=found,
        window_pairs=WindowPairs(0, 0) if order is None else _window_pairs(order),
    )


def _effective(weights: NDArray[np.int64]) -> float | None:
    squares = float(np.square(weights.astype(np.float64)).sum())
    return float(weights.sum()) ** 2 / squares if squares else None


def _heavy(
    keys: Sequence[bytes], weights: NDArray[np.int64], hashes: NDArray[np.uint32], listed: int
) -> HeavyKeys:
    order = sorted(range(len(keys)), key=lambda i: (-weights[i], keys[i]))
    return HeavyKeys(
        tuple(
            HeavyKey(keys[i], len(keys[i]), int(hashes[i]), int(weights[i]), int(weights[i]))
            for i in order[:listed]
        ),
        int(weights[order[listed]]) if listed < len(order) else 0,
    )


def _sample(
    keys: Sequence[bytes], weights: NDArray[np.int64], hashes: NDArray[np.uint32], at_most: int | None
) -> KeySample:
    """Keys whose other, independent hash is lowest: uniform, and the same in whatever order they come."""
    by_hash = sorted(range(len(keys)), key=lambda i: hashlib.blake2b(keys[i], person=b"sample").digest())
    kept = np.array(by_hash[:at_most], dtype=np.int64)
    return KeySample(
        rate=kept.size / len(keys) if keys else 1.0,
        hashes=hashes[kept].astype(np.uint32),
        records=weights[kept].astype(np.uint64),
        keys=tuple(keys[i][:1024] for i in kept),
    )


def _window_pairs(order: NDArray[np.int64]) -> WindowPairs:
    """All pairs of each window, where the engine looks at some."""
    compared, same = 0, 0
    for start in range(0, order.size, WINDOW):
        part = order[start : start + WINDOW]
        times = np.unique(part, return_counts=True)[1]
        compared, same = (
            compared + part.size * (part.size - 1) // 2,
            same + int((times * (times - 1) // 2).sum()),
        )
    return WindowPairs(compared, same)


def _windows(order: NDArray[np.int64], hashes: NDArray[np.uint32], count: int) -> ArrivalWindows:
    where = (hashes % np.uint32(count)).astype(np.int64)[order]
    hottest, peak, windows = 0, 0.0, 0
    for start in range(0, where.size, WINDOW):
        part = where[start : start + WINDOW]
        most = int(np.bincount(part, minlength=count).max())
        hottest, peak, windows = hottest + most, max(peak, most / part.size), windows + 1
    return ArrivalWindows(count, windows, int(where.size), hottest, peak)
