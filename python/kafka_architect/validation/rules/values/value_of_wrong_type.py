"""VAL001: a value that Kafka cannot read as the type of its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import KeyType
from kafka_architect.validation.catalogue.nearest import like_words
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.certainly import set_certainly
from kafka_architect.validation.rules.values.refused_values import Fault, refused_values
from kafka_architect.validation.rules.values.undressing import undressed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.catalogue import KeyDefinition
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


# What YAML 1.1 and other configurations write for the same.
_TRUTHS = ("true", "false")
_BOOLEANS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def _meant(definition: KeyDefinition, value: str) -> str | None:
    """The value without quotes or comment, or the boolean that another language writes so."""
    bare = undressed(value)
    meant = bare if definition.type is not KeyType.BOOLEAN else _BOOLEANS.get(bare.lower(), bare)
    return meant if meant != value and definition.refusal(meant) is None else None


def _hint(definition: KeyDefinition, value: str) -> str:
    """Of a boolean with a slip the one that is like it: too short a word to be certain."""
    if definition.type is not KeyType.BOOLEAN:
        return ""
    alike = like_words(undressed(value), _TRUTHS)
    return f"; did you mean {' or '.join(alike)}?" if alike else ""


@rule(
    "VAL001",
    "value-of-wrong-type",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    profile="dev",
    summary="A value does not have its key's type: Kafka throws ConfigException.",
    why=(
        "Kafka parses each value according to the type of its key in the ConfigDef: a boolean is true or "
        "false (case-insensitive), never yes or 1; a number contains no blanks, units or separators. The "
        "process fails to start."
    ),
    sources=["kafka-clients, ConfigDef.parseType"],
    bad="enable.idempotence=yes",
    good="enable.idempotence=true",
)
def value_of_wrong_type(config: EffectiveConfig) -> Iterator[Problem]:
    """A value does not have its key's type: Kafka throws ConfigException."""
    for refused in refused_values(config):
        if refused.fault is Fault.TYPE and refused.accepted_by is None:
            meant = _meant(refused.match.definition, refused.value)
            hint = _hint(refused.match.definition, refused.value) if meant is None else ""
            yield config.problem(
                refused.setting,
                f"{refused.setting.key}: {refused.reason}{hint}",
                fix=set_certainly(config, refused.setting, meant),
            )
