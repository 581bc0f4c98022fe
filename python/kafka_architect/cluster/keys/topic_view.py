"""TopicView: where a topic's partitions are led, asked again when that changes."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.client_settings import Address
from kafka_architect.cluster.faults import (
    UNKNOWN_TOPIC_ID,
    UNKNOWN_TOPIC_OR_PARTITION,
    kafka_module,
    refusal,
)
from kafka_architect.errors import ClusterError, ClusterUnreachableError, UnknownTopicError

if TYPE_CHECKING:
    from kafka_architect.cluster.connection import BrokerConnection, Connector

NO_ID = uuid.UUID(int=0)
_AT_MOST_EVERY_S = 0.5
_LEADER_NOT_AVAILABLE = 5
_TOPIC_IDS = 10


@dataclass(frozen=True, slots=True)
class _Known:
    """One answer."""

    cluster_id: str
    topic_id: uuid.UUID
    leaders: dict[int, int]
    brokers: dict[int, Address] = field(repr=False)


class TopicView:
    """Where the partitions of a topic are led; for several threads.

    Raises:
        UnknownTopicError, AuthorizationError: There is no such topic for this client.
        ClusterError: No broker can be asked.
    """

    def __init__(self, connector: Connector, topic: str) -> None:
        self.topic = topic
        self._connector = connector
        self._lock = threading.Lock()
        self._gone: UnknownTopicError | None = None
        with connector.bootstrap() as connection:
            self._known = self._asked(connection)
        self._asked_at = time.monotonic()

    @property
    def cluster_id(self) -> str:
        """The cluster's own id."""
        return self._known.cluster_id

    @property
    def topic_id(self) -> uuid.UUID:
        """The topic's own id, which a topic of the same name does not share; `NO_ID` before Kafka 2.8."""
        return self._known.topic_id

    @property
    def partitions(self) -> list[int]:
        """All partitions."""
        return sorted(self._known.leaders)

    def leader(self, partition: int) -> Address:
        """The broker that leads a partition.

        Raises:
            ClusterUnreachableError: None does, for now.
            UnknownTopicError: The topic was deleted.
        """
        if self._gone is not None:
            raise self._gone
        address = self._known.brokers.get(self._known.leaders.get(partition, -1))
        if address is None:
            raise ClusterUnreachableError(
                f"partition {partition} of topic {self.topic} has no leader: the brokers with its replicas "
                "are down or not in sync (kafka-topics.sh --describe --unavailable-partitions)"
            )
        return address

    def refresh(self) -> None:
        """Ask again; at most twice a second, whoever asks.

        Raises:
            UnknownTopicError: The topic was deleted, or there is another one of its name.
        """
        with self._lock:
            if self._gone is not None:
                raise self._gone
            if time.monotonic() - self._asked_at < _AT_MOST_EVERY_S:
                return
            try:
                known = self._any_answer()
            except UnknownTopicError:
                known = None
            finally:
                self._asked_at = time.monotonic()
            if known is None or known.topic_id != self._known.topic_id:
                self._gone = UnknownTopicError(
                    f"topic {self.topic} was deleted while it was read"
                    + (" and created anew" if known is not None else "")
                    + ": what was read until then is counted"
                )
                raise self._gone
            self._known = known

    def _any_answer(self) -> _Known:
        """From one of the brokers that were known last, or that were given."""
        failures: list[ClusterError] = []
        for address in dict.fromkeys([*self._known.brokers.values(), *self._connector.settings.bootstrap]):
            try:
                with self._connector.connect(address) as connection:
                    return self._asked(connection)
            except ClusterError as error:  # a broker that has just started may not know the topic yet
                failures.append(error)
        raise next((one for one in failures if isinstance(one, UnknownTopicError)), failures[-1])

    def _asked(self, connection: BrokerConnection) -> _Known:
        messages: Any = kafka_module("kafka.protocol.metadata")
        request = messages.MetadataRequest(
            topics=[messages.MetadataRequest.MetadataRequestTopic(name=self.topic)],
            allow_auto_topic_creation=False,  # asking must not make a topic
        )
        version = connection.version_of(request, most=12)
        answer = connection.ask(request, version=version)
        topic = answer.topics[0]
        if topic.error_code and topic.error_code != _LEADER_NOT_AVAILABLE:
            code = UNKNOWN_TOPIC_OR_PARTITION if topic.error_code == UNKNOWN_TOPIC_ID else topic.error_code
            raise refusal(code, f"topic {self.topic}", self._connector.settings)
        return _Known(
            answer.cluster_id or "",
            topic.topic_id if version >= _TOPIC_IDS else NO_ID,
            {one.partition_index: one.leader_id for one in topic.partitions},
            {broker.node_id: Address(broker.host, broker.port) for broker in answer.brokers},
        )
