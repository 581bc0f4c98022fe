"""CNT006: a dead letter queue with fewer than three replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.copies import more_copies
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_KEY = "errors.deadletterqueue.topic.replication.factor"


@rule(
    "CNT006",
    "dead-letters-below-three-replicas",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SINK],
    summary="The dead letter queue is created with fewer than three replicas.",
    why=(
        "The dead letter queue holds the only copy of records whose offsets are already committed. With one "
        "replica the loss of one disk loses them for good; with two, maintenance of one broker leaves one "
        "copy."
    ),
    sources=[
        "connect-runtime, SinkConnectorConfig (errors.deadletterqueue.topic.replication.factor, default 3)",
        "KIP-298",
    ],
    bad=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all\n"
        "errors.deadletterqueue.topic.name=orders-dlq\n"
        "errors.deadletterqueue.topic.replication.factor=1"
    ),
    good=(
        "name=orders-sink\n"
        "connector.class=io.confluent.connect.jdbc.JdbcSinkConnector\n"
        "topics=orders\n"
        "errors.tolerance=all\n"
        "errors.deadletterqueue.topic.name=orders-dlq\n"
        "errors.deadletterqueue.topic.replication.factor=3"
    ),
)
def dead_letters_below_three_replicas(config: EffectiveConfig) -> Iterator[Problem]:
    """The dead letter queue is created with fewer than three replicas."""
    replicas = config.integer(_KEY)
    if (
        not (config.text("errors.deadletterqueue.topic.name") or "")
        or replicas is None
        or not 0 < replicas < 3
    ):
        return
    copies = "there is one copy" if replicas == 1 else "there are two copies"
    cure, fix = more_copies(config, _KEY, replicas)
    yield config.problem(
        _KEY, f"{_KEY}={replicas}: {copies} of records that exist nowhere else; {cure}", fix=fix
    )
