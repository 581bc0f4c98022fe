"""VAL008: a size in bytes that makes sense in another unit only."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.units import size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_KIB, _MIB, _GIB = 1024, 1024**2, 1024**3
# Below these nobody sets the key on purpose.
_SMALLEST = {
    "batch.size": 512, "buffer.memory": 512 * _KIB, "max.request.size": 4_096, "max.message.bytes": 1_024,
    "message.max.bytes": 1_000, "fetch.max.bytes": 1_024, "max.partition.fetch.bytes": 1_024,
    "replica.fetch.max.bytes": 1_024, "retention.bytes": _MIB, "log.retention.bytes": _MIB,
    "local.retention.bytes": _MIB, "log.local.retention.bytes": _MIB, "socket.request.max.bytes": 64 * _KIB,
}  # fmt: skip


def _meant(value: int, default: str | None) -> int | None:
    """The figure in KiB, MiB or GiB that comes nearest to Kafka's default."""
    usual = int(default) if default and default.isdigit() else _GIB
    return min((value * unit for unit in (_KIB, _MIB, _GIB)), key=lambda meant: abs(math.log(meant / usual)))


@rule(
    "VAL008",
    "size-implausible",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    summary="A size is so small that another unit was probably meant (batch.size=64).",
    why=(
        "Sizes are in bytes. A figure meant as KB or MB results in batches of one record, requests that fit "
        "no record, or a retention that deletes all but the newest segment."
    ),
    sources=["kafka-clients, ProducerConfig, ConsumerConfig, TopicConfig"],
    bad="batch.size=64",
    good="batch.size=65536",
)
def size_implausible(config: EffectiveConfig) -> Iterator[Problem]:
    """A size is so small that another unit was probably meant (batch.size=64)."""
    if config.configuration.parent is not None:
        return
    for key, setting in config.settings.items():
        match = config.catalogue.match(key)
        least = _SMALLEST.get(match.definition.name) if match is not None else None
        if match is None or least is None:
            continue
        value = config.integer(key)
        if value is None or not 0 < value < least:
            continue
        meant = _meant(value, match.definition.default)
        if meant is not None and match.definition.refusal(str(meant)) is None:
            yield config.problem(
                setting,
                f"{key}={value} is {size(value)}; did you mean {size(meant)}, which is {meant}?",
                fix=config.fix_set(key, str(meant)),
            )
