"""The partitioners of Kafka's clients: what each is called, who uses it, and what it does without a key.

The rules themselves are in the C++ core (cpp/src/hashing/partitioner.cpp); tests hold them against the
clients' own code (tests/vectors/README.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from kafka_architect import _core
from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr


@short_repr
@dataclass(frozen=True, slots=True)
class Partitioner:
    """How some clients place keyed records, and what they do with null and empty keys.

    `null_key` and `empty_key` are "hashed" (like a key of no bytes) or "producer chooses" (sticky, random
    or round robin: no key decides).

    Examples:
        >>> java = ka.partitioners()[0]
        >>> java.name, java.clients[0]
        ('murmur2', 'kafka-clients')
    """

    name: str
    rule: str
    clients: tuple[str, ...]
    null_key: str
    empty_key: str
    source: str

    def to_dict(self) -> dict[str, Any]:
        """The partitioner as JSON-ready values."""
        return {
            "name": self.name,
            "rule": self.rule,
            "clients": list(self.clients),
            "null_key": self.null_key,
            "empty_key": self.empty_key,
            "source": self.source,
        }


# name -> (rule, clients, source)
_KNOWN: dict[str, tuple[str, tuple[str, ...], str]] = {
    "murmur2": (
        "(murmur2(key) & 0x7fffffff) % P",
        (
            "kafka-clients", "java", "kafka-streams", "ksqldb", "kafka-connect", "flink", "spark",
            "kafka-python", "aiokafka", "kafkajs", "franz-go", "kafka-go-murmur2", "spring-kafka", "debezium",
            "logstash", "dekaf", "benthos-kafka-franz",
        ),
        "org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey",
    ),
    "murmur2_random": (
        "(murmur2(key) & 0x7fffffff) % P; null keys at random",
        ("librdkafka-murmur2_random",),
        "librdkafka CONFIGURATION.md, partitioner",
    ),
    "consistent": (
        "crc32(key) % P; null and empty keys in the partition of the empty key",
        ("librdkafka-consistent",),
        "librdkafka CONFIGURATION.md, partitioner",
    ),
    "consistent_random": (
        "crc32(key) % P; null and empty keys at random",
        (
            "librdkafka", "confluent-kafka-python", "confluent-kafka", "confluent-kafka-go",
            "confluent-kafka-dotnet", "node-rdkafka", "confluent-kafka-javascript", "rust-rdkafka", "kcat",
            "php-rdkafka",
        ),
        "librdkafka CONFIGURATION.md, partitioner: the default",
    ),
    "fnv1a": (
        "abs(int32(fnv1a(key))) % P; a null key like an empty one",
        ("librdkafka-fnv1a",),
        "librdkafka CONFIGURATION.md, partitioner",
    ),
    "fnv1a_random": (
        "abs(int32(fnv1a(key))) % P; null keys at random",
        ("librdkafka-fnv1a_random",),
        "librdkafka CONFIGURATION.md, partitioner",
    ),
    "sarama": (
        "abs(int32(fnv1a(key)) % P)",
        ("sarama-hash", "kafka-go-hash", "franz-go-sarama", "goka", "benthos"),
        "github.com/IBM/sarama NewHashPartitioner; github.com/segmentio/kafka-go Hash",
    ),
    "sarama_reference": (
        "(fnv1a(key) & 0x7fffffff) % P",
        ("sarama-reference-hash", "kafka-go-reference-hash"),
        "github.com/IBM/sarama NewReferenceHashPartitioner",
    ),
    "crc32_balancer": (
        "crc32(key) % P; null and empty keys at random",
        ("kafka-go-crc32",),
        "github.com/segmentio/kafka-go CRC32Balancer",
    ),
    "crc32": (
        "crc32(key) % P; an empty key goes to partition 0",
        ("ruby-kafka", "sarama-crc32"),
        "github.com/zendesk/ruby-kafka Kafka::Partitioner; github.com/IBM/sarama "
        "NewConsistentCRCHashPartitioner",
    ),
    "unsigned_murmur2": (
        "uint32(murmur2(key)) % P: Java's where P is a power of two, elsewhere for about half of the keys",
        ("platformatic-kafka", "kafka-ex-legacy", "dekaf-legacy"),
        "npm @platformatic/kafka, default partitioner; github.com/thomhurst/Dekaf until issue 1336 was fixed",
    ),
    "kafkajs_legacy": (
        "murmur2 in JavaScript doubles, masked, % P: not Java's",
        ("kafkajs-1", "kafkajs-legacy"),
        "npm kafkajs, Partitioners.LegacyPartitioner",
    ),
    "java_hash_code": (
        "abs(String.hashCode(key)) % P",
        ("spring-cloud-stream", "maxwell"),
        "org.springframework.cloud.stream.binder.PartitionHandler; Maxwell's MaxwellKafkaPartitioner (hashes "
        "what producer_partition_by names, not the record's key)",
    ),
    "xxhash32": (
        "xxhash32(key) % P",
        ("kafka-rust",),
        "crates.io kafka, producer::DefaultPartitioner",
    ),
}  # fmt: skip


def partitioners() -> tuple[Partitioner, ...]:
    """Every partitioner that can be analysed, with the clients that use it and its source.

    Examples:
        >>> len(ka.partitioners())
        14
        >>> ka.partitioners()[0].name, ka.partitioners()[0].clients[:2]
        ('murmur2', ('kafka-clients', 'java'))
    """
    choice = {True: "producer chooses", False: "hashed"}
    return tuple(
        Partitioner(name, *_KNOWN[name][:2], choice[null_chosen], choice[empty_chosen], _KNOWN[name][2])
        for name, null_chosen, empty_chosen in _core.partitioner_rules()
    )


def partitioner_name(name_or_client: str) -> str:
    """The partitioner's name for a name or for a client that uses it ("confluent-kafka-python").

    Raises:
        InputError: Neither is known; the nearest names are in the message.
    """
    wanted = name_or_client.strip().lower()
    if wanted in _KNOWN:
        return wanted
    by_client = {client: name for name, (_, clients, _) in _KNOWN.items() for client in clients}
    if wanted in by_client:
        return by_client[wanted]
    near = get_close_matches(wanted, [*_KNOWN, *by_client], n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"expected one of {', '.join(_KNOWN)}"
    raise InputError(f"unknown partitioner or client {name_or_client!r}: {hint}")
