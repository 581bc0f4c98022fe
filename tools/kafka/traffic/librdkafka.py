"""A paced producer of librdkafka (confluent-kafka), and what its statistics say of batches and requests."""

from __future__ import annotations

import json
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORTEST_SLEEP_S = 0.0005
_LATE_S = 0.005


@dataclass(slots=True)
class _Statistics:
    """The statistics that came after the warm-up."""

    since: float
    documents: list[dict[str, Any]] = field(default_factory=list)

    def take(self, text: str) -> None:
        if time.monotonic() >= self.since:
            self.documents.append(json.loads(text))


def measure(
    bootstrap_servers: str,
    *,
    records_per_s: float,
    message_bytes: int,
    partitions: int,
    keyed: bool,
    settings: Mapping[str, str],
    warm_up_s: float = 0.8,
    measured_s: float = 2.5,
) -> dict[str, float]:
    """Records per request, requests and records per second over the measured time, and how many came late.

    Records arrive with exponential gaps, on an absolute schedule; `late` is the share of those that were sent
    more than 5 ms after their time, because something else had the processor.
    """
    topic = f"traffic.{secrets.token_hex(4)}"
    _create(bootstrap_servers, topic, partitions)
    began = time.monotonic()
    statistics = _Statistics(began + warm_up_s)
    producer = Producer(
        {
            **settings,
            "bootstrap.servers": bootstrap_servers,
            "statistics.interval.ms": 200,
            "stats_cb": statistics.take,
        }
    )
    draw = random.Random(7)
    due, end = began, began + warm_up_s + measured_s
    sent = late = 0
    while due < end:
        due += draw.expovariate(records_per_s)
        while (left := due - time.monotonic()) > 0:
            producer.poll(0)
            time.sleep(max(left, _SHORTEST_SLEEP_S) if left > _SHORTEST_SLEEP_S else 0)
        sent += 1
        late += time.monotonic() - due > _LATE_S
        key = secrets.token_bytes(8) if keyed else None
        producer.produce(topic, key=key, value=bytes(message_bytes - (8 if keyed else 0)))
    producer.poll(0)
    producer.flush(10)
    return {**_rates(statistics.documents, topic), "late": late / sent}


def _create(bootstrap_servers: str, topic: str, partitions: int) -> None:
    admin = AdminClient({"bootstrap.servers": bootstrap_servers})
    admin.create_topics([NewTopic(topic, partitions, 1)])[topic].result(20)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = admin.list_topics(topic, timeout=5).topics[topic]
        leaders = [one.leader for one in found.partitions.values()]
        if found.error is None and len(leaders) == partitions and min(leaders) > 0:
            return
        time.sleep(0.05)
    raise KafkaException(KafkaError(KafkaError._TIMED_OUT, f"no leaders for {topic}"))


def _rates(documents: list[dict[str, Any]], topic: str) -> dict[str, float]:
    """Differences between the first and the last statistics after the warm-up."""
    first, last = documents[0], documents[-1]
    seconds = (last["ts"] - first["ts"]) / 1e6
    records = _records(last, topic) - _records(first, topic)
    requests = _requests(last) - _requests(first)
    return {
        "records_sent_per_s": records / seconds,
        "produce_requests_per_s": requests / seconds,
        "records_per_request": records / requests,
    }


def _records(document: dict[str, Any], topic: str) -> float:
    return sum(float(one["txmsgs"]) for one in document["topics"][topic]["partitions"].values())


def _requests(document: dict[str, Any]) -> float:
    return sum(float(one["req"].get("Produce", 0)) for one in document["brokers"].values())
