"""VAL012: a key that neither this version nor any other role of Kafka knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.stray_keys import Kind, stray_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "VAL012",
    "key-unfamiliar",
    severity=Severity.INFO,
    verdict=Verdict.DIFFERS,
    each_setting=True,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.BROKER, Role.CONTROLLER, Role.CONNECT_WORKER],
    summary="A key is not a Kafka configuration: unless a plug-in reads it, it has no effect.",
    why=(
        'Kafka logs such keys ("were supplied but are not used yet") and continues. They often belong to the '
        "application; the rule does not report them where a class is configured that is not Kafka's and may "
        "read them, nor for the usual prefixes of registries, reporters and logins."
    ),
    sources=["kafka-clients, AbstractConfig.logUnused"],
    bad="bootstrap.servers=kafka-1:9092\nacks=all\norders.retention.policy=gold",
    good="bootstrap.servers=kafka-1:9092\nacks=all",
)
def key_unfamiliar(config: EffectiveConfig) -> Iterator[Problem]:
    """A key is not a Kafka configuration: unless a plug-in reads it, it has no effect."""
    for stray in stray_keys(config):
        if stray.kind is Kind.UNKNOWN:
            yield config.problem(
                stray.setting,
                f"{stray.key} is not a Kafka configuration; it has no effect unless a plug-in reads it",
            )
