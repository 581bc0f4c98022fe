"""CNT007: a dead letter queue that does not say why its records are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "errors.deadletterqueue.context.headers.enable"


@rule(
    "CNT007",
    "dead-letters-without-context",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SINK],
    summary="Records in the dead letter queue carry no reason for the failure.",
    why=(
        "errors.deadletterqueue.context.headers.enable=false, the default, writes the bare record: topic, "
        "partition, offset, stage and exception are lost, and with them the information to repair and "
        "replay it. All these headers begin with __connect.errors., so they cannot clash with your own."
    ),
    sources=[
        "KIP-298",
        "connect-runtime, SinkConnectorConfig (errors.deadletterqueue.context.headers.enable, default false)",
    ],
    bad=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all\n"
        "errors.deadletterqueue.topic.name=orders-dlq"
    ),
    good=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all\n"
        "errors.deadletterqueue.topic.name=orders-dlq\n"
        "errors.deadletterqueue.context.headers.enable=true"
    ),
)
def dead_letters_without_context(config: EffectiveConfig) -> Iterator[Problem]:
    """Records in the dead letter queue do not say why they are there."""
    if not config.complete or not (config.text("errors.deadletterqueue.topic.name") or ""):
        return
    if config.boolean(_KEY) is False:
        yield config.problem(
            _KEY,
            f"records in the dead letter queue carry neither their origin nor the exception; set {_KEY}=true",
            fix=config.fix_set(_KEY, "true"),
        )
