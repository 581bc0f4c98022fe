"""BRK014: a topic's key stands in a broker's file, where it has another name: it is ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import BROKER_KEYS
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "BRK014",
    "topic-key-in-broker-file",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="A broker's file has a topic configuration by its topic name: the broker ignores it.",
    why=(
        "A broker has its defaults for topics under other names: log.retention.ms for retention.ms, "
        "log.segment.bytes for segment.bytes, message.max.bytes for max.message.bytes. The topic's name in "
        "the broker's file is an unknown key, which Kafka ignores without an error: the default stays in "
        "force. compression.type, min.insync.replicas and unclean.leader.election.enable have the same name "
        "in both."
    ),
    sources=[
        "server-common/src/main/java/org/apache/kafka/server/config/ServerTopicConfigSynonyms.java",
        "https://kafka.apache.org/documentation/#topicconfigs",
    ],
    bad="node.id=1\nretention.ms=86400000",
    good="node.id=1\nlog.retention.ms=86400000",
)
def topic_key_in_broker_file(config: EffectiveConfig) -> Iterator[Problem]:
    """Look for keys that only topics have."""
    for key, broker_key in BROKER_KEYS.items():
        setting = config.explicit(key)
        if setting is None:
            continue
        also = config.explicit(broker_key) is not None
        yield config.problem(
            setting,
            f"{key} is a topic configuration; the broker ignores it, and {broker_key} "
            f"{'is also set' if also else 'keeps its default'}",
            fix=config.fix_remove(setting, safe=True) if also else config.fix_rename(setting, broker_key),
        )
