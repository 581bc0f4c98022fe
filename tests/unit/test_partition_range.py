"""A topic has 1 to 2147483647 partitions; any other number is refused."""

from __future__ import annotations

from typing import Any

import pytest

import kafka_architect as ka


@pytest.mark.parametrize("num_partitions", [1, 2, 2**31 - 2, 2**31 - 1])
def test_every_number_of_partitions_that_kafka_can_count_is_allowed(num_partitions: int) -> None:
    assert ka.partition_for(b"", num_partitions) == 275646681 % num_partitions


@pytest.mark.parametrize("num_partitions", [0, -1, -(2**31), 2**31, 2**32 + 12, 2**63, 2**70, -(2**70)])
def test_every_other_number_is_refused(num_partitions: int) -> None:
    with pytest.raises(ka.InputError, match=rf"num_partitions is {num_partitions}\b.*1 to 2147483647"):
        ka.partition_for(b"a", num_partitions)


@pytest.mark.parametrize("num_partitions", ["12", 12.0, None, [12]])
def test_what_is_not_a_whole_number_is_a_type_error(num_partitions: Any) -> None:
    with pytest.raises(TypeError, match="num_partitions"):
        ka.partition_for(b"a", num_partitions)


@pytest.mark.parametrize("num_partitions", [0, 2**70, "12"])
def test_the_message_does_not_repeat_the_keys(num_partitions: Any) -> None:
    """Keys are customers' data, and there may be millions of them."""
    with pytest.raises((TypeError, ValueError)) as caught:
        ka.partition_for([b"customer-4711"] * 1000, num_partitions)
    assert "customer-4711" not in str(caught.value)


def test_a_number_out_of_range_is_refused_without_keys_too() -> None:
    with pytest.raises(ka.InputError):
        ka.partition_for([], 0)
    with pytest.raises(ka.InputError):
        ka.partition_for(None, 0)
