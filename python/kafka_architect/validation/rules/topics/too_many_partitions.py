"""TOP002: the topic has more than 100 partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_MOST = 100
_MB_PER_S = 10  # of one partition, as the field plans with


@rule(
    "TOP002",
    "too-many-partitions",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="The topic has more than 100 partitions.",
    why=(
        "Every replica of a partition costs its broker an open file and two memory-mapped indexes per "
        "segment, a share of each replication fetch, and work when a leader changes. A partition carries "
        "about 10 MB/s, so 100 partitions correspond to 1 GB/s: more than that is seldom needed, and a "
        "broker's replica budget (1,000 on a small one, 4,000 on a large one) is soon exhausted. Producers "
        "batch per partition, so the same records over more partitions also produce smaller batches."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html#partitions-per-broker",
        "https://www.confluent.io/blog/how-choose-number-topics-partitions-kafka-cluster/",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 500\n"
        "  replicas: 3"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaTopic\n"
        "metadata:\n"
        "  name: orders.order.created\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  partitions: 24\n"
        "  replicas: 3"
    ),
    dialect="topic.yaml",
)
def too_many_partitions(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the number of partitions, with that of the replicas where it is known."""
    partitions = config.attribute_integer(attributes.PARTITIONS)
    if partitions is None or partitions <= _MOST:
        return
    replication = config.attribute_integer(attributes.REPLICATION_FACTOR)
    replicas = (
        f"with replication factor {replication} that is {count(partitions * replication, 'replica')}, "
        if replication and replication > 1
        else ""
    )
    yield config.problem(
        config.attribute(attributes.PARTITIONS),
        f"{count(partitions, 'partition')}: {replicas}each with open files, fetches and elections of its "
        f"own; at {_MB_PER_S} MB/s per partition they correspond to {partitions * _MB_PER_S:,} MB/s of "
        f"writes. Plan with two to three times the consumers you run, and at most {_MOST}",
    )
