"""What the log's format adds, as the plan counts it, against the bytes of a real broker's log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from tests.kafka_fixture import unique_name

if TYPE_CHECKING:
    from tools.kafka.cluster import KafkaCluster

pytestmark = pytest.mark.kafka

# Bytes of a record, records, records per second (-1: as fast as possible), linger.ms, batch.size.
CASES = {
    "tiny records in full batches": (10, 400_000, -1, 1000, 16_384),
    "a kilobyte in full batches": (1000, 20_000, -1, 1000, 16_384),
    "lengths of two bytes": (200, 50_000, -1, 1000, 16_384),
    "lengths of three bytes": (9000, 3_000, -1, 1000, 16_384),
    "a batch for each record": (100, 2_000, -1, 0, 1),
    "batches that linger": (200, 3_000, 1000, 50, 16_384),
}


def bytes_of_log(kafka: KafkaCluster, topic: str, case: tuple[int, int, int, int, int]) -> int:
    """Produce with Kafka's own tool and ask the brokers for the size of the topic's log."""
    size, records, rate, linger, batch = case
    done = kafka.run_script(
        f"kafka-topics.sh --bootstrap-server $BOOTSTRAP_SERVERS --create --topic {topic} --partitions 1 "
        "--replication-factor 1 >/dev/null && "
        f"kafka-producer-perf-test.sh --topic {topic} --num-records {records} --record-size {size} "
        f"--throughput {rate} --producer-props bootstrap.servers=$BOOTSTRAP_SERVERS acks=all "
        f"linger.ms={linger} batch.size={batch} compression.type=none >/dev/null && "
        f"kafka-log-dirs.sh --bootstrap-server $BOOTSTRAP_SERVERS --describe --topic-list {topic}"
    )
    assert done.returncode == 0, done.stderr
    described = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    return sum(
        partition["size"]
        for broker in described["brokers"]
        for directory in broker["logDirs"]
        for partition in directory["partitions"]
    )


@pytest.mark.parametrize("case", CASES)
def test_bytes_of_the_log_are_within_two_percent(kafka: KafkaCluster, case: str) -> None:
    size, records, rate, linger, batch = CASES[case]
    # As fast as possible is faster than a batch lingers.
    workload = ka.Workload(
        rate=rate if rate > 0 else 1_000_000, message_bytes=size, linger_ms=linger, batch_bytes=batch,
        producers=1, partitions=1, replication_factor=1, zones=1, retention="1h",
    )  # fmt: skip
    plan = ka.ClusterSizingCalculator(workload, "m5.24xlarge").plan(brokers=1)
    measured = bytes_of_log(kafka, unique_name("sized"), CASES[case]) / records
    assert plan.by_topic[0].log_bytes_per_record == pytest.approx(measured, rel=0.02)
