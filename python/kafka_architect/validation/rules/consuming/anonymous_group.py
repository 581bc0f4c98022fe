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
    summary="The binding names no group: each start makes a new one, which begins at the end of the topic.",
    why=(
        "Spring Cloud Stream gives a binding without `group` the name anonymous and a UUID, and "
        "auto.offset.reset=latest. Every instance reads everything, nobody finds the offsets of the last "
        "run, and what was written while the application was down is never read. That suits a display of "
        "the moment; what every record counts for needs a group, which the instances then share."
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
            "no group is named: each start makes a new one, which skips what was written while nobody ran; "
            "write group below the binding",
        )
