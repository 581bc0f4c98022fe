"""Transactions that are not complete, and producers with an open transaction in a partition.

A transaction hangs where a partition has an open one that no coordinator knows (KIP-664), or where it is
open for longer than its own time-out: then read_committed consumers wait at its first record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.snapshot.asking import batches, check, error_name
from kafka_architect.snapshot.model import OpenProducer, Transaction

if TYPE_CHECKING:
    from kafka_architect.cluster.snapshot.asking import Asking
    from kafka_architect.cluster.snapshot.topics import TopicPartition

_COMPLETE = frozenset({"Empty", "CompleteCommit", "CompleteAbort", "Dead"})


def transactions(asking: Asking, broker_ids: list[int]) -> list[Transaction]:
    """What coordinators have not completed."""
    from kafka.protocol.admin import ListTransactionsRequest

    found: list[Transaction] = []
    for broker in broker_ids:
        with asking.attempt("transactions", f"broker {broker}"):
            response = asking.send(ListTransactionsRequest(state_filters=[], producer_id_filters=[]), broker)
            check(response.error_code)
            ids = [
                one.transactional_id
                for one in response.transaction_states
                if one.transaction_state not in _COMPLETE
            ]
            for batch in batches(sorted(ids)):
                found += _described(asking, broker, batch)
    return sorted(found, key=lambda one: one.id)


def _described(asking: Asking, broker: int, ids: Any) -> list[Transaction]:
    from kafka.protocol.admin import DescribeTransactionsRequest

    response = asking.send(DescribeTransactionsRequest(transactional_ids=list(ids)), broker)
    found = []
    for one in response.transaction_states:
        if one.error_code:
            asking.lack("transactions", f"{one.transactional_id}: {error_name(one.error_code)}")
            continue
        found.append(
            Transaction(
                id=one.transactional_id,
                state=one.transaction_state,
                producer_id=one.producer_id,
                coordinator=broker,
                timeout_ms=one.transaction_timeout_ms,
                started_ms=one.transaction_start_time_ms if one.transaction_start_time_ms >= 0 else None,
                partitions={topic.topic: sorted(topic.partitions) for topic in one.topics},
            )
        )
    return found


def open_producers(asking: Asking, led: dict[TopicPartition, int]) -> list[OpenProducer]:
    """Producers with an open transaction, by partition; leaders are asked for all of their partitions."""
    from kafka.protocol.admin import DescribeProducersRequest

    kind = DescribeProducersRequest.TopicRequest
    by_leader: dict[int, list[TopicPartition]] = {}
    for key, leader in led.items():
        by_leader.setdefault(leader, []).append(key)
    found: list[OpenProducer] = []
    for leader, keys in sorted(by_leader.items()):
        with asking.attempt("producers", f"broker {leader}"):
            for batch in batches(keys):
                topics: dict[str, list[int]] = {}
                for topic, partition in batch:
                    topics.setdefault(topic, []).append(partition)
                request = DescribeProducersRequest(
                    topics=[kind(name=name, partition_indexes=numbers) for name, numbers in topics.items()]
                )
                found += _open(asking.send(request, leader))
    return sorted(found, key=lambda one: (one.topic, one.partition, one.producer_id))


def _open(response: Any) -> list[OpenProducer]:
    return [
        OpenProducer(
            topic=topic.name,
            partition=partition.partition_index,
            producer_id=one.producer_id,
            producer_epoch=one.producer_epoch,
            start_offset=one.current_txn_start_offset,
            last_timestamp_ms=one.last_timestamp,
        )
        for topic in response.topics
        for partition in topic.partitions
        if not partition.error_code
        for one in partition.active_producers
        if one.current_txn_start_offset >= 0
    ]
