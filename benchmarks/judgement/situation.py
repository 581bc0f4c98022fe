"""Situation: keys of a topic as they could be, and what a senior would say about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Records:
    """What a source holds: keys in their order, and sizes and partitions where it tells them."""

    keys: Any
    sizes: NDArray[np.int64] | None = None
    partitions: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Situation:
    """A source, the partition count that is asked for, and the label.

    `accepted` are the verdicts that a senior would give or let pass; the label is made from how the
    records were made, never from what the judgement says of them. `patterns` must be among the weak keys
    that are named, `never` must not.
    """

    family: str
    name: str
    count: int
    accepted: frozenset[str]
    make: Callable[[], Records] = field(repr=False)
    partitioner: str = "murmur2"
    patterns: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
