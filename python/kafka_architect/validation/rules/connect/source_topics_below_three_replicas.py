"""CNT020: topics that a source connector creates with fewer than three replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.copies import more_copies
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CNT020",
    "source-topics-below-three-replicas",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SOURCE],
    summary="The topics that this source connector creates have fewer than three replicas.",
    why=(
        "topic.creation.<group>.replication.factor applies to the topics that the connector creates. With "
        "one replica the loss of one disk loses the records; many sources cannot read them again. -1 uses "
        "the broker's default."
    ),
    sources=["KIP-158", "connect-runtime, TopicCreationConfig"],
    bad=(
        "name=s\n"
        "connector.class=FileStreamSourceConnector\n"
        "topic.creation.default.replication.factor=1\n"
        "topic.creation.default.partitions=6"
    ),
    good=(
        "name=s\n"
        "connector.class=FileStreamSourceConnector\n"
        "topic.creation.default.replication.factor=3\n"
        "topic.creation.default.partitions=6"
    ),
)
def source_topics_below_three_replicas(config: EffectiveConfig) -> Iterator[Problem]:
    """The topics that this source connector creates get fewer than three replicas."""
    for key in config.settings:
        if not (key.startswith("topic.creation.") and key.endswith(".replication.factor")):
            continue
        replicas = config.integer(key)
        if replicas is not None and 0 < replicas < 3:
            copies = "one copy" if replicas == 1 else "two copies"
            cure, fix = more_copies(config, key, replicas)
            yield config.problem(
                key,
                f"{key}={replicas}: the topics that this connector creates have {copies} of each record; "
                f"{cure}, or -1 for the broker's default",
                fix=fix,
            )
