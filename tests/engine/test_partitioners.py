"""Every partitioner places a key where the client that it is named after places it."""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from tests.vectors.reader import (
    read_client_keyless_records,
    read_client_partitioners,
    read_kafka_clients,
)

if TYPE_CHECKING:
    from tests.vectors.reader import ClientVector

NAMES = [partitioner.name for partitioner in ka.partitioners()]

# A partitioner stands for several implementations. Those whose name it does not bear may treat keyless
# records in another way; this is whose way it takes.
MODELLED = {
    "murmur2": "franz-go StickyKeyPartitioner",  # like the Java client: null is sticky
    "murmur2_random": "librdkafka murmur2_random",
    "consistent": "librdkafka consistent",
    "consistent_random": "librdkafka consistent_random",
    "fnv1a": "librdkafka fnv1a",
    "fnv1a_random": "librdkafka fnv1a_random",
    "sarama": "sarama NewHashPartitioner",
    "sarama_reference": "sarama NewReferenceHashPartitioner",
    "crc32_balancer": "kafka-go CRC32Balancer",
    "crc32": "sarama NewConsistentCRCHashPartitioner",
    "unsigned_murmur2": "platformatic default",
    "kafkajs_legacy": "kafkajs LegacyPartitioner",
    "java_hash_code": "spring-cloud-stream PartitionHandler",  # refuses null keys: no record has one
    "xxhash32": "kafka-rust Producer",
}


@cache
def vectors() -> dict[str, list[ClientVector]]:
    found: dict[str, list[ClientVector]] = {name: [] for name in NAMES}
    for vector in read_client_partitioners():
        found[vector.partitioner].append(vector)
    return found


def test_there_are_vectors_for_every_partitioner() -> None:
    assert min(len(of_one) for of_one in vectors().values()) > 1000


@pytest.mark.parametrize("name", NAMES)
def test_keys_go_where_the_client_puts_them(name: str) -> None:
    keyed = [vector for vector in vectors()[name] if vector.partitions]
    for column, (count, _) in enumerate(keyed[0].partitions):
        expected = [vector.partitions[column] for vector in keyed]
        assert {of for of, _ in expected} == {count}
        found = ka.partition_for([vector.key for vector in keyed], count, name)
        assert found.tolist() == [partition for _, partition in expected]


@pytest.mark.parametrize("name", NAMES)
def test_one_key_goes_where_a_list_of_it_goes(name: str) -> None:
    for vector in vectors()[name][::16]:
        for count, partition in vector.partitions:
            assert ka.partition_for(vector.key, count, name) == partition


@pytest.mark.parametrize("name", NAMES)
def test_keys_that_decide_nothing_for_the_client_are_minus_one(name: str) -> None:
    for vector in vectors()[name]:
        if not vector.partitions:
            assert ka.partition_for(vector.key, 12, name) == -1


def test_murmur2_is_the_java_client() -> None:
    vectors = read_kafka_clients()
    for count in {count for vector in vectors for count, _ in vector.partitions}:
        asked = [vector for vector in vectors if count in dict(vector.partitions)]
        found = ka.partition_for([vector.key for vector in asked], count)
        assert found.tolist() == [dict(vector.partitions)[count] for vector in asked]


@pytest.mark.parametrize("name", NAMES)
def test_keyless_records_are_treated_as_the_client_treats_them(name: str) -> None:
    rule = next(rule for rule in read_client_keyless_records() if rule.implementation == MODELLED[name])
    assert rule.partitioner == name
    empty = ka.partition_for(b"", 1000, name)
    assert (empty == -1) == (rule.empty_key == "producer chooses")
    null = ka.partition_for(None, 1000, name)
    if rule.null_key == "hashed as empty":
        assert null == empty >= 0
    else:
        assert null == -1
    assert ka.partition_for([None, b"", "a"], 1000, name).tolist()[:2] == [null, empty]


@pytest.mark.parametrize("partitioner", ka.partitioners(), ids=lambda partitioner: partitioner.name)
def test_what_is_said_of_keyless_records_is_what_happens(partitioner: ka.Partitioner) -> None:
    said = {"hashed": False, "producer chooses": True}
    assert said[partitioner.null_key] == (ka.partition_for(None, 12, partitioner.name) == -1)
    assert said[partitioner.empty_key] == (ka.partition_for(b"", 12, partitioner.name) == -1)
    analyzer = ka.PartitioningStrategyAnalyzer([12], partitioner=partitioner.name)
    analyzer.update([None, None, None, b"", b"", b"key"])
    found = analyzer.report().measurements
    assert (found.records, found.null_keys, found.empty_keys) == (6, 3, 2)
    assert found.unpartitioned == 3 * said[partitioner.null_key] + 2 * said[partitioner.empty_key]


