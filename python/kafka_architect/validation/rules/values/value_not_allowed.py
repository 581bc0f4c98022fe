"""VAL003: a value that is none of those that Kafka knows for the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.certainly import set_certainly
from kafka_architect.validation.rules.values.nearest_value import certain_value, offered_values
from kafka_architect.validation.rules.values.refused_values import Fault, refused_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "VAL003",
    "value-not-allowed",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    profile="dev",
    summary="A value is not one that its key accepts: Kafka throws ConfigException.",
    why=(
        "Names such as lz4, read_committed or earliest must match exactly; most of them are case-sensitive. "
        "Lists are checked item by item, and since 4.2 must not contain an empty one (KIP-1161)."
    ),
    sources=[
        "kafka-clients, ConfigDef.ValidString, ConfigDef.CaseInsensitiveValidString, ConfigDef.ValidList",
        "KIP-1161",
    ],
    bad="compression.type=LZ4",
    good="compression.type=lz4",
)
def value_not_allowed(config: EffectiveConfig) -> Iterator[Problem]:
    """A value is not one that its key accepts: Kafka throws ConfigException."""
    for refused in refused_values(config):
        if refused.fault is not Fault.CHOICE or refused.accepted_by is not None:
            continue
        definition = refused.match.definition
        meant = certain_value(definition, refused.value)
        offered = offered_values(definition, refused.value) if meant is None else (meant,)
        hint = f"; did you mean {' or '.join(offered)}?" if offered else ""
        yield config.problem(
            refused.setting,
            f"{refused.setting.key}: {refused.reason}{hint}",
            fix=set_certainly(config, refused.setting, meant),
        )
