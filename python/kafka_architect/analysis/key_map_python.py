"""A KeyMap as a Python module for producers that take a partition or a function that gives one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.analysis.key_map import KeyMap

_MURMUR2 = '''

def _hash(key: bytes) -> int:
    """Java's murmur2, as toPositive(Utils.murmur2(key))."""
    h = (0x9747B28C ^ len(key)) & 0xFFFFFFFF
    whole = len(key) & ~3
    for i in range(0, whole, 4):
        k = int.from_bytes(key[i : i + 4], "little") * 0x5BD1E995 & 0xFFFFFFFF
        k = (k ^ k >> 24) * 0x5BD1E995 & 0xFFFFFFFF
        h = (h * 0x5BD1E995 & 0xFFFFFFFF) ^ k
    if rest := key[whole:]:
        h = (h ^ int.from_bytes(rest, "little")) * 0x5BD1E995 & 0xFFFFFFFF
    h = (h ^ h >> 13) * 0x5BD1E995 & 0xFFFFFFFF
    return (h ^ h >> 15) & 0x7FFFFFFF


def _by_hash(key: bytes, partitions: int) -> int:
    return _hash(key) % partitions
'''
_CRC32 = """

def _by_hash(key: bytes, partitions: int) -> int:
    return zlib.crc32(key) % partitions
"""
_LIBRARY = """

def _by_hash(key: bytes, partitions: int) -> int:
    return ka.partition_for(key, partitions, "{partitioner}")
"""
_RULES = {
    "murmur2": ("", _MURMUR2),
    "murmur2_random": ("", _MURMUR2),
    "consistent": ("import zlib\n\n", _CRC32),
    "consistent_random": ("import zlib\n\n", _CRC32),
    "crc32_balancer": ("import zlib\n\n", _CRC32),
    "crc32": ("import zlib\n\n", _CRC32),
}

_TEMPLATE = '''\
"""Puts {keys} keys into the partitions that they were assigned to, all others where their hash says.

Made by kafka-architect for {count} partitions: max/mean {before:.2f} before, {after:.3f} with it.

    producer.produce("topic", value, key, partition=partition(key))        # confluent-kafka
    KafkaProducer(partitioner=kafka_python_partitioner)                    # kafka-python
"""

{imports}PARTITIONS = {count}
PARTITION_OF = {{
{lines}
}}


def partition(key: bytes, partitions: int = PARTITIONS) -> int:
    """The partition of a key."""
    if partitions != PARTITIONS:
        raise ValueError(f"the key map is for {{PARTITIONS}} partitions, the topic has {{partitions}}")
    mapped = PARTITION_OF.get(key)
    return _by_hash(key, partitions) if mapped is None else mapped


def kafka_python_partitioner(key, all_partitions, available):
    """As kafka-python's `partitioner` is called: a null key goes to any partition that is available."""
    if key is None:
        return random.choice(available or all_partitions)
    return all_partitions[partition(key, len(all_partitions))]
{rule}'''


def python_partitioner(key_map: KeyMap) -> str:
    """The source of a module without dependencies; for rare partitioners it imports kafka_architect."""
    imports, rule = _RULES.get(
        key_map.partitioner,
        ("import kafka_architect as ka\n\n", _LIBRARY.format(partitioner=key_map.partitioner)),
    )
    lines = "\n".join(
        f"    {key!r}: {partition}," for key, partition in zip(key_map.keys, key_map.partitions, strict=True)
    )
    return _TEMPLATE.format(
        keys=len(key_map.keys),
        count=key_map.partition_count,
        before=key_map.max_over_mean_before,
        after=key_map.max_over_mean,
        imports="import random\n" + (imports or "\n"),
        lines=lines,
        rule=rule,
    )
