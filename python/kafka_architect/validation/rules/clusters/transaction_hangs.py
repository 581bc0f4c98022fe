"""CLU017: a transaction has been open for longer than any may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_ABORTED_AFTER_MS = 60_000  # coordinators look every 10 s for what is over its time
_MOST_MS = 900_000  # transaction.max.timeout.ms by default, and what kafka-transactions.sh find-hanging takes


@system_rule(
    "CLU017",
    "transaction-hangs",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="A transaction has been open for longer than any may be.",
    why=(
        "Consumers with isolation.level=read_committed stop at the first record of an open transaction, and "
        "so do compaction and remote storage. The coordinator aborts a transaction after its timeout; one "
        "that a partition still holds open but no coordinator knows (KIP-664) stays open until it is "
        "aborted with kafka-transactions.sh abort."
    ),
    sources=[
        "KIP-664",
        "KIP-890",
        "https://kafka.apache.org/documentation/#brokerconfigs_transaction.max.timeout.ms",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "taken_ms": 3600000,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1]}]}\n'
        " ],\n"
        ' "producers": [\n'
        '  {"topic": "shop.orders", "partition": 0, "producer_id": 9, "producer_epoch": 0, '
        '"start_offset": 500, "last_timestamp_ms": 0}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "taken_ms": 3600000,\n'
        ' "topics": [\n'
        '  {"name": "shop.orders", "partitions": [{"partition": 0, "leader": 1, "replicas": '
        '[1], "isr": [1]}]}\n'
        " ],\n"
        ' "transactions": [\n'
        '  {"id": "billing-1", "state": "Ongoing", "producer_id": 7, "coordinator": 1, '
        '"timeout_ms": 60000, "started_ms": 3590000, "partitions": {"shop.orders": [0]}}\n'
        " ],\n"
        ' "producers": [\n'
        '  {"topic": "shop.orders", "partition": 0, "producer_id": 7, "producer_epoch": 0, '
        '"start_offset": 500, "last_timestamp_ms": 0}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def transaction_hangs(system: System) -> Iterator[Problem]:
    """Compare open transactions with their time-outs, and partitions with coordinators."""
    for state in states(system):
        snapshot = state.snapshot
        for one in snapshot.transactions:
            if one.started_ms is None or one.timeout_ms is None:
                continue
            late_ms = snapshot.taken_ms - one.started_ms - one.timeout_ms
            if late_ms > _ABORTED_AFTER_MS:
                topics = ", ".join(sorted(one.partitions)[:3]) or "no partition yet"
                yield state.of_cluster(
                    f"transaction {one.id} ({one.state}, producer {one.producer_id}) is open for "
                    f"{late_ms / 60_000:,.0f} minutes more than its timeout of "
                    f"{one.timeout_ms / 1000:,.0f} s, in "
                    f"{topics}: read_committed consumers wait; look at its coordinator, broker "
                    f"{one.coordinator}"
                )
        if snapshot.lacks("transactions"):
            continue
        known = {one.producer_id for one in snapshot.transactions}
        for producer in snapshot.producers:
            age_ms = snapshot.taken_ms - producer.last_timestamp_ms
            if producer.producer_id not in known and age_ms > _MOST_MS:
                yield state.of_topic(
                    producer.topic,
                    f"partition {producer.partition} has a transaction of producer "
                    f"{producer.producer_id} open since "
                    f"offset {producer.start_offset:,} that no coordinator knows, last written to "
                    f"{age_ms / 60_000:,.0f} minutes ago: read_committed consumers stop there; "
                    "kafka-transactions.sh "
                    f"abort --topic {producer.topic} --partition {producer.partition} --start-offset "
                    f"{producer.start_offset} ends it",
                )
