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
        "Groups and transactional ids are mapped to a partition of __consumer_offsets and "
        "__transaction_state by a hash of their name modulo the number of partitions. Changing the value on "
        "a running cluster does not affect existing topics, and adding partitions to them by hand makes "
        "every group lose its offsets. With fewer than 50 partitions, fewer coordinators share the load."
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
                f"{key}={partitions} is final: it has no effect once the topic exists; use the default of "
                f"{_DEFAULT} unless there is a reason",
            )
