"""What Python code raises while the core calls it reaches the caller as it was raised."""

from __future__ import annotations

from typing import Any

import pytest

import kafka_architect as ka

from .hostile import ActingColumn


class Mine(Exception):  # noqa: N818
    """An error that only its owner knows."""


RAISED = [Mine("mine"), ValueError("mine"), TypeError("mine"), MemoryError("mine"), KeyboardInterrupt("mine")]


def raising(error: BaseException) -> Any:
    def act() -> None:
        raise error

    return act


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("name", ["sizes", "partitions"])
def test_an_error_within_a_column_is_the_callers(name: str, error: BaseException) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4], topic_partitions=4)
    before = analyzer.to_bytes()
    column: Any = ActingColumn([0], raising(error))
    with pytest.raises(type(error), match="mine") as caught:
        analyzer.update([b"k"], **{name: column})
    assert caught.value is error
    assert analyzer.to_bytes() == before


class HostileNumber:
    """A number of a list that raises when it is asked to be one."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __index__(self) -> int:
        raise self.error

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise self.error


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_an_error_within_an_entry_of_a_column_is_the_callers(error: BaseException) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4])
    column: Any = [1, HostileNumber(error)]
    with pytest.raises(type(error), match="mine"):
        analyzer.update([b"k", b"k"], sizes=column)


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_an_error_within_num_partitions_is_the_callers(error: BaseException) -> None:
    number: Any = HostileNumber(error)
    with pytest.raises(type(error), match="mine"):
        ka.partition_for([b"k"], number)


class Unaskable:
    """An object that answers nothing."""

    def __getattribute__(self, name: str) -> Any:
        raise Mine(f"asked for {name}")


def test_what_is_no_collection_of_keys_is_not_asked_anything() -> None:
    keys: Any = Unaskable()
    with pytest.raises(ka.KeyTypeError, match="found Unaskable"):
        ka.murmur2(keys)
    with pytest.raises(ka.KeyTypeError, match="found Unaskable"):
        ka.PartitioningStrategyAnalyzer([4]).update(keys)
    with pytest.raises(ka.KeyTypeError, match="key 1 is of type Unaskable"):
        ka.murmur2([b"k", keys])


@pytest.mark.parametrize("column", [[[1], [1, 2]], ["a", "b"], [1.5, 2], object(), {"a": 1}, [2**70, 1]])
def test_what_numpy_itself_makes_no_numbers_of_is_said_in_our_words(column: Any) -> None:
    with pytest.raises(
        ka.KeyTypeError, match="sizes must be a one-dimensional array or list of whole numbers"
    ):
        ka.PartitioningStrategyAnalyzer([4]).update([b"a", b"b"], sizes=column)
