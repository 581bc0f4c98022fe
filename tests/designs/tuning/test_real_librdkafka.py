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

    predicted = made.requests_per_producer.value, made.records_per_request.value
    with_a_pace, in_bursts = predicted, 0.0
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
        requests, records = measured["produce_requests_per_s"], measured["records_per_request"]
        # Others on this machine make single rounds worse, none makes a wrong prediction right.
        if measured["late"] > _LATE:
            in_bursts = requests
        elif (requests, records) == pytest.approx(predicted, rel=0.2):
            return
        else:
            with_a_pace = requests, records
    # On a machine too busy for a pace records come in bursts: requests become fewer, never more.
    assert with_a_pace == pytest.approx(predicted, rel=0.2)
    assert in_bursts <= predicted[0] * 1.2
