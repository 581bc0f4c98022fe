"""Kafka's scripts, and the classes that they start in each version."""

from __future__ import annotations

COMMANDS = {
    "kafka-topics.sh": "org.apache.kafka.tools.TopicCommand",
    "kafka-configs.sh": "kafka.admin.ConfigCommand",
    "kafka-acls.sh": "kafka.admin.AclCommand",
    "kafka-log-dirs.sh": "org.apache.kafka.tools.LogDirsCommand",
    "kafka-consumer-groups.sh": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
    "kafka-get-offsets.sh": "org.apache.kafka.tools.GetOffsetShell",
    "kafka-dump-log.sh": "org.apache.kafka.tools.DumpLogSegments",
    "kafka-producer-perf-test.sh": "org.apache.kafka.tools.ProducerPerformance",
    "kafka-console-consumer.sh": "org.apache.kafka.tools.consumer.ConsoleConsumer",
    "kafka-console-producer.sh": "org.apache.kafka.tools.ConsoleProducer",
}
_IN_3_9 = {
    "kafka-dump-log.sh": "kafka.tools.DumpLogSegments",
    "kafka-console-producer.sh": "kafka.tools.ConsoleProducer",
}
_SINCE_4_1 = {
    "kafka-acls.sh": "org.apache.kafka.tools.AclCommand",
    "kafka-console-share-consumer.sh": "org.apache.kafka.tools.consumer.ConsoleShareConsumer",
}


def command_classes(version: str) -> dict[str, str]:
    """Script -> the class that it starts in a version of Kafka."""
    old = _IN_3_9 if version.startswith("3.") else {}
    new = {} if version < "4.1" else _SINCE_4_1
    return {**COMMANDS, **old, **new}
