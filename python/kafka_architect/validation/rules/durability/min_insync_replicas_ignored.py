"""DUR022: min.insync.replicas, and a producer that it does not bind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import name_of, waits_for_all
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEY = "min.insync.replicas"


@system_rule(
    "DUR022",
    "min-insync-replicas-ignored",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.BROKER, Role.TOPIC],
    summary="min.insync.replicas is set, but a producer without acks=all bypasses it.",
    why=(
        "The broker checks min.insync.replicas only for requests with acks=all. Records sent with acks=1 or "
        "0 are written and acknowledged with a single copy, although the topic appears to require two."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas",
        "core/src/main/scala/kafka/cluster/Partition.scala (appendRecordsToLeader)",
    ],
    bad=(
        "--- producer.properties\nacks=1\nenable.idempotence=false\n"
        "--- server.properties\nnode.id=1\nmin.insync.replicas=2\n"
    ),
    good="--- producer.properties\nacks=all\n--- server.properties\nnode.id=1\nmin.insync.replicas=2\n",
    dialect="producer.properties",
)
def min_insync_replicas_ignored(system: System) -> Iterator[Problem]:
    """Producers that do not wait, beside a topic or broker that says two or more."""
    strict = [
        config
        for config in (*system.brokers, *system.topics)
        if config.explicit(_KEY) is not None and (config.integer(_KEY) or 0) > 1
    ]
    if not strict:
        return
    where = f"{strict[0].configuration.name} has {_KEY}={strict[0].integer(_KEY)}"
    for producer in system.producers:
        if waits_for_all(producer) is False:
            key = name_of(producer, "acks")
            yield producer.problem(
                key,
                f"{key}={producer.text(key)}, but {where}: that applies to acks=all only, so these records "
                "are acknowledged with a single copy; use acks=all",
                fix=producer.fix_set(key, "all"),
            )
