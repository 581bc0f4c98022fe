"""CON011: members that get nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "CON011",
    "more-consumers-than-partitions",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER, Role.TOPIC],
    summary="A group has more consumers than all topics in this run have partitions: some are idle.",
    why=(
        "A partition is read by one member of a group. Members beyond the number of partitions hold "
        "threads, memory and connections, make each rebalance longer, and read nothing. If the work needs "
        "more readers than partitions, use a share group (4.2)."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#theconsumer",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-932%3A+Queues+for+Kafka",
    ],
    bad=(
        "--- application.yml\nspring:\n  kafka:\n    consumer:\n      group-id: billing\n"
        "    listener:\n      concurrency: 12\n"
        "--- topic.yaml\napiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: "
        "orders.order.created\n  labels:\n    strimzi.io/cluster: shop\nspec:\n  partitions: 6\n  replicas: "
        "3\n"
    ),
    good=(
        "--- application.yml\nspring:\n  kafka:\n    consumer:\n      group-id: billing\n"
        "    listener:\n      concurrency: 6\n"
        "--- topic.yaml\napiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: "
        "orders.order.created\n  labels:\n    strimzi.io/cluster: shop\nspec:\n  partitions: 6\n  replicas: "
        "3\n"
    ),
    dialect="application.yml",
)
def more_consumers_than_partitions(system: System) -> Iterator[Problem]:
    """Against all partitions of all topics: which of them a group reads is not known."""
    partitions = [topic.attribute_integer(attributes.PARTITIONS) for topic in system.topics]
    if not partitions or any(number is None for number in partitions):
        return
    total = sum(number or 0 for number in partitions)
    for consumer in system.consumers:
        members = consumer.attribute_integer(attributes.CONCURRENCY)
        if members is not None and members > total > 0:
            yield consumer.problem(
                consumer.attribute(attributes.CONCURRENCY),
                f"{count(members, 'consumer')} for {count(total, 'partition')} in all topics of this run: "
                f"at least {members - total} of them are idle; use {total} or fewer, or more partitions",
            )
