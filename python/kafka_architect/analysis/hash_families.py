"""What is known about the weaknesses of each partitioner's hash; see docs/judgement.md for the sources."""

from __future__ import annotations

# The hash under a partitioner's name, by how the name starts; the longest start wins.
_FAMILIES = {
    "murmur2": "murmur2",
    "unsigned_murmur2": "murmur2",
    "kafkajs_legacy": "murmur2",
    "consistent": "crc32",
    "crc32": "crc32",
    "fnv1a": "fnv1a",
    "sarama": "fnv1a",
    "java_hash_code": "java_hash_code",
    "xxhash32": "xxhash32",
}

_WEAKNESS = {
    "murmur2": "murmur2 mixes every bit of the key into every bit of the hash, so the form of keys does not "
    "matter (four-byte keys never collide)",
    "xxhash32": "XxHash32 mixes every bit of the key into every bit of the hash, so the form of keys does "
    "not matter",
    "crc32": "CRC-32 is affine, keys that differ only in a few fixed bits reach only a few fixed values: at "
    "16 partitions 8-byte integers that vary in bits 4-7 reach 4",
    "fnv1a": "the low bits of FNV-1a depend on the low bits of each byte only, so partition counts that "
    "divide 32 see the last 5 bits of each character (and ignore letter case, unless abs() mirrors a "
    "negative hash)",
    "java_hash_code": "Java's hashCode is a sum of powers of 31: decimal ids at 32, 64 or 128 partitions can "
    "give a hottest partition of nearly twice the mean, while 100 partitions are fine",
}


def hash_family(partitioner: str) -> str | None:
    """The hash that a partitioner uses; None where it is not known here."""
    starts = [start for start in _FAMILIES if partitioner.startswith(start)]
    return _FAMILIES[max(starts, key=len)] if starts else None


def weakness(partitioner: str) -> str:
    """What is known of the partitioner's hash, as the middle of a sentence."""
    family = hash_family(partitioner)
    return _WEAKNESS[family] if family else f"the hash of {partitioner} is unknown"
