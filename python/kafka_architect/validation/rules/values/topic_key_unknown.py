"""VAL010: a key that is no topic setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.history import removed_in
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.stray_keys import Kind, stray_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.rules.values.stray_keys import Stray


@rule(
    "VAL010",
    "topic-key-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.TOPIC],
    profile="dev",
    summary="A topic has an unknown key: Kafka rejects creating or altering the topic.",
    why=(
        "Unlike clients and brokers, which log unknown keys and continue, topics reject them: "
        'InvalidConfigurationException: "Unknown topic config name". Broker-wide keys have other names on a '
        "topic (log.retention.ms is retention.ms)."
    ),
    sources=["kafka-storage, LogConfig.validateNames"],
    bad="log.retention.ms=604800000",
    good="retention.ms=604800000",
)
def topic_key_unknown(config: EffectiveConfig) -> Iterator[Problem]:
    """A topic has an unknown key: Kafka rejects creating or altering the topic."""
    for stray in stray_keys(config):
        meant = stray.meant
        told = "not a topic configuration"
        if stray.kind is Kind.REMOVED:
            told = (
                "no longer a topic configuration (removed in "
                f"{removed_in(stray.key, config.role) or 'an early version'})"
            )
        elif stray.kind is Kind.NEWER:
            told = f"a topic configuration only since {stray.version}"
        elif stray.kind is Kind.OTHER_ROLE:
            told = f"a {stray.roles[0]} key, not a topic configuration"
        hint = stray.hint or (f"; did you mean {meant}?" if meant else "")
        yield config.problem(
            stray.setting, f"{stray.key} is {told}: Kafka rejects the topic{hint}", fix=_fix(config, stray)
        )


def _fix(config: EffectiveConfig, stray: Stray) -> Fix | None:
    """The broker's name for a topic's key means the same; of a slip only a clear one is safe to mend."""
    if stray.meant is not None:
        safe = stray.kind is Kind.OTHER_ROLE or config.catalogue.certain(stray.key) == stray.meant
        return config.fix_rename(stray.setting, stray.meant, safe=safe)
    return config.fix_remove(stray.setting) if stray.kind is Kind.REMOVED else None
