"""TOP009: remote.storage.enable=true with a cleanup.policy other than delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "TOP009",
    "tiered-topic-compacted",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.TOPIC],
    profile="dev",
    summary="remote.storage.enable=true with a cleanup.policy other than delete.",
    why=(
        "Tiered storage moves whole closed segments, and compaction rewrites them. Kafka rejects a topic "
        "with both; since 4.2 an empty cleanup.policy is allowed."
    ),
    sources=[
        "KIP-405",
        "KIP-1161",
        "org.apache.kafka.storage.internals.log.LogConfig.validateRemoteStorageRequiresDeleteCleanupPolicy",
    ],
    bad="remote.storage.enable=true\ncleanup.policy=compact",
    good="remote.storage.enable=true\ncleanup.policy=delete",
)
def tiered_topic_compacted(config: EffectiveConfig) -> Iterator[Problem]:
    """The default is delete."""
    policies = config.items("cleanup.policy")
    if config.boolean("remote.storage.enable") is not True or policies is None:
        return
    if config.version < (4, 1):
        wrong = "compact" in policies
    else:
        wrong = policies != ("delete",) and (bool(policies) or config.version < (4, 2))
    if wrong:
        yield config.problem(
            "cleanup.policy",
            f"cleanup.policy={','.join(policies) or '(empty)'} with remote.storage.enable=true: Kafka "
            "rejects the topic",
            fix=config.fix_set("cleanup.policy", "delete"),
        )
