"""Families in which the hash, the producers or the form of the keys decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

import kafka_architect as ka

from . import labels
from .families import RECORDS
from .families import _rng as rng_of
from .keys import equal, every, longs, named, uuids
from .situation import Records, Situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .keys import Keys

UNEVEN = frozenset({"uneven-hash"})
MIXED = frozenset({"mixed-partitioners"})


def mixtures(seed: int) -> Iterator[Situation]:
    """Two partitioners on one topic, in several parts; and one alone."""
    keys = named(f"order-{seed}-", 20_000)
    for other in ("consistent_random", "sarama", "java_hash_code"):
        for part in (0.0, 0.05, 0.3, 0.5):
            for count in (12, 24):
                yield Situation(
                    "mixtures",
                    f"{part:.0%} of the keys placed by {other}, {count} partitions",
                    count,
                    MIXED if part else labels.HEALTHY,
                    partial(_mixed, keys, other, part, count, seed),
                )


def _mixed(keys: Keys, other: str, part: float, count: int, seed: int) -> Records:
    rng = rng_of(seed, other, count)
    codes = every(rng, equal(keys.size), RECORDS)
    by_other = rng.random(keys.size) < part
    at = np.where(by_other, ka.partition_for(keys, count, other), ka.partition_for(keys, count))
    return Records(keys[codes], partitions=at[codes].astype(np.int64))


def hashes(seed: int) -> Iterator[Situation]:
    """Keys whose form a hash keeps, and the same under hashes that do not."""
    start = 100_000 + 1_000 * seed
    decimal = np.arange(start, start + 50_000).astype("S10")
    few_bits = longs(np.arange(16) << 4)
    words = np.char.add(np.char.add(b"ab", uuids(rng_of(seed, "words"), 2_000)), b"c")
    for count in (32, 64, 128):
        yield _form(
            "decimal ids under hashCode", decimal, count, UNEVEN, partitioner="java_hash_code", seed=seed
        )
    for count in (12, 100):
        yield _form(
            "decimal ids under hashCode",
            decimal,
            count,
            labels.HEALTHY,
            partitioner="java_hash_code",
            seed=seed,
        )
    for partitioner in ("murmur2", "consistent_random", "sarama", "kafka-rust", "kafkajs-legacy"):
        for count in (12, 32, 48, 64):
            found = labels.HEALTHY if _is_even(decimal, count, partitioner) else UNEVEN
            yield _form("decimal ids", decimal, count, found, partitioner=partitioner, seed=seed)
    yield _form(
        "longs of four bits under CRC-32", few_bits, 16, UNEVEN, partitioner="consistent_random", seed=seed
    )
    for count in (12, 32):
        yield _form(
            "words under hashCode", words, count, labels.HEALTHY, partitioner="java_hash_code", seed=seed
        )


def _is_even(keys: Keys, count: int, partitioner: str) -> bool:
    return labels.as_they_lie(keys, equal(keys.size), count, partitioner) < 1.1


def _form(
    name: str, keys: Any, count: int, accepted: frozenset[str], *, partitioner: str, seed: int
) -> Situation:
    return Situation(
        "hashes",
        f"{name}: {partitioner}, {count} partitions",
        count,
        accepted,
        partial(_each_often, keys, seed),
        partitioner=partitioner,
    )


def _each_often(keys: Any, seed: int) -> Records:
    codes = every(rng_of(seed, "form"), equal(len(keys)), RECORDS)
    return Records(keys[codes])


def forms(seed: int) -> Iterator[Situation]:
    """Keys of a form that has a name, and keys that only look as if."""
    rng = rng_of(seed, "forms")
    never_in_longs = frozenset({"letter-case", "confluent-wire-format", "timestamp-like"})
    of_longs = {
        "sequential longs": np.arange(0, 60_000),
        "longs from 5 billion on": np.arange(5_000_000_000, 5_000_060_000),
        "longs from 2^40 on": np.arange(2**40, 2**40 + 60_000),
        "random longs": rng.integers(-(2**63), 2**63 - 1, 60_000),
    }
    for name, values in of_longs.items():
        yield _pattern(name, longs(values), seed, never=never_in_longs)
    words = named(f"User{seed}-", 3_000)
    yield _pattern(
        "names in two spellings",
        np.concatenate([words, np.char.upper(words)]),
        seed,
        patterns=frozenset({"letter-case"}),
    )
    yield _pattern(
        "decimal ids",
        np.arange(10_000, 70_000).astype("S6"),
        seed,
        patterns=frozenset({"sequential"}),
        never=frozenset({"letter-case", "confluent-wire-format"}),
    )
    wire = np.char.add(b"\x00\x00\x00\x00\x2a\x10", named("customer", 60_000))
    yield _pattern("Confluent's wire format", wire, seed, patterns=frozenset({"confluent-wire-format"}))
    dates = np.array([b"2026-%02d-%02d#%d" % (i % 12 + 1, i % 28 + 1, i) for i in range(30_000)])
    yield _pattern("dates", dates, seed, patterns=frozenset({"timestamp-like"}))


def _pattern(
    name: str,
    keys: Any,
    seed: int,
    *,
    patterns: frozenset[str] = frozenset(),
    never: frozenset[str] = frozenset(),
) -> Situation:
    return Situation(
        "forms",
        f"{name}, 12 partitions",
        12,
        labels.HEALTHY,
        partial(_each_often, keys, seed),
        patterns=patterns,
        never=never,
    )


def keyless(seed: int) -> Iterator[Situation]:
    """Null keys, empty keys, constant keys."""
    for share in (0.05, 0.3, 0.6, 1.0):
        found = frozenset({"unkeyed"}) if share >= 0.5 else labels.HEALTHY
        yield Situation(
            "keyless", f"{share:.0%} null keys", 12, found, partial(_with_nulls, share, None, seed)
        )
    # librdkafka spreads empty keys as it does nulls; Java hashes them to one partition.
    for partitioner, found in (("murmur2", frozenset({"hot-key"})), ("librdkafka", labels.HEALTHY)):
        yield Situation(
            "keyless",
            f"30 % empty keys, {partitioner}",
            12,
            found,
            partial(_with_nulls, 0.3, b"", seed),
            partitioner=partitioner,
        )
    for distinct, pattern in ((1, "constant"), (2, "boolean-like"), (3, "low-cardinality")):
        yield Situation(
            "keyless",
            f"{distinct} keys",
            12,
            frozenset({"too-few-keys"}),
            partial(_each_often, named(f"status{seed}-", distinct), seed),
            patterns=frozenset({pattern}),
        )


def _with_nulls(share: float, instead: bytes | None, seed: int) -> Records:
    keys = named(f"n{seed}-", 5_000)[every(rng_of(seed, "nulls"), equal(5_000), 50_000)].astype(object)
    keys[rng_of(seed, "which").random(keys.size) < share] = instead
    return Records(keys.tolist())


def large_records(seed: int) -> Iterator[Situation]:
    """Keys that are even by records, and one of them has the bytes."""
    for times, found in (
        (1, labels.HEALTHY),
        (30, labels.HEALTHY),
        (3_000, frozenset({"hot-key"})),
        (30_000, frozenset({"hot-key"})),
    ):
        yield Situation(
            "bytes", f"one key of {times:,} times the size", 12, found, partial(_sized, times, seed)
        )


def _sized(times: int, seed: int) -> Records:
    codes = every(rng_of(seed, "sizes"), equal(10_000), 100_000)
    return Records(named(f"doc{seed}-", 10_000)[codes], sizes=np.where(codes == 7, 200 * times, 200))
