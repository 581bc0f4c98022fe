"""Fetcher: a partition's record batches as bytes, in order, over whatever happens to its leader.

The next request is sent before what came is counted, so that the broker works meanwhile; no more than one
answer waits in the socket.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect import _core
from kafka_architect.cluster.faults import (
    INCONSISTENT_TOPIC_ID,
    OFFSET_OUT_OF_RANGE,
    TOPIC_AUTHORIZATION_FAILED,
    UNKNOWN_TOPIC_ID,
    kafka_module,
    refusal,
)
from kafka_architect.cluster.keys.fetch_answer import NEWEST_VERSION, OLDEST_VERSION, parsed_answer
from kafka_architect.cluster.keys.offsets import EARLIEST, LeaderOffsets
from kafka_architect.cluster.keys.topic_view import NO_ID
from kafka_architect.errors import (
    CertificateError,
    ClusterError,
    ClusterTimeoutError,
    ClusterUnreachableError,
    MalformedSourceError,
    UnsupportedByClusterError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from kafka_architect.cluster.client_settings import Address
    from kafka_architect.cluster.connection import BrokerConnection, Connector
    from kafka_architect.cluster.keys.fetch_answer import FetchAnswer
    from kafka_architect.cluster.keys.plan import Span
    from kafka_architect.cluster.keys.rate_limit import RateLimit
    from kafka_architect.cluster.keys.topic_view import TopicView

# A broker sends no more than 55 MiB in an answer; so much keeps it and the core at work beside each other.
FETCH_BYTES = 8 * 1024 * 1024
_LEAST_FETCH_BYTES = 64 * 1024
_MOST_WAIT_MS = 500
# Codes that pass: an election, a restart, a moved replica. Others are told at once.
_PASSING = frozenset({3, 5, 6, 7, 8, 9, 13, 14, 56, 74, 75, 76, 78, 103, 104, -1})
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.1, 1.0
# Of answers without batches, after which the log is taken to have none there: compaction leaves such gaps.
_EMPTY_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """Batches that came.

    Attributes:
        batches: Their bytes, valid until the next are asked for.
        first_offset: Records before it are not wanted: a batch may begin before the offset that was asked
        for. next_offset: Where the next ones begin.
        aborted: (producer id, first offset) of aborted transactions among them.
    """

    batches: memoryview
    first_offset: int
    next_offset: int
    aborted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that is under way."""

    connection: BrokerConnection
    version: int
    correlation: int
    offset: int


