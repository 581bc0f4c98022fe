"""DUR006: as many in-sync replicas wanted as there are replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.clusters import each_cluster
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.durability.replicas import replicas_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "DUR006",
    "no-replica-to-spare",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.TOPIC],
    summary="min.insync.replicas equals the replication factor: losing any broker blocks writes.",
    why=(
        "acks=all needs min.insync.replicas replicas in sync. If that is all of them, the restart of one "
        "broker, an upgrade or a slow disk makes producers fail with NOT_ENOUGH_REPLICAS. Kafka accepts the "
        "setting. Maintenance of one broker requires one replica more than min.insync.replicas: 3 and 2."
    ),
    sources=[
        "https://issues.apache.org/jira/browse/KAFKA-19726",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
    ],
    bad="--- server.properties\nnode.id=1\ndefault.replication.factor=2\nmin.insync.replicas=2\n",
    good="--- server.properties\nnode.id=1\ndefault.replication.factor=3\nmin.insync.replicas=2\n",
    dialect="server.properties",
)
@each_cluster
def no_replica_to_spare(system: System) -> Iterator[Problem]:
    """The broker's defaults against each other, and each topic's own values, completed by the brokers'."""
    for config, least, factor in replicas_of(system):
        if least == factor > 1:
            yield config.problem(
                "min.insync.replicas",
                f"min.insync.replicas={least} with {factor} replicas: while any broker with a replica is "
                f"down, writes with acks=all fail; use {factor + 1} replicas"
                + (f", or min.insync.replicas={least - 1}" if least > 2 else ""),
            )
