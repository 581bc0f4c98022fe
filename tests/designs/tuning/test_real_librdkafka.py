"""What is predicted of librdkafka's requests, against its own statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.designs.tuning.batching import batching
from tools.kafka.traffic.librdkafka import measure

if TYPE_CHECKING:
    from tools.kafka.cluster import KafkaCluster

_ATTEMPTS = 3


@pytest.mark.java
@pytest.mark.kafka
@pytest.mark.parametrize(
    ("keyed", "linger_ms", "partitions"), [(True, 40, 6), (True, 5, 12), (False, 5, 6), (False, 30, 6)]
)
def test_each_partition_is_sent_by_itself(
    keyed: bool, linger_ms: int, partitions: int, kafka: KafkaCluster
) -> None:
    load = ka.FlowLoad(
        rate=1000, message_bytes=300, partitions=partitions, keyed=keyed, client="librdkafka", brokers=3
    )
    made = batching(load, linger_ms, 1_000_000)
    settings = {"linger.ms": str(linger_ms), "enable.idempotence": "true", "partitioner": "murmur2_random"}
    for _ in range(_ATTEMPTS):  # a machine that is busy with other things sends in bursts
        measured = measure(
            kafka.bootstrap_servers,
            records_per_s=load.rate,
            message_bytes=300,
            partitions=partitions,
            keyed=keyed,
            settings=settings,
        )
        requests = made.requests_per_producer.value / measured["produce_requests_per_s"]
        records = made.records_per_request.value / measured["records_per_request"]
        if abs(requests - 1) <= 0.2 and abs(records - 1) <= 0.2:
            return
    assert (requests, records) == pytest.approx((1, 1), abs=0.2), measured
