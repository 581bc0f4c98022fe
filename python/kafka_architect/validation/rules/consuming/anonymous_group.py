"""CON016: a consumer whose framework makes a new group at each start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CON016",
    "anonymous-group",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    summary="The binding has no group: each start creates a new one, which begins at the end of the topic.",
    why=(
        "Spring Cloud Stream gives a binding without `group` a name made of anonymous and a UUID, and "
        "auto.offset.reset=latest. Every instance reads all records, the offsets of the last run are never "
        "used again, and records written while the application was down are never read. That suits a live "
        "display; if every record counts, set a group, which the instances then share."
    ),
    sources=[
        "spring-cloud-stream-binder-kafka, KafkaMessageChannelBinder.createConsumerEndpoint",
        "https://docs.spring.io/spring-cloud-stream/reference/spring-cloud-stream/overview-binder-api.html",
    ],
    bad=(
        "spring.cloud.stream:\n"
        "  bindings:\n"
        "    orders-in-0: {destination: orders}\n"
        "  kafka.binder.brokers: kafka-1:9092,kafka-2:9092"
    ),
    good=(
        "spring.cloud.stream:\n"
        "  bindings:\n"
        "    orders-in-0: {destination: orders, group: billing}\n"
        "  kafka.binder.brokers: kafka-1:9092,kafka-2:9092"
    ),
    dialect="application.yml",
)
def anonymous_group(config: EffectiveConfig) -> Iterator[Problem]:
    """Where no other file can name the group."""
    fact = config.attribute(attributes.ANONYMOUS_GROUP)
    if fact is not None and config.complete:
        yield config.problem(
            "group.id",
            "the binding has no group: each start creates a new one, which skips records written while the "
            "application was down; set group for the binding",
        )
