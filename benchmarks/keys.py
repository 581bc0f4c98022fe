"""Key files to measure with: deterministic, made once, kept under build/bench-data/.

Both generators hash a counter, so a block of a file depends on its position alone, and a file of
n keys is the beginning of every longer file with the same other arguments. NumPy's own random
generators are avoided because their streams may change between NumPy versions.
"""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BENCH_DATA = Path(__file__).resolve().parents[1] / "build" / "bench-data"

# Large enough for NumPy to be fast, small enough that a block takes about 30 MB.
BLOCK_LINES = 1 << 18

# The two ASCII digits of every byte value, as one 16-bit element each.
HEX_PAIRS = np.frombuffer(bytes(range(256)).hex().encode("ascii"), dtype=np.uint16)


def uuid36(n: int, seed: int = 1, directory: Path = BENCH_DATA) -> Path:
    """Return a file of n distinct keys of 36 bytes that look like UUIDs.

    They are 128 hash bits without the UUID version digits. Distinct by construction: the first 64
    bits are a bijection of the line number.
    """

    def lines(first: int, last: int) -> NDArray[np.uint8]:
        words = np.empty((last - first, 2), dtype=">u8")
        words[:, 0] = splitmix64(counters(first, last, seed))
        words[:, 1] = splitmix64(~counters(first, last, seed))
        digits = HEX_PAIRS[words.view(np.uint8)].view(np.uint8)

        text = np.full((last - first, 37), ord("-"), dtype=np.uint8)
        text[:, 0:8] = digits[:, 0:8]
        text[:, 9:13] = digits[:, 8:12]
        text[:, 14:18] = digits[:, 12:16]
        text[:, 19:23] = digits[:, 16:20]
        text[:, 24:36] = digits[:, 20:32]
        text[:, 36] = ord("\n")
        return text

    return cached(directory / f"uuid36-n{n}-seed{seed}.txt", n, lines)


def zipf(
    n: int,
    seed: int = 1,
    exponent: float = 1.0,
    distinct: int = 20_000,
    directory: Path = BENCH_DATA,
) -> Path:
    """Return a file of n keys of which the r-th hottest has a share proportional to r**-exponent.

    The keys are "user0" to "user<distinct - 1>", and which of them is hot is random. With 20,000
    distinct keys a line has about 9.3 bytes, its newline included.
    """
    share = np.arange(1, distinct + 1, dtype=np.float64) ** -exponent
    cumulative_share = np.cumsum(share) / np.sum(share)
    cumulative_share[-1] = 1.0  # every uniform number is below 1, so every rank exists

    users = np.argsort(splitmix64(counters(0, distinct, seed + 1)))
    padded = np.array([f"user{user}\n".encode("ascii") for user in users])
    line_of_rank = padded.view(np.uint8).reshape(distinct, padded.itemsize)

    def lines(first: int, last: int) -> NDArray[np.uint8]:
        uniform = (splitmix64(counters(first, last, seed)) >> np.uint64(11)) * 2.0**-53
        ranks = np.searchsorted(cumulative_share, uniform, side="right")
        text = line_of_rank[ranks]
        # NumPy pads with zero bytes, which no line contains.
        unpadded: NDArray[np.uint8] = text[text != 0]
        return unpadded

    return cached(directory / f"zipf-n{n}-seed{seed}-s{exponent}-d{distinct}.txt", n, lines)


def counters(first: int, last: int, seed: int) -> NDArray[np.uint64]:
    """Return first up to last - 1, moved by 2**40 per seed so that no two seeds overlap."""
    return np.arange(first, last, dtype=np.uint64) + np.uint64(seed << 40)


def splitmix64(counter: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a random-looking bijection of 64-bit words (Steele, Lea, Flood: SplitMix64)."""
    z = (counter + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def cached(path: Path, n: int, lines: Callable[[int, int], NDArray[np.uint8]]) -> Path:
    """Write n lines to path unless it is there; it appears complete or not at all."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            for first in range(0, n, BLOCK_LINES):
                file.write(lines(first, min(first + BLOCK_LINES, n)).tobytes())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
