"""Who else can say which partition a key goes to, each as one function over a list of keys.

Each does what its users would: call the package's own function key by key. The two packages are
looked up by name because one of them ships no types and neither is needed to check this file.
"""

import importlib
import platform
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import NamedTuple

from tests.reference.pure_python import murmur2, to_positive


class Peer(NamedTuple):
    """A murmur2 partitioner that is not ours to make fast."""

    name: str
    version: str
    count_partitions: Callable[[Sequence[bytes], int], list[int]]


def pure_python() -> Peer:
    """Our own reference, tests/reference/pure_python.py."""

    def count_partitions(keys: Sequence[bytes], num_partitions: int) -> list[int]:
        records = [0] * num_partitions
        for key in keys:
            records[to_positive(murmur2(key)) % num_partitions] += 1
        return records

    return Peer("pure-Python reference", f"Python {platform.python_version()}", count_partitions)


def kafka_python() -> Peer:
    """Pure Python too: the function behind DefaultPartitioner, unsigned, masked by the caller."""
    with warnings.catch_warnings():
        # Importing kafka-python 3.0 calls a deprecated function of importlib.resources.
        warnings.simplefilter("ignore", DeprecationWarning)
        module = importlib.import_module("kafka.partitioner")
    kafka_murmur2: Callable[[bytes], int] = module.murmur2

    def count_partitions(keys: Sequence[bytes], num_partitions: int) -> list[int]:
        records = [0] * num_partitions
        for key in keys:
            records[(kafka_murmur2(key) & 0x7FFFFFFF) % num_partitions] += 1
        return records

    return Peer("kafka-python", version("kafka-python"), count_partitions)


def confluent_kafka() -> Peer:
    """C of librdkafka, one call per key; it returns the partition, not the hash."""
    partition_of: Callable[[bytes, int], int] = importlib.import_module("confluent_kafka").murmur2

    def count_partitions(keys: Sequence[bytes], num_partitions: int) -> list[int]:
        records = [0] * num_partitions
        for key in keys:
            records[partition_of(key, num_partitions)] += 1
        return records

    return Peer("confluent-kafka", version("confluent-kafka"), count_partitions)


PEERS = (pure_python, kafka_python, confluent_kafka)
