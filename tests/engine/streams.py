"""Streams of record keys with known counts, and families that break weak hashes; all deterministic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
KeyArray: TypeAlias = NDArray[np.bytes_] | NDArray[np.void]
Family: TypeAlias = Callable[[Numbers], KeyArray]

_MURMUR2_MULTIPLIER = np.uint32(0x5BD1E995)


def digits(numbers: Numbers, prefix: bytes = b"key-", width: int = 7) -> NDArray[np.bytes_]:
    """Keys such as key-0000042, as an S array."""
    columns = np.empty((len(numbers), len(prefix) + width), dtype=np.uint8)
    columns[:, : len(prefix)] = np.frombuffer(prefix, dtype=np.uint8)
    rest = numbers.copy()
    for place in range(len(prefix) + width - 1, len(prefix) - 1, -1):
        columns[:, place] = rest % 10 + ord("0")
        rest //= 10
    return columns.reshape(-1).view(f"S{len(prefix) + width}")


def number_of(key: bytes) -> int:
    """The number that `digits` made this key of."""
    return int(key[-7:])


@dataclass(frozen=True, slots=True)
class Stream:
    """Records by the number of their key, in order of arrival."""

    numbers: Numbers

    @property
    def keys(self) -> NDArray[np.bytes_]:
        """The key of each record."""
        return digits(np.arange(self.numbers.max() + 1))[self.numbers]

    @property
    def counts(self) -> Numbers:
        """The true number of records of each key."""
        return np.bincount(self.numbers)

    @property
    def effective_keys(self) -> float:
        """(sum w)^2 / sum w^2, exactly."""
        weights = self.counts.astype(np.float64)
        return float(weights.sum() ** 2 / (weights**2).sum())

    def hottest(self, most: int) -> list[str]:
        """The hottest keys, hottest first; keys that tie come in their own order."""
        order = np.argsort(-self.counts, kind="stable")[:most]
        return [key.decode() for key in digits(order).tolist()]


def zipf(records: int, keys: int, exponent: float, seed: int) -> Stream:
    """Key k has a share proportional to 1 / (k + 1)^exponent."""
    cumulative = np.cumsum(np.arange(1, keys + 1) ** -exponent)
    drawn = np.random.default_rng(seed).random(records) * cumulative[-1]
    return Stream(np.searchsorted(cumulative, drawn).astype(np.int64))


def shuffled(numbers: Numbers, seed: int) -> Stream:
    """The same records in random order."""
    return Stream(np.random.default_rng(seed).permutation(numbers))


def repeated(counts: Numbers) -> Numbers:
    """Key k `counts[k]` times in a row."""
    return np.repeat(np.arange(len(counts)), counts)


def hot_among(hot: Numbers, others: int, seed: int) -> Numbers:
    """`hot[k]` records of key k, shuffled among keys that come once each."""
    return shuffled(np.concatenate([repeated(hot), len(hot) + np.arange(others)]), seed).numbers


def decimal_text(numbers: Numbers) -> KeyArray:
    return numbers.astype("S20")


def padded_text(numbers: Numbers) -> KeyArray:
    return digits(numbers, b"user-", 12)


def shared_prefix(numbers: Numbers) -> KeyArray:
    return digits(numbers, b"com.example.orders.eu-central-1.production/", 9)


def shared_suffix(numbers: Numbers) -> KeyArray:
    keys = np.empty((len(numbers), 28), dtype=np.uint8)
    keys[:, :8] = numbers.astype("<i8").reshape(-1, 1).view(np.uint8)
    keys[:, 8:] = np.frombuffer(b"@customers.example.c", dtype=np.uint8)
    return keys.reshape(-1).view("V28")


def java_longs(numbers: Numbers) -> KeyArray:
    return numbers.astype(">i8").view("V8")


def little_endian_longs(numbers: Numbers) -> KeyArray:
    return numbers.astype("<i8").view("V8")


def high_bits_only(numbers: Numbers) -> KeyArray:
    """Longs that differ in bits 40 to 63 only."""
    return (numbers << 40).astype("<i8").view("V8")


def doubles(numbers: Numbers) -> KeyArray:
    """Whole numbers as doubles: the low half of each is zero."""
    return numbers.astype(">f8").view("V8")


def murmur2_colliding(numbers: Numbers) -> KeyArray:
    """Sixteen keys of 36 bytes to each murmur2: two neighbouring words change so that murmur2 forgets it.

    murmur2 mixes each word and xors it in. Flip the top bit of two neighbouring mixed words: the first flips
    the top bit of the state, the multiplication by an odd number keeps just that, the second flips it back.
    """
    words = np.zeros((len(numbers), 9), dtype=np.uint32)
    words[:, 0] = numbers >> 4
    for pair in range(4):
        flip = ((numbers >> pair) & 1).astype(np.uint32) << np.uint32(31)
        words[:, 1 + 2 * pair] = _unmixed(flip)
        words[:, 2 + 2 * pair] = _unmixed(flip)
    return words.astype("<u4").view("V36").reshape(-1)


def _unmixed(mixed: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The word that murmur2's k *= m; k ^= k >> 24; k *= m turns into `mixed`."""
    inverse = np.uint32(pow(int(_MURMUR2_MULTIPLIER), -1, 1 << 32))
    word = mixed * inverse
    word ^= word >> np.uint32(24)
    return word * inverse


HOSTILE: dict[str, Family] = {
    family.__name__: family
    for family in (
        decimal_text,
        padded_text,
        shared_prefix,
        shared_suffix,
        java_longs,
        little_endian_longs,
        high_bits_only,
        doubles,
        murmur2_colliding,
    )
}
