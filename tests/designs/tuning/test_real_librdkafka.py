"""What is predicted of librdkafka's requests, against its own statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.designs.tuning.batching import batching
from tools.kafka.traffic.librdkafka import measure
from tools.kafka.traffic.traffic import first_in_line

if TYPE_CHECKING:
    from tools.kafka.cluster import KafkaCluster

_ATTEMPTS = 10
_LATE = 0.02


@pytest.mark.java
@pytest.mark.kafka
@pytest.mark.parametrize(("keyed", "linger_ms", "partitions"), [(True, 40, 6), (False, 30, 6)])
def test_each_partition_is_sent_by_itself(
    keyed: bool, linger_ms: int, partitions: int, kafka: KafkaCluster
) -> None:
    load = ka.FlowLoad(
        rate=1000, message_bytes=300, partitions=partitions, keyed=keyed, client="librdkafka", brokers=3
    )
    settings = {"linger.ms": str(linger_ms), "enable.idempotence": "true", "partitioner": "murmur2_random"}
    made = batching(load, linger_ms, 1_000_000)

    def agrees(measured: dict[str, float]) -> bool:
        requests, records = measured["produce_requests_per_s"], measured["records_per_request"]
        return made.requests_per_producer.value == pytest.approx(
            requests, rel=0.2
        ) and made.records_per_request.value == pytest.approx(records, rel=0.2)

    paced = False
    for _ in range(_ATTEMPTS):
        with first_in_line():
            measured = measure(
                kafka.bootstrap_servers,
                records_per_s=load.rate,
                message_bytes=300,
                partitions=partitions,
                keyed=keyed,
                settings=settings,
            )
        paced = measured["late"] <= _LATE
        # Others on this machine make single rounds worse, none makes a wrong prediction right.
        if paced and agrees(measured):
            return
    if not paced:
        pytest.skip("this machine is too busy for a producer to keep a pace: it sends in bursts")
    assert made.requests_per_producer.value == pytest.approx(measured["produce_requests_per_s"], rel=0.2)
    assert made.records_per_request.value == pytest.approx(measured["records_per_request"], rel=0.2)