def test_there_are_the_partitioners_that_the_clients_have() -> None:
    assert NAMES == [
        "murmur2", "murmur2_random", "consistent", "consistent_random", "fnv1a", "fnv1a_random", "sarama",
        "sarama_reference", "crc32_balancer", "crc32", "unsigned_murmur2", "kafkajs_legacy", "java_hash_code",
        "xxhash32",
    ]  # fmt: skip


@pytest.mark.parametrize("partitioner", ka.partitioners(), ids=lambda partitioner: partitioner.name)
def test_every_partitioner_says_its_rule_its_clients_and_its_source(partitioner: ka.Partitioner) -> None:
    assert "% P" in partitioner.rule
    assert partitioner.clients
    assert partitioner.source
    assert partitioner.to_dict() == {
        "name": partitioner.name,
        "rule": partitioner.rule,
        "clients": list(partitioner.clients),
        "null_key": partitioner.null_key,
        "empty_key": partitioner.empty_key,
        "source": partitioner.source,
    }


def test_no_client_is_claimed_by_two_partitioners() -> None:
    clients = [client for partitioner in ka.partitioners() for client in partitioner.clients]
    assert len(set(clients)) == len(clients)
    assert not set(clients) & set(NAMES)


@pytest.mark.parametrize("partitioner", ka.partitioners(), ids=lambda partitioner: partitioner.name)
def test_a_client_stands_for_its_partitioner(partitioner: ka.Partitioner) -> None:
    keys = [b"key-%d" % i for i in range(100)]
    expected = ka.partition_for(keys, 100, partitioner.name).tolist()
    for client in partitioner.clients:
        assert ka.partition_for(keys, 100, client).tolist() == expected
        assert ka.partition_for(keys, 100, f" {client.upper()} ").tolist() == expected
        assert ka.PartitioningStrategyAnalyzer(partitioner=client).report().partitioner == partitioner.name


def test_the_default_of_confluents_python_client_is_not_javas() -> None:
    assert ka.partition_for(b"order-17", 12, "confluent-kafka-python") == zlib.crc32(b"order-17") % 12
    assert ka.partition_for(b"order-17", 12, "java") == ka.partition_for(b"order-17", 12)


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("murmur", "murmur2"),
        ("consistent-random", "consistent_random"),
        ("fnv-1a", "fnv1a"),
        ("sarma", "sarama"),
        ("confluent-kafka-pyton", "confluent-kafka-python"),
        ("xxhash", "xxhash32"),
        ("java_hashcode", "java_hash_code"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(wrong: str, nearest: str) -> None:
    for ask in (
        lambda: ka.partition_for(b"key", 12, wrong),
        lambda: ka.PartitioningStrategyAnalyzer([12], partitioner=wrong),
    ):
        with pytest.raises(ka.InputError, match=f"{re.escape(repr(wrong))}: did you mean .*{nearest}"):
            ask()


@pytest.mark.parametrize("wrong", ["", "zzzzzz", "12", "\x1b[31m", "x" * 10_000])
def test_a_name_like_no_other_is_answered_with_all(wrong: str) -> None:
    with pytest.raises(ka.InputError, match="expected one of murmur2, murmur2_random, consistent, "):
        ka.partition_for(b"key", 12, wrong)


@pytest.mark.parametrize("name", NAMES)
def test_an_analysis_counts_what_partition_for_says(name: str) -> None:
    rng = np.random.default_rng(7)
    keys = [rng.bytes(int(length)) for length in rng.integers(0, 40, 20_000)]
    analyzer = ka.PartitioningStrategyAnalyzer([1, 7, 12, 48, 4099], partitioner=name, what_if=[10, 100_003])
    analyzer.update(keys)
    found = analyzer.report().measurements
    for totals in found.partitions + found.what_if:
        placed = ka.partition_for(keys, totals.count, name)
        assert totals.records.tolist() == np.bincount(placed[placed >= 0], minlength=totals.count).tolist()
        assert found.unpartitioned == (placed < 0).sum()
