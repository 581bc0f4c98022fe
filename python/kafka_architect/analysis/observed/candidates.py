"""Candidates: every known rule over every plausible partition count, and which records each explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import KeyPartitions

# Rules that place keys differently, usual ones first; the name is that of the partitioner most people have.
# Partitioners with the same hash and fold differ in what they do without a key only.
RULES = {
    "murmur2": "murmur2 (Java clients)",
    "consistent_random": "CRC-32 (librdkafka)",
    "sarama": "FNV-1a (Sarama)",
    "sarama_reference": "FNV-1a, sign bit masked (Sarama's reference hash)",
    "unsigned_murmur2": "unsigned murmur2",
    "kafkajs_legacy": "murmur2 of KafkaJS 1",
    "java_hash_code": "Java's hashCode (Spring Cloud Stream)",
    "xxhash32": "XxHash32 (kafka-rust)",
}
_SAME_RULE = {
    "murmur2_random": "murmur2",
    "consistent": "consistent_random",
    "crc32": "consistent_random",
    "crc32_balancer": "consistent_random",
    "fnv1a": "sarama",
    "fnv1a_random": "sarama",
}
# Up to so many partitions every count is tried, up to twice as many; above that the likely ones.
_EVERY_COUNT = 256
_MORE_COUNTS = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A partitioner (one of `RULES`) over a number of partitions."""

    partitioner: str
    partitions: int


@short_repr
@dataclass(frozen=True, slots=True)
class Places:
    """Pairs of a sampled key and a partition that it lies in; arrays of shape (pairs,).

    A key that lies in more partitions than the sample keeps has one pair more, in partition -1, for its
    other records. `weights` are 1 over the pairs of the key, so that each key counts once. `first` and `last`
    tell when the pair's first and last records came, by `clock` as in `KeyPartitions`; -1 where unknown.
    """

    key: NDArray[np.int64]
    partition: NDArray[np.int64]
    records: NDArray[np.float64]
    weights: NDArray[np.float64]
    hashes: dict[str, NDArray[np.int64]]
    clock: str | None
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    @classmethod
    def of(cls, sample: KeyPartitions, kept_bytes: int = 1024) -> Places:
        """The pairs of all keys but empty ones, which some clients spread, and those that are cut."""
        lengths = sample.key_lengths.astype(np.int64)
        whole = (lengths > 0) & (lengths <= kept_bytes)
        partitions = np.concatenate([sample.partitions, np.full((len(lengths), 1), -1)], axis=1)
        records = np.concatenate([sample.records, sample.elsewhere[:, None]], axis=1).astype(np.float64)
        used = (records > 0) & whole[:, None]
        key = np.nonzero(used)[0]
        keys = [name if known else b"" for name, known in zip(sample.keys, whole.tolist(), strict=True)]
        hashes = {rule: _core.partitioner_hash(keys, rule).astype(np.int64)[key] for rule in RULES}
        unknown = np.full((len(lengths), 1), -1)
        return cls(
            key,
            partitions[used],
            records[used],
            (1 / np.maximum(used.sum(axis=1), 1))[key],
            hashes,
            sample.clock,
            np.concatenate([sample.first, unknown], axis=1)[used],
            np.concatenate([sample.last, unknown], axis=1)[used],
        )

    def explained_by(self, one: Candidate) -> NDArray[np.bool_]:
        """Which pairs lie where the candidate puts them."""
        explained: NDArray[Any] = self.hashes[one.partitioner] % one.partitions == self.partition
        return explained


def rule_of(partitioner: str) -> str:
    """The one of `RULES` by which a partitioner places keys."""
    return _SAME_RULE.get(partitioner, partitioner)


def plausible_counts(highest: int, told: int | None) -> list[int]:
    """Partition counts that may have been in use, now or before.

    Args:
        highest: The highest partition that was seen.
        told: The topic's partition count, where it is known: there were never more.
    """
    seen = highest + 1
    most = 2 * seen + _MORE_COUNTS if told is None else told
    if most <= 2 * _EVERY_COUNT + _MORE_COUNTS:
        return list(range(2, most + 1))
    likely = {told or seen, seen, seen // 2, seen // 3, seen // 4, *range(seen, seen + 2 * _MORE_COUNTS)}
    likely |= {2 * seen, *(1 << power for power in range(1, 20)), *(10 * n for n in range(1, 100))}
    return sorted(count for count in likely if 2 <= count <= most)


def all_candidates(counts: Sequence[int]) -> list[Candidate]:
    """Every rule over each of the counts."""
    return [Candidate(rule, count) for rule in RULES for count in counts]
