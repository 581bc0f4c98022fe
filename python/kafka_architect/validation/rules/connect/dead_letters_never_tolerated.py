"""CNT008: a dead letter queue while the first bad record still stops the task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CNT008",
    "dead-letters-never-tolerated",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_SINK],
    profile="dev",
    summary=(
        "A dead letter queue is named, but the task still fails at the first bad record "
        "(errors.tolerance=none)."
    ),
    why=(
        "The queue takes effect only with errors.tolerance=all. With none, the default, the task fails at "
        "the first bad record, whether a dead letter queue is configured or not."
    ),
    sources=["connect-runtime, RetryWithToleranceOperator.withinToleranceLimits", "KIP-298"],
    bad=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.deadletterqueue.topic.name=orders-dlq"
    ),
    good=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all\n"
        "errors.deadletterqueue.topic.name=orders-dlq"
    ),
)
def dead_letters_never_tolerated(config: EffectiveConfig) -> Iterator[Problem]:
    """A dead letter queue while the first bad record still stops the task."""
    queue = config.explicit("errors.deadletterqueue.topic.name")
    if not config.complete or queue is None or not (queue.value or "").strip():
        return
    if (config.text("errors.tolerance") or "").lower() == "none":
        yield config.problem(
            queue,
            "a dead letter queue is named, but errors.tolerance is none: the task still fails at the first "
            "bad record; set errors.tolerance=all",
            fix=config.fix_set("errors.tolerance", "all"),
        )
