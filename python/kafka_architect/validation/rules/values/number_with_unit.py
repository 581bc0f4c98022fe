"""VAL005: a number written with a unit or separators, which Java cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.refused_values import Fault, refused_values
from kafka_architect.validation.rules.values.units import is_plain, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "VAL005",
    "number-with-unit",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    profile="dev",
    summary="A number has a unit or separators (64MB, 7d, 1_000): Kafka throws ConfigException.",
    why=(
        "Kafka's own files require plain numbers in the unit that the key's name states. Spring Boot and "
        "Strimzi accept 64KB or 30s in some places and convert them; the client itself does not."
    ),
    sources=["kafka-clients, ConfigDef.parseType (Integer.parseInt, Long.parseLong)"],
    bad="buffer.memory=64MB",
    good="buffer.memory=67108864",
)
def number_with_unit(config: EffectiveConfig) -> Iterator[Problem]:
    """A number has a unit or separators (64MB, 7d, 1_000): Kafka throws ConfigException."""
    for refused in refused_values(config):
        if refused.fault is not Fault.UNIT:
            continue
        definition = refused.match.definition
        meant = [
            number
            for number in map(str, meanings(definition, refused.value))
            if config.catalogue.refusal(refused.setting.key, number) is None
        ]
        hint = f"; {refused.value.strip()} is {' or '.join(meant)}" if meant else ""
        yield config.problem(
            refused.setting,
            f"{refused.setting.key}: {refused.reason}{hint}",
            fix=config.fix_set(refused.setting.key, meant[0], safe=True)
            if meant and is_plain(definition, refused.value)
            else None,
        )
