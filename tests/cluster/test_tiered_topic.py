"""A topic whose older segments lie in tiered storage: they are fetched only when they are asked for."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.cluster.keys.reading import TopicReading
from tests.kafka_fixture import unique_name
from tools.kafka.cluster import NEWEST, KafkaCluster
from tools.kafka.jars import storage_test_jar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.kafka, pytest.mark.java]

RECORDS, VALUE_BYTES = 4_000, 1_000  # 4 MB in segments of 1 MB


@pytest.fixture(scope="module")
def tiered_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaCluster]:
    """One broker with Kafka's own stand-in of a tier: a folder."""
    if any(shutil.which(name) is None for name in ("java", "mvn")):
        pytest.skip("needs java and mvn to run a real Kafka")
    settings = {
        "remote.log.storage.system.enable": "true",
        "remote.log.storage.manager.class.name":
            "org.apache.kafka.server.log.remote.storage.LocalTieredStorage",
        "remote.log.storage.manager.class.path": str(storage_test_jar(NEWEST)),
        "remote.log.metadata.manager.listener.name": "PLAINTEXT",
        "rlmm.config.remote.log.metadata.topic.replication.factor": "1",
        "rlmm.config.remote.log.metadata.topic.num.partitions": "1",
        "rsm.config.dir": str(tmp_path_factory.mktemp("tier")),
        "remote.log.manager.task.interval.ms": "500",
        "log.retention.check.interval.ms": "500",
        "log.initial.task.delay.ms": "500",
    }  # fmt: skip
    with KafkaCluster(settings=settings) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def topic(tiered_kafka: KafkaCluster) -> str:
    """Its older segments were uploaded and removed from the broker's disk."""
    from confluent_kafka import Producer
    from confluent_kafka.admin import AdminClient
    from confluent_kafka.cimpl import NewTopic

    name = unique_name("tiered")
    admin = AdminClient({"bootstrap.servers": tiered_kafka.bootstrap_servers, "log_level": 0})
    config = {"remote.storage.enable": "true", "segment.bytes": str(1 << 20), "local.retention.bytes": "1"}
    admin.create_topics([NewTopic(name, 1, 1, config=config)])[name].result(30)
    producer = Producer({"bootstrap.servers": tiered_kafka.bootstrap_servers, "log_level": 0})
    for number in range(RECORDS):
        producer.produce(name, bytes(VALUE_BYTES), f"k{number}")
    producer.flush(60)
    folder: Path = tiered_kafka.data_folder() / f"{name}-0"
    deadline = time.monotonic() + 90
    while (folder / f"{0:020}.log").exists():
        assert time.monotonic() < deadline, "the first segment is still on the broker's disk"
        time.sleep(0.2)
    return name


def test_tiered_data_is_left_out_and_told(tiered_kafka: KafkaCluster, topic: str) -> None:
    report = ka.analyze(f"kafka://{tiered_kafka.bootstrap_servers}/{topic}")
    assert 0 < report.records < RECORDS
    left_out = RECORDS - report.records
    assert any(f"{left_out:,}" in note and "tiered" in note for note in report.notes), report.notes


def test_tiered_data_is_read_when_it_is_asked_for(tiered_kafka: KafkaCluster, topic: str) -> None:
    report = ka.analyze(
        f"kafka://{tiered_kafka.bootstrap_servers}/{topic}", cluster=TopicReading(tiered=True)
    )
    assert report.records == RECORDS
    assert report.distinct_keys.lower <= RECORDS <= report.distinct_keys.upper
    assert report.warnings == ()
