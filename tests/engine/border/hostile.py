"""Python objects that do something else than they say, in the middle of being read."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Callable


class ActingColumn:
    """A column that runs code while it becomes an array."""

    def __init__(self, numbers: Any, act: Callable[[], object]) -> None:
        self.numbers = numbers
        self.act = act

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:  # numpy's protocol
        self.act()
        return np.asarray(self.numbers, dtype=dtype)


class LyingList(list[Any]):
    """A list whose methods say and do something else than the list holds."""

    says = 100_000

    def __len__(self) -> int:
        return self.says

    def __iter__(self) -> Any:
        self.clear()
        return iter([b"made up"] * 7)

    def __getitem__(self, index: Any) -> Any:
        self.clear()
        return b"made up"


class LyingTuple(tuple[Any, ...]):
    """A tuple that says it is another."""

    __slots__ = ()

    def __len__(self) -> int:
        return 100_000

    def __iter__(self) -> Any:
        return iter([b"made up"] * 7)


class LyingArray(np.ndarray[Any, Any]):
    """An array whose Python side says and does something else than its memory holds."""

    @property
    def size(self) -> int:
        return 10**9

    @property
    def itemsize(self) -> int:
        return 10**6

    def __len__(self) -> int:
        return 10**9

    def __getitem__(self, index: Any) -> Any:
        return np.zeros(3)

    def tolist(self) -> Any:
        return [b"made up"] * 7

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("an array is no object to ask for an array")


class LastWords(bytes):
    """A key that runs code when it goes."""

    act: Callable[[], object]

    def __del__(self) -> None:
        # What is refused here nobody could catch.
        with contextlib.suppress(ka.KafkaArchitectError):
            self.act()
