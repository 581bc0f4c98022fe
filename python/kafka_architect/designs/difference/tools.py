"""What each tool does with a change of a topic: alter it in place, refuse it, or delete and create it.

From the sources of the tools: terraform-provider-kafka 0.13 (customDiff), terraform-provider-confluent 2
(ForceNewIfChange), Strimzi's BatchingTopicController, jikkou's UpdateTopicChangeHandler, JulieOps'
TopicConfigUpdatePlanBuilder, topicctl's TopicApplier.
"""

from __future__ import annotations

from typing import Final

_ALTERS: Final = "alters the topic"
_RECREATES: Final = "deletes the topic with its records and creates it (prevent_destroy stops it)"
_NEW_BESIDE_OLD: Final = "creates the new topic; the old one stays until it is deleted by hand"

_PARTITIONS_MORE: Final = {
    "terraform (Mongey)": _ALTERS,
    "terraform (confluent)": _ALTERS,
    "strimzi": _ALTERS,
    "jikkou": _ALTERS,
    "julieops": _ALTERS,
    "topicctl": _ALTERS,
    "kafka-topics --alter": _ALTERS,
}
_PARTITIONS_FEWER: Final = {
    "terraform (Mongey)": _RECREATES,
    "terraform (confluent)": _RECREATES,
    "strimzi": "refuses: NotSupported, Decreasing partitions not supported",
    "jikkou": "fails: the broker rejects it (InvalidPartitionsException)",
    "julieops": "ignores it",
    "topicctl": "refuses: fewer partitions in topic config",
    "kafka-topics --alter": "fails: the broker rejects it (InvalidPartitionsException)",
}
_REPLICAS: Final = {
    "terraform (Mongey)": "alters the topic (Kafka 2.4 and later), without a throttle",
    "terraform (confluent)": "not configurable: Confluent Cloud fixes 3",
    "strimzi": "alters the topic with Cruise Control; without it refuses: NotSupported",
    "jikkou": "ignores it: use kafka-reassign-partitions",
    "julieops": "ignores it: use kafka-reassign-partitions",
    "topicctl": "refuses: the replication factor cannot be updated",
    "kafka-topics --alter": "refuses: use kafka-reassign-partitions with --throttle",
}
_SETTING: Final = {
    "terraform (Mongey)": _ALTERS,
    "terraform (confluent)": "alters the topic, where the setting is editable there",
    "strimzi": _ALTERS,
    "jikkou": _ALTERS,
    "julieops": _ALTERS,
    "topicctl": "alters the topic; lowers retention in steps by default",
    "kafka-configs --alter": _ALTERS,
}
_RENAMED: Final = {
    "terraform (Mongey)": _RECREATES,
    "terraform (confluent)": _RECREATES,
    "strimzi": "spec.topicName cannot be changed; a KafkaTopic of another name creates the new topic, and "
    "deleting the old KafkaTopic deletes its topic",
    "jikkou": _NEW_BESIDE_OLD,
    "julieops": "creates the new topic; deletes the old one where topology deletion is enabled",
    "topicctl": _NEW_BESIDE_OLD,
    "kafka-topics": _NEW_BESIDE_OLD,
}
_REMOVED: Final = {
    "terraform (Mongey)": "deletes the topic (prevent_destroy stops it)",
    "terraform (confluent)": "deletes the topic (prevent_destroy stops it)",
    "strimzi": "deletes the topic, unless strimzi.io/managed is false",
    "jikkou": "keeps the topic, unless the resource says jikkou.io/delete: true",
    "julieops": "keeps the topic, unless deletion of topics is enabled",
    "topicctl": "keeps the topic",
    "kafka-topics": "keeps the topic; the emitted script deletes nothing",
}
_NO_RESOURCE: Final = "has no resource for it: run kafka/configure-groups.sh"
_GROUP_SETTING: Final = {
    "terraform (Mongey)": _NO_RESOURCE,
    "terraform (confluent)": _NO_RESOURCE,
    "strimzi": _NO_RESOURCE,
    "jikkou": "alters share groups (KafkaShareGroup)",
    "julieops": _NO_RESOURCE,
    "topicctl": _NO_RESOURCE,
    "kafka-configs --alter": "alters the group",
}
# confluent_schema: another format forces a new resource; registries answer 409 to another type.
_REJECTED: Final = "fails: the registry rejects another type (409) unless the compatibility is NONE"
_SCHEMA_FORMAT: Final = {
    "terraform (confluent)": "deletes the schema and registers the new one (prevent_destroy stops it)",
    "terraform (schemaregistry)": _REJECTED,
    "jikkou": _REJECTED,
    "register.sh": _REJECTED,
}
_ALTERS_SUBJECT: Final = "alters the subject; versions that are there are not checked again"
_SCHEMA_COMPATIBILITY: Final = {
    "terraform (confluent)": _ALTERS_SUBJECT,
    "terraform (schemaregistry)": _ALTERS_SUBJECT,
    "jikkou": _ALTERS_SUBJECT,
    "register.sh": _ALTERS_SUBJECT,
}
_BY_KIND: Final = {
    "schema-format": _SCHEMA_FORMAT,
    "schema-compatibility": _SCHEMA_COMPATIBILITY,
    "group-setting": _GROUP_SETTING,
    "partitions-more": _PARTITIONS_MORE,
    "partitions-fewer": _PARTITIONS_FEWER,
    "replication-factor": _REPLICAS,
    "setting": _SETTING,
    "topic-renamed": _RENAMED,
    "topic-removed": _REMOVED,
}


def tools(kind: str) -> dict[str, str]:
    """Tool -> what it does; empty for changes that no topic tool makes."""
    return dict(_BY_KIND.get(kind, {}))
