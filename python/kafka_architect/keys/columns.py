"""Batches of records as sources hand them out: blocks of lines, or columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LineLayout:
    """Where the key is in a line, for the core's line splitter.

    Attributes:
        null_text: A key that reads like this is null.
        delimiter: The key ends where this byte is found first; None where the whole line is the key.
    """

    null_text: bytes | None = None
    delimiter: bytes | None = None


@dataclass(frozen=True, slots=True)
class KeyLines:
    """A block of text whose lines are or begin with keys; a line may go on in the next block."""

    block: bytes | memoryview
    layout: LineLayout


@dataclass(frozen=True, slots=True)
class KeyColumns:
    """n records, column by column.

    Attributes:
        keys: One array of n keys for each key that was asked for: what the core's `update` takes (a list, a
            numpy array, an Arrow array).
        records: n.
        partitions: Where each record lies, shape (n,); None where the source does not say.
        sizes: Bytes of each record, shape (n,).
        counts: How many records each row stands for, shape (n,).
        timestamps_ms: Milliseconds since 1970, -1 where a record has none, shape (n,).
    """

    keys: tuple[Sequence[Any] | Any, ...]
    records: int
    partitions: NDArray[Any] | None = None
    sizes: NDArray[Any] | None = None
    counts: NDArray[Any] | None = None
    timestamps_ms: NDArray[Any] | None = None


def added_up(sizes: Sequence[NDArray[Any]]) -> NDArray[Any] | None:
    """The sum of columns of sizes, where -1 stands for what is null; None where there is none."""
    if not sizes:
        return None
    total: NDArray[Any] = np.sum([np.maximum(size, 0) for size in sizes], axis=0)
    return total
