"""CNT021: topic.creation keys without the two that the default group requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_REQUIRED = ("topic.creation.default.replication.factor", "topic.creation.default.partitions")


@rule(
    "CNT021",
    "topic-creation-incomplete",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_SOURCE],
    profile="dev",
    summary=(
        "topic.creation.* is set, but the default group's replication factor or partitions are missing."
    ),
    why=(
        "As soon as any topic.creation. key is set, the default group requires replication.factor and "
        'partitions, which have no default: the connector fails with "Missing required configuration". '
        "-1 uses the broker's default. Workers with topic.creation.enable=false ignore all of these "
        "keys."
    ),
    sources=[
        "KIP-158",
        "connect-runtime, SourceConnectorConfig (embedDefaultGroup), "
        "TopicCreationConfig.defaultGroupConfigDef",
    ],
    bad="name=s\nconnector.class=FileStreamSourceConnector\ntopic.creation.default.partitions=6",
    good=(
        "name=s\n"
        "connector.class=FileStreamSourceConnector\n"
        "topic.creation.default.partitions=6\n"
        "topic.creation.default.replication.factor=3"
    ),
)
def topic_creation_incomplete(config: EffectiveConfig) -> Iterator[Problem]:
    """topic.creation.* is used, but the default group's replication factor or partitions are missing."""
    used = [key for key in config.settings if key.startswith("topic.creation.")]
    if not used or not config.complete:
        return
    for key in _REQUIRED:
        if config.explicit(key) is None:
            yield config.problem(
                key,
                f"{used[0]} is set, so Kafka requires {key} too and rejects the connector without it; -1 "
                "uses the broker's default",
                fix=config.fix_set(key, "-1"),
            )
