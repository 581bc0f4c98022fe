"""Topics with known records on the tests' Kafka."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.kafka_fixture import unique_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.analysis.distribution_report import DistributionReport
    from tools.kafka.cluster import KafkaCluster

PARTITIONS = 4


@dataclass
class Sent:
    """What was sent to a topic: records by partition, and by key."""

    topic: str
    partitions: Counter[int] = field(default_factory=Counter)
    keys: Counter[bytes | None] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        return self.keys.total()


def admin(kafka: KafkaCluster) -> Any:
    from confluent_kafka.admin import AdminClient

    return AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})


def make_topic(
    kafka: KafkaCluster, name: str = "orders", *, partitions: int = PARTITIONS, copies: int = 3, **config: str
) -> str:
    from confluent_kafka.cimpl import NewTopic

    topic = unique_name(name)
    settings = {key.replace("_", "."): value for key, value in config.items()}
    client = admin(kafka)
    made = client.create_topics([NewTopic(topic, partitions, copies, config=settings)])
    made[topic].result(30)
    return topic


def producer(kafka: KafkaCluster, **config: str) -> Any:
    from confluent_kafka import Producer

    settings = {key.replace("_", "."): value for key, value in config.items()}
    return Producer(
        {
            "bootstrap.servers": kafka.bootstrap_servers,
            "partitioner": "murmur2_random",
            "linger.ms": "20",
            "acks": "all",
            "log_level": 0,
            **settings,
        }
    )


def some_keys(records: int) -> Iterable[bytes | None]:
    """Some busy keys, many of one record, every tenth record without."""
    for i in range(records):
        yield None if i % 10 == 9 else b"user-%d" % (i * i % 97 if i % 3 else i)


def send(
    kafka: KafkaCluster, topic: str, keys: Iterable[bytes | None], value: bytes = b"v" * 20, **config: str
) -> Sent:
    sent = Sent(topic)

    def delivered(error: Any, message: Any) -> None:
        assert error is None, error
        sent.partitions[message.partition()] += 1
        sent.keys[message.key()] += 1

    sender = producer(kafka, **config)
    for key in keys:
        sender.produce(topic, value, key, on_delivery=delivered)
        sender.poll(0)
    assert sender.flush(60) == 0
    return sent


def loads(report: DistributionReport) -> dict[int, int]:
    """Partition -> records that lie there."""
    observed = report.measurements.observed
    assert observed is not None
    return {partition: count for partition, count in enumerate(observed.records.tolist()) if count}


def address(kafka: KafkaCluster, topic: str) -> str:
    return f"kafka://{kafka.bootstrap_servers}/{topic}"


def until(happens: Any, timeout_s: float = 30) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + timeout_s
    while not happens():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
