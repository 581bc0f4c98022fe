"""CON006: enable.auto.commit=true is set, and group.id is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CON006",
    "auto-commit-without-group",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONSUMER],
    profile="dev",
    summary="enable.auto.commit=true is set without group.id.",
    why=(
        "Offsets are committed for a group, so a consumer without group.id cannot commit. Kafka rejects an "
        "explicit enable.auto.commit=true then; if it is not set, Kafka disables it."
    ),
    sources=["KIP-289", "org.apache.kafka.clients.consumer.ConsumerConfig.maybeOverrideEnableAutoCommit"],
    bad="enable.auto.commit=true",
    good="enable.auto.commit=true\ngroup.id=invoices",
)
def auto_commit_without_group(config: EffectiveConfig) -> Iterator[Problem]:
    """Nothing is said where another file may name the group, or code: @KafkaListener(groupId = ...)."""
    commit = config.explicit("enable.auto.commit")
    if commit is None or config.boolean("enable.auto.commit") is not True:
        return
    framework = any(setting.origin is Origin.FRAMEWORK for setting in config.settings.values())
    if config.explicit("group.id") is None and config.complete and not framework:
        yield config.problem(
            commit,
            "enable.auto.commit=true without group.id: the consumer fails to start; set group.id, or "
            "disable automatic commits",
            fix=config.fix_set("enable.auto.commit", "false"),
        )
