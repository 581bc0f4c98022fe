"""CNT002: a sink connector that says nothing about records it cannot handle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_DECISIONS = ("errors.tolerance", "errors.deadletterqueue.topic.name")


@rule(
    "CNT002",
    "sink-without-error-decision",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SINK],
    summary="A sink connector does not define what happens to records that it cannot convert.",
    why=(
        "By default (errors.tolerance=none) the first record that a converter or a transformation cannot "
        "handle stops the task, and it stops again after each restart until the group's offsets are moved "
        "by hand. That may be right, but should be explicit: set errors.tolerance=none, or "
        "errors.tolerance=all with errors.deadletterqueue.topic.name and an alert on that topic."
    ),
    sources=["KIP-298", "connect-runtime, ConnectorConfig (errors.tolerance, default none)"],
    bad="name=orders-sink\nconnector.class=io.confluent.connect.jdbc.JdbcSinkConnector\ntopics=orders",
    good=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all\n"
        "errors.deadletterqueue.topic.name=orders-sink-dlq\n"
        "errors.deadletterqueue.context.headers.enable=true"
    ),
)
def sink_without_error_decision(config: EffectiveConfig) -> Iterator[Problem]:
    """A sink connector says nothing about records that it cannot read or convert."""
    if not config.complete or config.explicit("connector.class") is None:
        return
    if any(config.explicit(key) is not None for key in _DECISIONS):
        return
    yield config.problem(
        "errors.tolerance",
        "errors.tolerance is not set: the first record that cannot be converted stops the task until "
        "offsets are moved by hand; set none if that is intended, otherwise all with "
        "errors.deadletterqueue.topic.name",
    )
