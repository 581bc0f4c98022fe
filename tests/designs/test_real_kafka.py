"""What the scripts create on a real Kafka is what the design says, read back by its Admin API."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # it re-exports them
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ConfigResource,
    NewTopic,
    ResourcePatternType,
    ResourceType,
)

from kafka_architect.designs.comparing import design_diff
from kafka_architect.designs.importing import import_files
from tests.designs.specifications import designed

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.model.design import Design
    from tools.kafka.cluster import KafkaCluster

pytestmark = pytest.mark.kafka

_SPECIFICATION = """\
    name: {name}
    platform: {{brokers: 3}}
    defaults: {{size: 1 kB, retention: {{longest_outage: 2d}}}}
    entities:
      {name}.order: {{key: orderId, events: {{messages: [OrderCreated], rate: 50/s}}}}
      {name}.customer: {{key: customerId, state: {{distinct_keys: 1000, rate: 5/s}}}}
      {name}.payment: {{key: paymentId, events: {{retention: forever, partitions: 5, rate: 1/s}}}}
    services:
      {name}-shop:
        instances: 2
        sends: [{name}.order.events, {name}.customer.state, {name}.payment.events]
      {name}-mail: {{receives: [{name}.order.events, {name}.customer.state], instances: 1}}
    patterns:
      - {{pattern: retry-dlq, topics: [{name}.order.events], attempts: 1}}
    """


@pytest.fixture
def made(tmp_path: Path) -> Design:
    return designed(tmp_path, _SPECIFICATION.format(name=f"d{secrets.token_hex(4)}"))


def _run(kafka: KafkaCluster, script: str) -> None:
    done = kafka.run_script(script)
    assert done.returncode == 0, done.stderr


def _settings(admin: AdminClient, topic: str) -> dict[str, str | None]:
    resource = ConfigResource(ConfigResource.Type.TOPIC, topic)
    configs = admin.describe_configs([resource])[resource].result(timeout=30)
    return {key: one.value for key, one in configs.items() if one.source == _SET_ON_TOPIC}


def test_topics_are_those_of_the_design(made: Design, kafka: KafkaCluster) -> None:
    """The first exists with another setting: creation leaves it, alteration gives it the design's."""
    scripts = made.emit("kafka-topics")
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
    first, *others = made.topics.values()
    there = NewTopic(first.name, int(first.partitions), 3, config={"retention.ms": "1234"})
    admin.create_topics([there])[first.name].result(timeout=30)

    _run(kafka, scripts["kafka/create-topics.sh"])
    assert _settings(admin, first.name) == {"retention.ms": "1234"}
    for topic in others:
        assert _settings(admin, topic.name) == {one.key: one.value for one in topic.settings}

    _run(kafka, scripts["kafka/alter-topics.sh"])
    found = admin.list_topics(timeout=30).topics
    for topic in made.topics.values():
        partitions = found[topic.name].partitions
        assert len(partitions) == topic.partitions.value
        assert {len(one.replicas) for one in partitions.values()} == {topic.replication_factor.value}
        assert _settings(admin, topic.name) == {one.key: one.value for one in topic.settings}


def test_what_kafka_topics_describes_is_read_and_differs_in_nothing(
    made: Design, kafka: KafkaCluster, tmp_path: Path
) -> None:
    """The output of the real tool, with the topics of others in it: they are listed and left alone."""
    other = f"other-{secrets.token_hex(4)}"
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
    admin.create_topics([NewTopic(other, 1, 1)])[other].result(timeout=30)
    _run(kafka, made.emit("kafka-topics")["kafka/create-topics.sh"])
    told = kafka.run_script('kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --describe')
    assert told.returncode == 0, told.stderr
    described = tmp_path / "topics.txt"
    described.write_text(told.stdout, encoding="utf-8")

    imported = import_files([described]).specification["topics"]
    for topic in made.topics.values():
        assert imported[topic.name]["partitions"]["exactly"] == topic.partitions.value
        assert imported[topic.name]["config"] == {one.key: one.value for one in topic.settings}
    difference = design_diff(described, made)
    assert difference.changes == ()
    assert other in difference.not_owned
    assert not any(name.startswith("__") for name in imported)


def test_granted_permissions_are_those_of_the_design(made: Design, kafka: KafkaCluster) -> None:
    _run(kafka, made.emit("kafka-topics")["kafka/create-acls.sh"])
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
    granted = set()
    for principal in {one.principal for one in made.acls}:
        # Its stub knows no None, which stands for any name and any host.
        anything = AclBindingFilter(
            ResourceType.ANY,
            None,  # type: ignore[arg-type]
            ResourcePatternType.ANY,
            principal,
            None,  # type: ignore[arg-type]
            AclOperation.ANY,
            AclPermissionType.ANY,
        )
        for one in admin.describe_acls(anything).result(timeout=30):
            granted.add((one.principal, one.restype.name.lower(), one.name, one.operation.name.lower()))
    assert granted == {(one.principal, one.resource, one.name, one.operation.lower()) for one in made.acls}


def test_quotas_are_those_of_the_design(made: Design, kafka: KafkaCluster) -> None:
    assert made.quotas
    _run(kafka, made.emit("kafka-topics")["kafka/set-quotas.sh"])
    told = kafka.run_script(
        'kafka-configs.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --describe --entity-type users'
    ).stdout
    for quota in made.quotas:
        (line,) = (one for one in told.splitlines() if f"'{quota.principal.removeprefix('User:')}'" in one)
        said = dict(one.split("=") for one in line.partition(" are ")[2].split(", "))
        rates = {
            "producer_byte_rate": quota.producer_bytes_per_s,
            "consumer_byte_rate": quota.consumer_bytes_per_s,
        }
        assert {key: float(value) for key, value in said.items()} == {
            key: figure.value for key, figure in rates.items() if figure is not None
        }


_SET_ON_TOPIC = 1  # DescribeConfigs: DYNAMIC_TOPIC_CONFIG
