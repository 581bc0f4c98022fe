"""Families of situations: each yields them for one seed, label first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from . import labels
from .keys import (
    delivered,
    drawn,
    equal,
    every,
    hot_over_even,
    lognormal,
    named,
    uuids,
    zipf,
)
from .situation import Records, Situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .keys import (
        Codes,
        Keys,
        Shares,
    )

RECORDS = 200_000


def _rng(*parts: object) -> np.random.Generator:
    return np.random.default_rng([abs(hash_of(part)) for part in parts])


def hash_of(part: object) -> int:
    """A number for a seed: the same in every process."""
    return part if isinstance(part, int) else int.from_bytes(str(part).encode()[-8:], "big") >> 1


def _all_there(keys: Keys, shares: Shares, records: int, *seed: object) -> Records:
    return Records(keys[every(_rng(*seed), shares, records)])


def hot_keys(seed: int) -> Iterator[Situation]:
    """1 to 15 hot keys of 5 to 10 % over 20,000 others."""
    for hot in range(1, 16):
        for count in (6, 12, 24, 48):
            shares = hot_over_even(_rng(seed, "hot", hot, count), hot, 20_000)
            keys = named(f"customer-{seed}-", shares.size)
            yield Situation(
                "hot keys",
                f"{hot} hot keys, {count} partitions",
                count,
                labels.of_shares(keys, shares, count, kind="hot"),
                partial(_all_there, keys, shares, RECORDS, seed, hot, count),
            )


def zipf_keys(seed: int) -> Iterator[Situation]:
    """Zipf's law of several exponents."""
    for exponent in (0.5, 0.8, 1.0, 1.2, 1.5, 2.0):
        for size in (50, 1_000, 20_000, 200_000):
            for count in (12, 48) if (seed + size // 50) % 2 else (6, 24):
                shares, keys = zipf(size, exponent), named(f"user{seed}-", size)
                yield Situation(
                    "Zipf",
                    f"Zipf {exponent} of {size:,} keys, {count} partitions",
                    count,
                    labels.of_shares(keys, shares, count, kind="mixed"),
                    partial(_all_there, keys, shares, max(RECORDS, 2 * size), seed, size, count),
                )


def uniform(seed: int) -> Iterator[Situation]:
    """Equally busy keys: far too few, too few, just enough, many."""
    for size in (3, 8, 20, 50, 100, 150, 300, 1_000, 10_000, 100_000):
        for count in (6, 12, 24, 48, 100):
            keys = named(f"k{seed}.", size)
            yield Situation(
                "uniform",
                f"{size:,} equal keys, {count} partitions",
                count,
                labels.of_shares(keys, equal(size), count, kind="equal"),
                partial(_all_there, keys, equal(size), RECORDS, seed, size, count),
            )


def unique_keys(seed: int) -> Iterator[Situation]:
    """UUIDs that occur once each: 20 of them or millions."""
    for records in (20, 30, 50, 100, 200, 500, 1_000, 3_000, 10_000, 100_000, 1_000_000):
        for count in (12, 24, 48):
            yield Situation(
                "unique keys",
                f"{records:,} UUIDs, {count} partitions",
                count,
                labels.of_unique_keys(records, count),
                partial(_uuids, seed, records, count),
                never=frozenset({"constant", "boolean-like", "low-cardinality", "letter-case", "sequential"}),
            )
    yield Situation(
        "unique keys", "10,000,000 UUIDs, 24 partitions", 24, labels.HEALTHY, partial(_uuids, seed, 10**7, 24)
    )


def _uuids(seed: int, records: int, count: int) -> Records:
    return Records(uuids(_rng(seed, records, count), records))


def samples(seed: int) -> Iterator[Situation]:
    """20 to 10,000 records of topics that are known."""
    topics: dict[str, tuple[Shares, str]] = {
        "12 equal tenants": (equal(12), "equal"),
        "one key of 50 %": (np.concatenate([[0.5], np.full(20_000, 0.5 / 20_000)]), "hot"),
        "three keys of 8 %": (np.concatenate([[0.08] * 3, np.full(20_000, 0.76 / 20_000)]), "hot"),
        "Zipf 1.2 of 20,000": (zipf(20_000, 1.2), "mixed"),
        "1,000,000 equal keys": (equal(1_000_000), "equal"),
        "2,000 equal keys": (equal(2_000), "equal"),
    }
    for name, (shares, kind) in topics.items():
        for records in (20, 50, 100, 300, 1_000, 10_000):
            for count in (12, 48):
                keys = named(f"acct{seed}_", shares.size)
                truth = labels.of_shares(keys, shares, count, kind=kind)
                yield Situation(
                    "samples",
                    f"{records:,} records of {name}, {count} partitions",
                    count,
                    labels.of_sample(truth, shares, records, count),
                    partial(_sample, keys, shares, records, seed, name, records, count),
                )


def _sample(keys: Keys, shares: Shares, records: int, *seed: object) -> Records:
    return Records(keys[drawn(_rng(*seed), shares, records)])


def deliveries(seed: int) -> Iterator[Situation]:
    """Dumps in the order in which consumers get records: none of them may be called a burst."""
    rng = _rng(seed, "deliveries")
    topics: dict[str, tuple[Keys, Shares, str]] = {
        "50,000 equal keys": (named(f"d{seed}-", 50_000), equal(50_000), "equal"),
        "unique keys": (uuids(rng, RECORDS), equal(RECORDS), "equal"),
        "Zipf 0.5 of 50,000": (named(f"z{seed}-", 50_000), zipf(50_000, 0.5), "mixed"),
        "400 tenants": (named(f"tenant-{seed}-", 400), equal(400), "equal"),
        "two hot keys": (named(f"h{seed}-", 20_002), hot_over_even(rng, 2, 20_000), "hot"),
    }
    for name, (keys, shares, kind) in topics.items():
        for topic_partitions in (6, 7, 12, 24):
            for batch in (None, 2_000):
                for count in sorted({topic_partitions, 12}):
                    how = "whole partitions" if batch is None else f"batches of {batch:,}"
                    yield Situation(
                        "deliveries",
                        f"{name} of {topic_partitions} partitions in {how}, {count} partitions",
                        count,
                        labels.of_shares(keys, shares, count, kind=kind),
                        partial(_delivered, keys, shares, topic_partitions, batch, seed, name),
                    )


def _delivered(
    keys: Keys, shares: Shares, topic_partitions: int, batch: int | None, *seed: object
) -> Records:
    rng = _rng(*seed, topic_partitions)
    codes: Codes = every(rng, shares, RECORDS)
    return Records(keys[delivered(rng, keys, codes, topic_partitions, batch)])


def bursts(seed: int) -> Iterator[Situation]:
    """Runs of records of one key: times as keys, and devices that send what they have gathered."""
    for run in (5, 50, 200, 500, 2_000, 5_000):
        for count in (6, 7, 12, 24):
            for kind in ("seconds", "devices"):
                size = max(RECORDS // run, 40 * count)
                start = 1_700_000_000 + 86_400 * seed
                keys = (
                    np.arange(start, start + size).astype("S10")
                    if kind == "seconds"
                    else uuids(_rng(seed, run, count), size)
                )
                shares = equal(size)
                in_total = labels.of_shares(keys, shares, count, kind="equal")
                label = labels.of_runs(run, count)
                accepted = label if in_total == labels.HEALTHY else label | in_total
                yield Situation(
                    "bursts",
                    f"{kind} of {run:,} records each, {count} partitions",
                    count,
                    accepted,
                    partial(_runs, keys, run),
                )


def _runs(keys: Keys, run: int) -> Records:
    return Records(np.repeat(keys, run))


def tenants(seed: int) -> Iterator[Situation]:
    """Fixed tenants, equally busy or not: what counts is how they lie."""
    for size in (5, 12, 30, 60, 105, 300):
        for sigma in (0.0, 0.7, 1.5):
            for count in (6, 12, 24, 48):
                shares = lognormal(_rng(seed, size, int(10 * sigma)), size, sigma)
                keys = named(f"t{seed}-", size)
                yield Situation(
                    "tenants",
                    f"{size} tenants, sigma {sigma}, {count} partitions",
                    count,
                    labels.of_shares(keys, shares, count, kind="mixed" if sigma else "equal"),
                    partial(_all_there, keys, shares, RECORDS, seed, size, count),
                )