class Fetcher:
    """Fetches for one thread; `stop` may come from any.

    Attributes:
        received_bytes: What brokers have sent.
        notes: What readers have to know: records that were gone before they could be read.
    """

    def __init__(
        self, connector: Connector, view: TopicView, rate: RateLimit, *, read_committed: bool = False
    ) -> None:
        self._connector = connector
        self._view = view
        self._rate = rate
        self._isolation = 1 if read_committed else 0
        self._connections: dict[Address, BrokerConnection] = {}
        self._frame = bytearray()
        self._stopped = threading.Event()
        self._closed_bytes = 0
        self.notes: list[str] = []
        limit = rate.bytes_per_s
        self._fetch_bytes = (
            FETCH_BYTES if limit is None else max(_LEAST_FETCH_BYTES, min(FETCH_BYTES, int(limit / 4)))
        )

    @property
    def received_bytes(self) -> int:
        """What brokers have sent until now."""
        return self._closed_bytes + sum(one.received_bytes for one in list(self._connections.values()))

    def stop(self) -> None:
        """End what is under way at once."""
        self._stopped.set()
        for connection in list(self._connections.values()):
            connection.shut_down()

    def close(self) -> None:
        """End all connections."""
        for address in list(self._connections):
            self._drop(address)

    def fetched(self, span: Span, start: int) -> Generator[Fetched]:
        """The batches with the offsets from `start` to the end of a span.

        Records at other offsets may be in the first and in the last batch. After `stop` it ends early.

        Raises:
            ClusterError: The partition cannot be read any more, and trying again for `timeout_s` did not
            help. MalformedSourceError: What came is no answer of a broker.
        """
        first = offset = start
        asked: _Asked | None = None
        retry = _Retry(self._connector.settings.timeout_s)
        empty = 0
        try:
            while offset < span.end and not self._stopped.is_set():
                answer = self._got(span, offset, asked, retry)
                asked = None
                if answer is None:
                    continue
                if answer.error == OFFSET_OUT_OF_RANGE:
                    first = offset = self._start_again(span, offset)
                    continue
                view = memoryview(self._frame)[answer.begin : answer.end]
                if not view:
                    view.release()
                    empty += 1
                    if self._is_behind(span, answer, retry) or empty < _EMPTY_ANSWERS:
                        continue
                    return
                empty = 0
                retry.progress()
                whole, next_offset = _core.whole_batches(view)
                if not whole or next_offset <= offset:
                    with view:  # the reader of batches says what is wrong with them
                        yield Fetched(view, first, offset, answer.aborted)
                    raise MalformedSourceError(
                        f"partition {span.partition} of topic {self._view.topic}: the broker sent no whole "
                        f"batch at offset {offset:,}"
                    )
                offset = next_offset
                asked = self._asked_ahead(span, offset)
                with view[:whole] as batches, view:
                    yield Fetched(batches, first, offset, answer.aborted)
        finally:
            if asked is not None:  # its answer would be taken for that of the next request
                self._drop(asked.connection.address)

    def _got(self, span: Span, offset: int, asked: _Asked | None, retry: _Retry) -> FetchAnswer | None:
        """The answer to a request that may be under way; None where it is to be sent again."""
        try:
            answer, came = self._answer(asked or self._asked(span.partition, offset))
            self._rate.took(came, self._stopped)
            self._pause(answer.throttle_ms / 1000)
            if answer.error and answer.error != OFFSET_OUT_OF_RANGE:
                raise self._refused(span, answer.error)
        except CertificateError:
            raise
        except (ClusterUnreachableError, ClusterTimeoutError, _PassingError) as error:
            if not self._stopped.is_set():
                self._try_again(span, retry, error)
            return None
        return answer

    def _is_behind(self, span: Span, answer: FetchAnswer, retry: _Retry) -> bool:
        """Whether a leader does not have the end yet that another one had; waits where it is so."""
        ended = answer.last_stable if self._isolation else answer.high_watermark
        if ended >= span.end:
            return False
        self._try_again(span, retry, _truncated(span, self._view.topic, f"ends at offset {ended:,}"))
        return True

    def _asked_ahead(self, span: Span, offset: int) -> _Asked | None:
        """The next request, sent early; where that fails, it is sent again when its answer is wanted."""
        if offset >= span.end or self._stopped.is_set():
            return None
        try:
            return self._asked(span.partition, offset)
        except ClusterError:
            return None

    def _asked(self, partition: int, offset: int) -> _Asked:
        connection = self._connection(self._view.leader(partition))
        messages: Any = kafka_module("kafka.protocol.consumer.fetch")
        topic_type = messages.FetchRequest.FetchTopic
        partitions = [
            topic_type.FetchPartition(
                partition=partition,
                current_leader_epoch=-1,
                fetch_offset=offset,
                last_fetched_epoch=-1,
                log_start_offset=-1,
                partition_max_bytes=self._fetch_bytes,
            )
        ]
        request = messages.FetchRequest(
            replica_id=-1,
            max_wait_ms=_MOST_WAIT_MS,
            min_bytes=1,
            max_bytes=self._fetch_bytes,
            isolation_level=self._isolation,
            session_id=0,
            session_epoch=-1,
            topics=[topic_type(topic=self._view.topic, topic_id=self._view.topic_id, partitions=partitions)],
            forgotten_topics_data=[],
            rack_id="",
        )
        # Topic ids came with version 13, and a topic without one is asked for by its name.
        version = connection.version_of(request, most=NEWEST_VERSION if self._view.topic_id != NO_ID else 12)
        if version < OLDEST_VERSION:
            raise UnsupportedByClusterError(
                f"{connection.address}: brokers before Kafka 0.11 are not supported"
            )
        return _Asked(connection, version, connection.send(request, version), offset)

    def _answer(self, asked: _Asked) -> tuple[FetchAnswer, int]:
        wait_s = self._connector.settings.timeout_s + _MOST_WAIT_MS / 1000
        size = asked.connection.answer_into(self._frame, asked.correlation, wait_s)
        try:
            return parsed_answer(self._frame, size, asked.version), size
        except MalformedSourceError as error:
            raise MalformedSourceError(
                f"{asked.connection.address}: sent an answer that is no Fetch response: {error}"
            ) from error

    def _start_again(self, span: Span, offset: int) -> int:
        """Where to go on when the log has no such offset any more."""
        ask = LeaderOffsets(self._connector, self._view)
        start = ask.at(EARLIEST, [span.partition]).get(span.partition)
        if start is None:
            raise ask.failures[span.partition]
        if start > offset:
            lost = min(start, span.end) - offset
            self.notes.append(
                f"partition {span.partition}: {lost:,} offsets from {offset:,} on were deleted (retention, "
                "DeleteRecords) before they were read"
            )
            return start
        raise _truncated(span, self._view.topic, f"no longer has offset {offset:,}")

    def _refused(self, span: Span, code: int) -> ClusterError:
        what = f"partition {span.partition} of topic {self._view.topic}"
        if code in {UNKNOWN_TOPIC_ID, INCONSISTENT_TOPIC_ID}:
            return _PassingError(f"{what}: the broker does not know this topic")
        if code in _PASSING:
            return _PassingError(str(refusal(code, what, self._connector.settings)))
        if code == TOPIC_AUTHORIZATION_FAILED:
            return refusal(code, f"topic {self._view.topic}", self._connector.settings)
        return refusal(code, what, self._connector.settings)

    def _try_again(self, span: Span, retry: _Retry, error: ClusterError) -> None:
        """Wait, and ask where the partition is led now; where time is up, raise what went wrong."""
        pause_s = retry.next_pause_s()
        if pause_s is None:
            kind = ClusterTimeoutError if isinstance(error, ClusterTimeoutError) else ClusterUnreachableError
            if isinstance(error, _TruncatedError):
                raise error
            raise kind(
                f"partition {span.partition} of topic {self._view.topic}: gave up after {retry.limit_s:g} "
                f"s: {error}"
            ) from error
        self._pause(pause_s)
        for address, connection in list(self._connections.items()):
            if connection.is_closed:
                self._drop(address)
        try:
            self._view.refresh()
        except (ClusterUnreachableError, ClusterTimeoutError):
            return  # nobody answers now; the next try may find somebody

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._stopped.wait(seconds)

    def _connection(self, address: Address) -> BrokerConnection:
        known = self._connections.get(address)
        if known is not None and (known.is_old or known.is_closed):
            self._drop(address)
            known = None
        if known is None:
            known = self._connections[address] = self._connector.connect(address)
            if self._stopped.is_set():  # `stop` has not seen it
                known.shut_down()
        return known

    def _drop(self, address: Address) -> None:
        connection = self._connections.pop(address)
        self._closed_bytes += connection.received_bytes
        connection.close()


class _PassingError(ClusterError):
    """A code that another try may not meet again."""


class _TruncatedError(ClusterError):
    """The log ends before the end that it had when reading began."""


def _truncated(span: Span, topic: str, what: str) -> _TruncatedError:
    return _TruncatedError(
        f"partition {span.partition} of topic {topic}: {what}, and ended at {span.end:,} when reading "
        "began: its log was truncated, as an unclean leader election does "
        "(unclean.leader.election.enable)"
    )


class _Retry:
    """When to try again: after pauses that grow, until too long nothing came."""

    def __init__(self, limit_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit_s = limit_s
        self._clock = clock
        self._pause_s = _FIRST_PAUSE_S
        self._since: float | None = None

    def progress(self) -> None:
        """Something came."""
        self._since = None
        self._pause_s = _FIRST_PAUSE_S

    def next_pause_s(self) -> float | None:
        """How long to wait before the next try; None where there is to be none."""
        now = self._clock()
        self._since = now if self._since is None else self._since
        if now - self._since >= self.limit_s:
            return None
        pause_s, self._pause_s = self._pause_s, min(2 * self._pause_s, _LONGEST_PAUSE_S)
        return pause_s
