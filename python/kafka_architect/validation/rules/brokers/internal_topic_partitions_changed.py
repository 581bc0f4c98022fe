"""BRK021: an internal topic has an unusual number of partitions, which cannot be changed later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEYS = (
    "offsets.topic.num.partitions",
    "transaction.state.log.num.partitions",
    "share.coordinator.state.topic.num.partitions",
)
_DEFAULT = 50


@rule(
    "BRK021",
    "internal-topic-partitions-changed",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="An internal topic has an unusual number of partitions, which cannot be changed later.",
    why=(
        "Groups and transactional ids are found by a hash of their name modulo the number of partitions of "
        "__consumer_offsets and __transaction_state. A value that is changed on a running cluster takes "
        "effect on no existing topic, and where the topic is made larger by hand every group loses its "
        "offsets. Fewer than 50 also mean fewer coordinators at work."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_offsets.topic.num.partitions",
        "group-coordinator/src/main/java/org/apache/kafka/coordinator/group/GroupCoordinatorService.java "
        "(partitionFor)",
    ],
    bad="node.id=1\noffsets.topic.num.partitions=10",
    good="node.id=1\noffsets.topic.num.partitions=50",
)
def internal_topic_partitions_changed(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written."""
    for key in _KEYS:
        setting, partitions = config.explicit(key), config.integer(key)
        if setting is not None and partitions is not None and partitions != _DEFAULT:
            yield config.problem(
                setting,
                f"{key}={partitions} holds for the life of the cluster: it has no effect once the topic "
                f"exists; the default of {_DEFAULT} suits most",
            )
