"""CNT018: a topic declared for a worker's state that the worker refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.attributes import PARTITIONS, TOPIC_NAME
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


_TOPICS = ("config.storage.topic", "offset.storage.topic", "status.storage.topic")


def _judged(topic: EffectiveConfig, key: str, worker: str) -> Iterator[Problem]:
    partitions, policies = topic.attribute_integer(PARTITIONS), topic.items("cleanup.policy")
    if key == "config.storage.topic" and partitions is not None and partitions > 1:
        yield topic.problem(
            topic.attribute(PARTITIONS),
            f"{partitions} partitions: this is {key} of {worker}, which requires exactly one",
        )
    if policies is not None and policies != ("compact",):
        yield topic.problem(
            "cleanup.policy",
            f"cleanup.policy={','.join(policies)}: this is {key} of {worker}, which requires compact",
            fix=topic.fix_set("cleanup.policy", "compact"),
        )


@system_rule(
    "CNT018",
    "worker-topic-unfit",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_WORKER, Role.TOPIC],
    profile="dev",
    summary=(
        "A topic for the worker's state is declared with several partitions (config) or without compaction."
    ),
    why=(
        "The worker checks its topics when it starts, and fails with ConfigException if they do not fit. "
        "The config topic must have exactly one partition, because updates of a connector would otherwise "
        "arrive out of order, and all three must be compacted only: with cleanup.policy=delete connectors "
        "and positions would expire after the retention time."
    ),
    sources=[
        "connect-runtime, KafkaConfigBackingStore.start (one partition)",
        "connect-runtime, TopicAdmin.verifyTopicCleanupPolicyOnlyCompact",
    ],
    bad=(
        "--- connect-distributed.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status\n"
        "--- topics.tf\n"
        'resource "kafka_topic" "configs" {\n'
        '  name               = "connect-configs"\n'
        "  partitions         = 3\n"
        "  replication_factor = 3\n"
        "  config = {\n"
        '    "cleanup.policy" = "compact"\n'
        "  }\n"
        "}"
    ),
    good=(
        "--- connect-distributed.properties\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n"
        "group.id=connect-a\n"
        "key.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "value.converter=org.apache.kafka.connect.storage.StringConverter\n"
        "config.storage.topic=connect-configs\n"
        "offset.storage.topic=connect-offsets\n"
        "status.storage.topic=connect-status\n"
        "--- topics.tf\n"
        'resource "kafka_topic" "configs" {\n'
        '  name               = "connect-configs"\n'
        "  partitions         = 1\n"
        "  replication_factor = 3\n"
        "  config = {\n"
        '    "cleanup.policy" = "compact"\n'
        "  }\n"
        "}"
    ),
    dialect="connect-distributed.properties",
)
def worker_topic_unfit(system: System) -> Iterator[Problem]:
    """A topic declared for a worker's state that the worker refuses."""
    declared = {topic.attribute_text(TOPIC_NAME): topic for topic in system.topics}
    for worker in system.of(Role.CONNECT_WORKER):
        for key in _TOPICS:
            topic = declared.get(worker.text(key) or "")
            if topic is not None:
                yield from _judged(topic, key, worker.configuration.name)
