"""UPG004: a value that an older version took and this one refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import minor
from kafka_architect.validation.rules.values.nearest_value import certain_value
from kafka_architect.validation.rules.values.refused_values import Fault, refused_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.catalogue import KeyDefinition
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


def _bound(definition: KeyDefinition, value: str) -> str | None:
    """The nearest number that is accepted; -1 stood for the default."""
    least, _ = definition.bounds
    text = value.strip()
    if least is None or not text.lstrip("-").isdigit():
        return None
    return definition.default if text == "-1" and definition.default is not None else str(int(least))


@rule(
    "UPG004",
    "value-no-longer-accepted",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    profile="dev",
    summary="A value was accepted by an older version and is refused by this one.",
    why=(
        "Kafka 4.0 raised lower bounds that had let clusters be harmed (log.segment.bytes from 14 bytes "
        "to 1 MiB, KIP-1030; segment.bytes of topics in 4.1), 4.0 no longer takes -1 for the remote "
        "log's thread pools, and 4.2 requires one replica fetcher and refuses lists with "
        "empty items (KIP-1161). A broker with such a value does not start after the upgrade."
    ),
    sources=["KIP-1030", "KIP-1161", "ConfigDefs of Apache Kafka 3.9.2, 4.0.0, 4.1.1, 4.2.0, 4.3.1 compared"],
    bad="bootstrap.servers=kafka-1:9092,",
    good="bootstrap.servers=kafka-1:9092",
)
def value_no_longer_accepted(config: EffectiveConfig) -> Iterator[Problem]:
    """A value was accepted by an older version and is refused by this one."""
    for refused in refused_values(config):
        if refused.accepted_by is None or refused.fault is Fault.UNIT:
            continue
        key, definition = refused.setting.key, refused.match.definition
        if (config.role, key) == (Role.STREAMS, "processing.guarantee"):  # EOS005 tells more
            continue
        meant = _bound(definition, refused.value) or certain_value(definition, refused.value)
        yield config.problem(
            refused.setting,
            f"{key}: {refused.reason}; Kafka {minor(refused.accepted_by)} took it, "
            f"{minor(config.kafka_version)} "
            "refuses to start with it",
            fix=None if meant is None else config.fix_set(key, meant),
        )
