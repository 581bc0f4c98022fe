"""UPG011: a key that a coming version will remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.history import replacement
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import minor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "UPG011",
    "key-deprecated",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    summary="A key is deprecated: it still works, but a later version will remove it.",
    why=(
        "Kafka removes deprecated keys in the next major version; from then on they are silently ignored. "
        "Switching to the new key now keeps the upgrade short."
    ),
    sources=[
        "@Deprecated constants of ProducerConfig, ConsumerConfig, TopicConfig, StreamsConfig, "
        "GroupConfig and the broker's config classes"
    ],
    bad="application.id=orders\nbootstrap.servers=kafka-1:9092\ncache.max.bytes.buffering=10485760",
    good="application.id=orders\nbootstrap.servers=kafka-1:9092\nstatestore.cache.max.bytes=10485760",
    dialect="streams.properties",
)
def key_deprecated(config: EffectiveConfig) -> Iterator[Problem]:
    """A key is deprecated: it still works, but a later version will remove it."""
    if config.configuration.parent is not None:
        return
    for key, setting in config.settings.items():
        match = config.catalogue.match(key)
        if match is None or not match.definition.deprecated or setting.span is None:
            continue
        instead = replacement(match.definition.name, config.role)
        hint = f"; {instead}" if instead is not None else ""
        yield config.problem(
            setting, f"{key} is deprecated in Kafka {minor(config.kafka_version)} and will be removed{hint}"
        )
