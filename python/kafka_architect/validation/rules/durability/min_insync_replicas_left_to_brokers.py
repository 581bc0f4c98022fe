"""DUR025: a topic with three replicas that does not say how many of them must have a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEY = "min.insync.replicas"
_REPLICAS = 3


@system_rule(
    "DUR025",
    "min-insync-replicas-left-to-brokers",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.TOPIC],
    summary="A topic with three replicas does not set min.insync.replicas: the brokers' default is 1.",
    why=(
        "A topic without min.insync.replicas has the brokers' value, which is 1 unless it was changed: "
        "acks=all may then be satisfied by the leader alone. Saying 2 in the topic makes its durability "
        "independent of the cluster that it is created in. Topics are not reported where the files of this "
        "run say that the brokers have 2 or more."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas",
        "https://docs.confluent.io/platform/current/kafka/post-deployment.html",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: shop.orders.created\n"
        "spec:\n  partitions: 6\n  replicas: 3\n"
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: shop.orders.created\n"
        "spec:\n  partitions: 6\n  replicas: 3\n  config:\n    min.insync.replicas: 2\n"
    ),
    dialect="topic.yaml",
)
@each_cluster
def min_insync_replicas_left_to_brokers(system: System) -> Iterator[Problem]:
    """Look at topics that declare their replicas, unless the brokers of the run say 2 or more."""
    if any(broker.explicit(_KEY) is not None for broker in system.servers):
        return
    for topic in system.topics:
        told = topic.attribute(attributes.REPLICATION_FACTOR)
        replicas = topic.attribute_integer(attributes.REPLICATION_FACTOR) or 0
        if told is None or told.origin is Origin.FRAMEWORK:
            continue  # a service that decides it, such as Confluent Cloud, has a default of its own for both
        if topic.explicit(_KEY) is not None or not topic.complete or topic.configuration.inherited:
            continue
        if replicas >= _REPLICAS:
            yield topic.problem(
                _KEY,
                f"{_KEY} is not set for {replicas} replicas: the brokers' value holds, 1 by default, so "
                "that acks=all may be satisfied by one replica; set 2",
                fix=topic.fix_set(_KEY, "2"),
            )
