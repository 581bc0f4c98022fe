"""What the scripts create on a real Kafka is what the design says, read back by its Admin API."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest
from confluent_kafka.admin import (
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ConfigResource,
    ResourcePatternType,
    ResourceType,
)

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
      {name}.order: {{key: orderId, events: [OrderCreated]}}
      {name}.customer: {{key: customerId, state: {{distinct_keys: 1000, rate: 5/s}}}}
      {name}.payment: {{key: paymentId, events: {{retention: forever, partitions: 5}}}}
    services:
      {name}-shop:
        instances: 2
        sends: [{name}.order.events, {name}.customer.state, {name}.payment.events]
      {name}-mail: {{receives: [{name}.order.events, {name}.customer.state], instances: 1}}
    patterns:
      - {{pattern: retry-dlq, topics: [{name}.order.events], attempts: 2}}
    """


@pytest.fixture
def made(tmp_path: Path) -> Design:
    return designed(tmp_path, _SPECIFICATION.format(name=f"d{secrets.token_hex(4)}"))


def test_created_topics_are_those_of_the_design(made: Design, kafka: KafkaCluster) -> None:
    script = made.emit("kafka-topics")["kafka/create-topics.sh"]
    for _ in range(2):  # the second time everything exists
        done = kafka.run_script(script)
        assert done.returncode == 0, done.stderr
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
    found = admin.list_topics(timeout=10).topics
    for name, topic in made.topics.items():
        partitions = found[name].partitions
        assert len(partitions) == topic.partitions.value
        assert {len(one.replicas) for one in partitions.values()} == {topic.replication_factor.value}
        resource = ConfigResource(ConfigResource.Type.TOPIC, name)
        configs = admin.describe_configs([resource])[resource].result(timeout=10)
        own = {key: one.value for key, one in configs.items() if one.source == _SET_ON_TOPIC}
        assert own == {one.key: one.value for one in topic.settings}


def test_granted_permissions_are_those_of_the_design(made: Design, kafka: KafkaCluster) -> None:
    done = kafka.run_script(made.emit("kafka-topics")["kafka/create-acls.sh"])
    assert done.returncode == 0, done.stderr
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
    granted = set()
    for principal in {one.principal for one in made.acls}:
        anything = AclBindingFilter(
            ResourceType.ANY, None, ResourcePatternType.ANY, principal, None, AclOperation.ANY,
            AclPermissionType.ANY,
        )  # fmt: skip
        for one in admin.describe_acls(anything).result(timeout=10):
            granted.add((one.principal, one.restype.name.lower(), one.name, one.operation.name.lower()))
    assert granted == {(one.principal, one.resource, one.name, one.operation.lower()) for one in made.acls}


_SET_ON_TOPIC = 1  # DescribeConfigs: DYNAMIC_TOPIC_CONFIG
