"""VAL007: a time that makes sense in another unit only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.units import counts_milliseconds, duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000
# Below these nobody sets the key on purpose.
_SHORTEST = {
    "session.timeout.ms": 1_000, "heartbeat.interval.ms": 50, "max.poll.interval.ms": 1_000,
    "request.timeout.ms": 500, "delivery.timeout.ms": 1_000, "default.api.timeout.ms": 500,
    "connections.max.idle.ms": 1_000, "transaction.timeout.ms": 1_000, "transaction.max.timeout.ms": 1_000,
    "group.min.session.timeout.ms": 500, "group.max.session.timeout.ms": 1_000,
    "replica.socket.timeout.ms": 500, "zookeeper.session.timeout.ms": 500, "socket.timeout.ms": 500,
    "message.timeout.ms": 500, "task.shutdown.graceful.timeout.ms": 500,
}  # fmt: skip
_RETENTIONS = frozenset({"retention.ms", "local.retention.ms", "log.retention.ms", "log.local.retention.ms"})
_HOURS = (24, 48, 72, 96, 120, 144, 168, 336, 720, 2160, 8760)
_LONGEST = {"linger.ms": (_MINUTE, 1_000), "log.retention.hours": (876_000, _HOUR)}
_JUDGED = _SHORTEST.keys() | _RETENTIONS | _LONGEST.keys()


def _meant(name: str, value: int) -> int | None:
    """The figure that was probably meant, None where the value may be."""
    if name in _RETENTIONS:
        return _retention(value)
    if value < _SHORTEST.get(name, 0):
        return value * _SECOND
    most, factor = _LONGEST.get(name, (None, 1))
    if most is not None and value >= most and value % factor == 0:
        return value // factor
    return None


def _retention(value: int) -> int | None:
    if value in _HOURS:
        return value * _HOUR
    if value % 86_400 == 0 and value // 86_400 in (*range(1, 8), 10, 14, 21, 28, 30, 31, 60, 90, 180, 365):
        return value * _SECOND
    if value >= _MINUTE or value % 1_000 == 0:  # retention.ms=1000 empties a topic on purpose
        return None
    if value <= 366:
        return value * _DAY
    return value * (_SECOND if value % 3_600 == 0 else _MINUTE)


@rule(
    "VAL007",
    "duration-implausible",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    each_setting=True,
    roles=[Role.PRODUCER, *sorted(EVERY_ROLE - {Role.PRODUCER})],
    clients=frozenset({Client.JAVA, Client.LIBRDKAFKA}),
    summary="A time is so short or so long that another unit was probably meant (retention.ms=7).",
    why=(
        "Most of Kafka's times are in milliseconds, as their names say. Figures in days, hours or seconds "
        "get copied from elsewhere: retention.ms=604800 looks like seven days but is ten minutes, after "
        "which records are deleted."
    ),
    sources=["kafka-clients, TopicConfig, CommonClientConfigs", "kafka-server, ServerLogConfigs"],
    bad="request.timeout.ms=30",
    good="request.timeout.ms=30000",
)
def duration_implausible(config: EffectiveConfig) -> Iterator[Problem]:
    """A time is so short or so long that another unit was probably meant (retention.ms=7)."""
    if config.configuration.parent is not None:
        return
    for key, setting in config.settings.items():
        match = config.catalogue.match(key)
        if match is None or match.definition.name not in _JUDGED:
            continue
        value = config.integer(key)
        if value is None or value <= 0:
            continue
        unit = counts_milliseconds(match.definition)
        meant = None if unit is None else _meant(match.definition.name, value)
        if unit is None or meant is None or match.definition.refusal(str(meant)) is not None:
            continue
        yield config.problem(
            setting,
            f"{key}={value} is {duration(value * unit)}; did you mean {duration(meant * unit)}, which is "
            f"{meant}?",
            fix=config.fix_set(key, str(meant)),
        )
