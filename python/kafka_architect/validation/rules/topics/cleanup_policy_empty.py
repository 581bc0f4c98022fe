"""TOP014: an empty cleanup.policy keeps everything for ever; it is not the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.log_settings import cleanup_policies, log_explicit, log_key
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP014",
    "cleanup-policy-empty",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.TOPIC, Role.BROKER],
    since=(4, 2),
    profile="dev",
    summary="An empty cleanup.policy keeps everything forever; it does not mean the default.",
    why=(
        "Since Kafka 4.2 an empty list is a valid value: neither deletion nor compaction, retention.ms and "
        "retention.bytes are ignored, and the log grows without limit. An empty value is usually meant as "
        "the default, delete."
    ),
    sources=[
        "KIP-1161",
        "https://kafka.apache.org/documentation/#topicconfigs_cleanup.policy",
    ],
    bad="cleanup.policy=\nretention.ms=86400000",
    good="cleanup.policy=delete\nretention.ms=86400000",
)
def cleanup_policy_empty(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a list that is written and has nothing in it."""
    setting = log_explicit(config, "cleanup.policy")
    if setting is None or cleanup_policies(config) != frozenset():
        return
    key = log_key(config, "cleanup.policy")
    yield config.problem(
        setting,
        f"{key} is empty: since Kafka 4.2 nothing is deleted or compacted, and retention.ms and "
        "retention.bytes are ignored; set delete or compact",
        fix=config.fix_set(key, "delete"),
    )
