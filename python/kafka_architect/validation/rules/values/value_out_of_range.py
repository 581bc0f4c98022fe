"""VAL002: a number beyond what its key accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.refused_values import Fault, refused_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "VAL002",
    "value-out-of-range",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    profile="dev",
    summary="A number is smaller or larger than its key accepts: Kafka throws ConfigException.",
    why=(
        "Most numbers have bounds in Kafka's ConfigDefs, and all have those of their type: an int ends at "
        "2,147,483,647, which is 24.8 days in milliseconds or 2 GiB. The process fails to start, or the "
        "topic is not created."
    ),
    sources=["kafka-clients, ConfigDef.Range, ConfigDef.parseType"],
    bad="retries=-1",
    good="retries=2147483647",
)
def value_out_of_range(config: EffectiveConfig) -> Iterator[Problem]:
    """A number is smaller or larger than its key accepts: Kafka throws ConfigException."""
    for refused in refused_values(config):
        if refused.fault is Fault.RANGE and refused.accepted_by is None:
            yield config.problem(refused.setting, f"{refused.setting.key}: {refused.reason}")
