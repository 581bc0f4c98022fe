"""The real Kafka of the tests: brokers, racks, commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kafka_fixture import unique_name

if TYPE_CHECKING:
    from tools.kafka.cluster import KafkaCluster

pytestmark = pytest.mark.kafka


def test_one_worker_has_all_that_share_the_brokers(request: pytest.FixtureRequest) -> None:
    """Else each worker starts brokers and builds wheels of its own."""
    if not request.config.getoption("loadgroup", default=False):
        return  # no workers
    assert request.node.nodeid.endswith("@kafka")


def test_a_script_makes_a_topic_on_three_racks(kafka: KafkaCluster) -> None:
    topic = unique_name("orders")
    made = kafka.run_script(
        f"kafka-topics.sh --bootstrap-server $BOOTSTRAP_SERVERS --create --topic {topic} "
        "--partitions 4 --replication-factor 3 --config min.insync.replicas=2 && "
        f"kafka-topics.sh --bootstrap-server $BOOTSTRAP_SERVERS --describe --topic {topic}"
    )
    assert made.returncode == 0, made.stderr
    assert "PartitionCount: 4\tReplicationFactor: 3" in made.stdout
    assert "min.insync.replicas=2" in made.stdout


def test_acls_can_be_set_and_read(kafka: KafkaCluster) -> None:
    topic = unique_name("payments")
    done = kafka.run_script(
        "kafka-acls.sh --bootstrap-server $BOOTSTRAP_SERVERS --add --allow-principal User:shop "
        f"--operation Write --topic {topic} && kafka-acls.sh --bootstrap-server $BOOTSTRAP_SERVERS --list "
        f"--topic {topic}"
    )
    assert done.returncode == 0, done.stderr
    assert "principal=User:shop" in done.stdout
