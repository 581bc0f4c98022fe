"""One key under every partitioner."""

from __future__ import annotations

from typing import Any

import pytest

import kafka_architect as ka


def test_a_key_lies_where_each_partitioner_says() -> None:
    found = ka.placements("user-42", 12)
    assert dict(found) == {
        rule.name: ka.partition_for("user-42", 12, rule.name) for rule in ka.partitioners()
    }
    assert ka.partition_for("user-42", 12, "all").to_dict() == found.to_dict()


def test_a_null_key_is_the_producers_choice_or_an_empty_ones_place() -> None:
    found = ka.placements(None, 12)
    assert found["murmur2"] is None
    assert found["consistent"] == ka.placements("", 12)["consistent"]


def test_partitioners_that_agree_are_listed_together() -> None:
    groups = ka.placements("k", 12).by_partition()
    assert sorted(name for names in groups.values() for name in names) == sorted(ka.placements("k", 12))
    assert any({"murmur2", "murmur2_random"} <= set(names) for names in groups.values())


def test_the_table_names_the_clients() -> None:
    text = str(ka.placements("k", 12))
    assert "kafka-clients" in text
    assert "librdkafka" in text
    assert repr(ka.placements("k", 12)).startswith("<Placements over 12 partitions: murmur2: ")


def test_many_keys_are_refused() -> None:
    keys: Any = ["a", "b"]
    with pytest.raises(ka.KeyTypeError, match="expected one key"):
        ka.partition_for(keys, 12, "all")
