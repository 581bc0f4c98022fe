"""CNT005: errors.tolerance=all without a dead letter queue or a log: bad records vanish."""

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
    "CNT005",
    "bad-records-dropped",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SINK, Role.CONNECT_SOURCE],
    summary="errors.tolerance=all drops bad records without keeping or logging them.",
    why=(
        "With errors.tolerance=all a record that cannot be converted or transformed is skipped and its "
        "offset committed. Without errors.deadletterqueue.topic.name (sinks) it is lost; without "
        "errors.log.enable=true the only trace is the metric total-records-skipped. Source connectors have "
        "no dead letter queue: the log is their only record of it."
    ),
    sources=[
        "KIP-298",
        "connect-runtime, SinkConnectorConfig.enableErrantRecordReporter, RetryWithToleranceOperator",
    ],
    bad=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all"
    ),
    good=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all\n"
        "errors.deadletterqueue.topic.name=orders-sink-dlq\n"
        "errors.log.enable=true"
    ),
)
def bad_records_dropped(config: EffectiveConfig) -> Iterator[Problem]:
    """errors.tolerance=all drops bad records, and nothing keeps or reports them."""
    if (config.text("errors.tolerance") or "").lower() != "all" or not config.complete:
        return
    queue = config.get("errors.deadletterqueue.topic.name")
    sink = config.role is Role.CONNECT_SINK
    if (sink and (queue.value or "").strip()) or config.boolean("errors.log.enable") is not False:
        return
    cure = "set errors.deadletterqueue.topic.name, or at least errors.log.enable=true"
    yield config.problem(
        "errors.tolerance",
        "errors.tolerance=all: records that cannot be converted or transformed are silently skipped: there "
        f"is no dead letter queue and no log of them; {cure if sink else 'set errors.log.enable=true'}",
        fix=config.fix_set("errors.log.enable", "true"),
    )
