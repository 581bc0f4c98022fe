"""Offsets of a topic's partitions, as their leaders tell them (ListOffsets)."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.cluster.faults import TOPIC_AUTHORIZATION_FAILED, kafka_module, refusal
from kafka_architect.errors import (
    AuthenticationError,
    AuthorizationError,
    ClusterError,
    UnknownTopicError,
    UnsupportedByClusterError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.cluster.client_settings import Address
    from kafka_architect.cluster.connection import Connector
    from kafka_architect.cluster.keys.topic_view import TopicView

# Timestamps that stand for places (ListOffsetsRequest.json).
LATEST: Final = -1
EARLIEST: Final = -2
EARLIEST_LOCAL: Final = -4
_LOCAL_SINCE_VERSION = 8
_RETRY_S = 0.2


class LeaderOffsets:
    """Asks leaders for offsets; partitions whose leader cannot be asked in time are left out from then on."""

    def __init__(self, connector: Connector, view: TopicView, *, read_committed: bool = False) -> None:
        self._connector = connector
        self._view = view
        self._isolation = 1 if read_committed else 0
        self.failures: dict[int, ClusterError] = {}

    def at(self, timestamp: int, partitions: Sequence[int] | None = None) -> dict[int, int]:
        """Partition -> the offset for a timestamp, or for one of the numbers that stand for places.

        Raises:
            ClusterError: What concerns all partitions: a refused login, a missing ACL, a deleted topic.
        """
        deadline = time.monotonic() + self._connector.settings.timeout_s
        found: dict[int, int] = {}
        asked = self._view.partitions if partitions is None else partitions
        left = [one for one in asked if one not in self.failures]
        while left:
            failures = self._round(timestamp, left, found)
            left = sorted(failures)
            if left and time.monotonic() >= deadline:
                self.failures |= failures
                break
            if left:
                threading.Event().wait(_RETRY_S)
                self._view.refresh()
        return found

    def local_starts(self, firsts: Mapping[int, int]) -> dict[int, int]:
        """Partition -> where what lies on the brokers' own disks begins."""
        try:
            return self.at(EARLIEST_LOCAL)
        except UnsupportedByClusterError:  # before Kafka 3.4 there was no tiered storage
            return dict(firsts)

    def _round(
        self, timestamp: int, partitions: Sequence[int], found: dict[int, int]
    ) -> dict[int, ClusterError]:
        """Ask each leader once; returns what failed."""
        failures: dict[int, ClusterError] = {}
        by_leader: dict[Address, list[int]] = defaultdict(list)
        for partition in partitions:
            try:
                by_leader[self._view.leader(partition)].append(partition)
            except UnknownTopicError:
                raise
            except ClusterError as error:
                failures[partition] = error
        for address, theirs in by_leader.items():
            try:
                self._ask(address, timestamp, theirs, found, failures)
            except (AuthenticationError, AuthorizationError, UnsupportedByClusterError, UnknownTopicError):
                raise
            except ClusterError as error:
                failures |= dict.fromkeys(theirs, error)
        return failures

    def _ask(
        self,
        address: Address,
        timestamp: int,
        partitions: Sequence[int],
        found: dict[int, int],
        failures: dict[int, ClusterError],
    ) -> None:
        messages: Any = kafka_module("kafka.protocol.consumer.offsets")
        topic_type = messages.ListOffsetsRequest.ListOffsetsTopic
        asked = [
            topic_type.ListOffsetsPartition(
                partition_index=one, current_leader_epoch=-1, timestamp=timestamp, max_num_offsets=1
            )
            for one in partitions
        ]
        request = messages.ListOffsetsRequest(
            replica_id=-1,
            isolation_level=self._isolation,
            topics=[topic_type(name=self._view.topic, partitions=asked)],
            timeout_ms=int(self._connector.settings.timeout_s * 1000),
        )
        with self._connector.connect(address) as connection:
            version = connection.version_of(request)
            if timestamp == EARLIEST_LOCAL and version < _LOCAL_SINCE_VERSION:
                raise UnsupportedByClusterError("the brokers know no tiered storage")
            answer = connection.ask(request, version=version)
        for topic in answer.topics:
            for one in topic.partitions:
                if one.error_code == 0:
                    found[one.partition_index] = one.offset
                    continue
                what = f"partition {one.partition_index} of topic {self._view.topic}"
                error = refusal(one.error_code, what, self._connector.settings)
                if one.error_code == TOPIC_AUTHORIZATION_FAILED:
                    raise error
                failures[one.partition_index] = error
