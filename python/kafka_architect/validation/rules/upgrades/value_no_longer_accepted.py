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
    summary="This version rejects a value that an older version accepted.",
    why=(
        "Kafka 4.0 raised lower bounds that had allowed harmful values (log.segment.bytes from 14 bytes to 1 "
        "MiB, KIP-1030; segment.bytes of topics in 4.1), 4.0 no longer accepts -1 for the remote log's "
        "thread pools, and 4.2 requires at least one replica fetcher and rejects lists with empty items "
        "(KIP-1161). A broker with such a value fails to start after the upgrade."
    ),
    sources=["KIP-1030", "KIP-1161", "ConfigDefs of Apache Kafka 3.9.2, 4.0.0, 4.1.1, 4.2.0, 4.3.1 compared"],
    bad="bootstrap.servers=kafka-1:9092,",
    good="bootstrap.servers=kafka-1:9092",
)
def value_no_longer_accepted(config: EffectiveConfig) -> Iterator[Problem]:
    """This version rejects a value that an older version accepted."""
    for refused in refused_values(config):
        if refused.accepted_by is None or refused.fault is Fault.UNIT:
            continue
        key, definition = refused.setting.key, refused.match.definition
        if (config.role, key) == (Role.STREAMS, "processing.guarantee"):  # EOS005 tells more
            continue
        meant = _bound(definition, refused.value) or certain_value(definition, refused.value)
        yield config.problem(
            refused.setting,
            f"{key}: {refused.reason}; Kafka {minor(refused.accepted_by)} accepted it, "
            f"{minor(config.kafka_version)} fails to start (ConfigException)",
            fix=None if meant is None else config.fix_set(key, meant),
        )
