"""Keys by name and records of them: populations, samples, and orders in which records are read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

import kafka_architect as ka

Keys = NDArray[np.bytes_]
Shares = NDArray[np.float64]
Codes = NDArray[np.int64]


def named(prefix: str, count: int) -> Keys:
    """`<prefix><number>` for each number below `count`."""
    return np.char.add(prefix.encode(), np.arange(count).astype("S10"))


def uuids(rng: np.random.Generator, count: int) -> Keys:
    """Random UUIDs as text of 36 characters."""
    digits = np.frombuffer(rng.bytes(16 * count).hex().encode(), dtype=np.uint8).reshape(count, 32)
    text = np.full((count, 36), ord("-"), dtype=np.uint8)
    text[:, :8], text[:, 9:13] = digits[:, :8], digits[:, 8:12]
    text[:, 14:18], text[:, 19:23] = digits[:, 12:16], digits[:, 16:20]
    text[:, 24:] = digits[:, 20:]
    return text.reshape(-1).view("S36")


def longs(values: NDArray[Any]) -> NDArray[Any]:
    """Eight bytes, big-endian: what Kafka's LongSerializer writes."""
    return values.astype(">i8").view("V8")


def zipf(keys: int, exponent: float) -> Shares:
    """Shares of Zipf's law."""
    return normalised(np.arange(1, keys + 1, dtype=np.float64) ** -exponent)


def equal(keys: int) -> Shares:
    """Equal shares."""
    return np.full(keys, 1 / keys)


def lognormal(rng: np.random.Generator, keys: int, sigma: float) -> Shares:
    """Shares of tenants: most are small, some large."""
    return normalised(np.exp(rng.normal(0, sigma, keys)))


def hot_over_even(rng: np.random.Generator, hot: int, tail: int) -> Shares:
    """`hot` keys of 5 to 10 % each (less where they would be more than 92 % of all) over an even tail."""
    shares = rng.uniform(0.05, 0.10, hot)
    shares *= min(1.0, 0.92 / shares.sum()) if hot else 1.0
    return np.concatenate([shares, np.full(tail, (1 - shares.sum()) / tail)])


def normalised(weights: Shares) -> Shares:
    """Weights as shares of their sum."""
    total: float = weights.sum()
    return weights / total


def drawn(rng: np.random.Generator, shares: Shares, records: int) -> Codes:
    """Records in random order: the key of each, as its number."""
    return np.searchsorted(np.cumsum(shares), rng.random(records)).clip(0, shares.size - 1)


def every(rng: np.random.Generator, shares: Shares, records: int) -> Codes:
    """Records in random order, each key with its share of them exactly (and one at least)."""
    times = np.maximum(1, np.round(shares * records)).astype(np.int64)
    return rng.permutation(np.repeat(np.arange(shares.size), times))


def delivered(
    rng: np.random.Generator, keys: Keys, codes: Codes, topic_partitions: int, batch: int | None
) -> Codes:
    """The records as a consumer gets them: partition by partition, or in fetched batches of partitions."""
    at = ka.partition_for(keys, topic_partitions)[codes]
    if batch is None:
        return codes[np.argsort(at, kind="stable")]
    queues = [codes[at == partition] for partition in range(topic_partitions)]
    batches = [
        (turn + rng.random(), queue[start : start + batch])
        for queue in queues
        for turn, start in enumerate(range(0, queue.size, batch))
    ]
    return np.concatenate([part for _, part in sorted(batches, key=lambda item: item[0])])
