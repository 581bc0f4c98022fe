"""RBL005: rebalances that stop everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.groups.membership import EAGER, assignors, classic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "RBL005",
    "eager-assignor",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=[Client.JAVA, Client.LIBRDKAFKA],
    summary="All assignors are eager: each rebalance revokes all partitions from all members.",
    why=(
        "With Range, RoundRobin or Sticky every member gives up all its partitions before each assignment: "
        "when one pod of fifty restarts, all fifty stop. CooperativeSticky moves only the partitions that "
        "have to move (KIP-429). The migration takes two rolling restarts: first list both, then remove the "
        "eager assignor. On 4.0 brokers group.protocol=consumer makes this unnecessary (KIP-848)."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-429%3A+Kafka+Consumer+Incremental+Rebalance+Protocol",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="group.id=billing\npartition.assignment.strategy=org.apache.kafka.clients.consumer.RangeAssignor",
    good=(
        "group.id=billing\n"
        "partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor"
    ),
)
def eager_assignor(config: EffectiveConfig) -> Iterator[Problem]:
    """As written, and where all names are known; the default list offers both."""
    setting = chosen(config, "partition.assignment.strategy")
    names = assignors(config)
    if setting is not None and classic(config) and names and names <= EAGER:
        yield config.problem(
            setting,
            f"{', '.join(sorted(names))} revokes all partitions from all members at each rebalance; migrate "
            "to cooperative-sticky in two rolling restarts (add it to the list, then remove the others)",
        )
