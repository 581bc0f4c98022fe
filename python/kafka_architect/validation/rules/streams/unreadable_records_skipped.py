"""STR006: records that cannot be deserialized are logged and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_QUEUE_SINCE = (4, 2)
_HANDLERS = ("deserialization.exception.handler", "default.deserialization.exception.handler")


@rule(
    "STR006",
    "unreadable-records-skipped",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS],
    summary="LogAndContinueExceptionHandler skips records that cannot be deserialized, and keeps no copy.",
    why=(
        "A changed schema or a wrong serde then drops every record, with a line in the log and the metric "
        "dropped-records as the only signs. Since 4.2 errors.dead.letter.queue.topic.name keeps them "
        "(KIP-1034); earlier versions need a custom handler that writes them to a topic."
    ),
    sources=["KIP-161", "KIP-1034", "kafka-streams, LogAndContinueExceptionHandler"],
    bad=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "deserialization.exception.handler=org.apache.kafka.streams.errors.LogAndContinueExceptionHandler"
    ),
    good=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "deserialization.exception.handler=org.apache.kafka.streams.errors.LogAndContinueExceptionHandler\n"
        "errors.dead.letter.queue.topic.name=orders-dlq"
    ),
)
def unreadable_records_skipped(config: EffectiveConfig) -> Iterator[Problem]:
    """LogAndContinueExceptionHandler skips records that cannot be deserialized, and keeps no copy."""
    queue = config.explicit("errors.dead.letter.queue.topic.name")
    if queue is not None and config.version >= _QUEUE_SINCE:
        return
    for key in _HANDLERS:
        setting = config.explicit(key)
        if setting is not None and (setting.value or "").strip().endswith("LogAndContinueExceptionHandler"):
            cure = (
                "set errors.dead.letter.queue.topic.name"
                if config.version >= _QUEUE_SINCE
                else "use a handler that writes them to a topic"
            )
            yield config.problem(
                setting,
                f"records that cannot be deserialized are dropped and only logged; {cure}, or let the "
                "application fail",
            )
