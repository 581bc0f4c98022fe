"""TopicGroup: one thread's part of a topic, some partitions one after the other, into a state of its own."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.analysis.counting import BatchCounter
from kafka_architect.analysis.group_pass import GroupPass, SourceReading
from kafka_architect.errors import ClusterError, InputError, KeyTypeError, MalformedSourceError
from kafka_architect.keys.batch_codecs import BatchCodecs, MalformedBlockError
from kafka_architect.keys.columns import KeyColumns
from kafka_architect.keys.formats.log_segment import MOST_DECOMPRESSED_BYTES, columns_of
from kafka_architect.keys.log_folders import SegmentPlace
from kafka_architect.keys.open_source import AUTO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.cluster.keys.fetching import Fetched, Fetcher
    from kafka_architect.cluster.keys.plan import Span
    from kafka_architect.keys.source import WantedColumns

# So many offsets make merging a state cost nothing beside; and few enough that all threads have work.
_GROUP_OFFSETS = 1_000_000


class TopicGroup(GroupPass):
    """Counts some partitions; positions are counted in offsets.

    Args:
        spans: What to read.
        empty: Makes a state.
        wanted: How keys are serialised.
        topic: The topic's name.
        fetcher: For this group alone; closed when it is read.
        read_committed: Whether records of aborted transactions are left out.
    """

    def __init__(
        self,
        spans: Sequence[Span],
        empty: Callable[[], list[_core.Distribution]],
        wanted: WantedColumns,
        topic: str,
        fetcher: Fetcher,
        *,
        read_committed: bool,
    ) -> None:
        super().__init__((), empty, SourceReading(AUTO, wanted), ahead=False, alone=False)
        self._spans = spans
        self._wanted = wanted
        self._topic = topic
        self._fetcher = fetcher
        self._read_committed = read_committed
        self._codecs = BatchCodecs(MOST_DECOMPRESSED_BYTES)
        self._passed = 0  # offsets of the spans before, and of this one

    @property
    def position_bytes(self) -> int:
        """How many offsets were passed."""
        return self._passed

    @property
    def received_bytes(self) -> int:
        """What brokers have sent."""
        return self._fetcher.received_bytes

    @property
    def offsets(self) -> int:
        """How many there are."""
        return sum(span.offsets for span in self._spans)

    def complete(self) -> None:
        """An earlier run has counted all of it."""
        self._passed = self.offsets
        self._ended.set()

    def resume(self, state: _core.Distribution | None, steps: int) -> None:
        """Go on from what an earlier run has counted: so many offsets of this group."""
        self._resumed, self._passed = state, steps

    def state_so_far(self) -> tuple[bytes, int]:
        """What was counted, and up to which offset of the group."""
        with self._counting:
            if not self.states:
                return b"" if self._resumed is None else self._resumed.to_bytes(), self._passed
            return self.states[0].to_bytes(), self._passed

    def stop(self) -> None:
        """Ask the thread to stop, also where it waits for a broker."""
        super().stop()
        self._fetcher.stop()

    def run(self) -> None:
        """Count all spans; whatever happens is kept for the thread that merges."""
        try:
            self.states = self._empty() if self._resumed is None else [self._resumed]
            before = 0
            for span in self._spans:
                start = max(0, self._passed - before)
                before += span.offsets
                if self._stopped.is_set():
                    break
                if start < span.offsets:
                    self._read_span(span, span.start + start, before)
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that merges
            self.failure = error
        finally:
            self._fetcher.close()
            self.notes += self._fetcher.notes
            self._ended.set()

    def _read_span(self, span: Span, start: int, end_passed: int) -> None:
        first, reader = start, self._reader(start, span.end)
        counter = BatchCounter(self.states, with_partitions=True, partition=span.partition)
        try:
            with closing(self._fetcher.fetched(span, start)) as batches:
                for fetched in batches:
                    if fetched.first_offset > first:  # what was before is deleted by now
                        self._sum_up(reader, span)
                        first = fetched.first_offset
                        reader = self._reader(first, span.end)
                    # Together, so that a checkpoint knows an offset where another run can go on.
                    with self._counting:
                        self._count_fetched(reader, counter, fetched, span.partition)
                        self._passed = end_passed - (span.end - min(fetched.next_offset, span.end))
            if not self._stopped.is_set():
                self._passed = end_passed
        except (ClusterError, MalformedSourceError, InputError, KeyTypeError) as error:
            name = f"partition {span.partition} of topic {self._topic}"
            self.errors.append(error if self._topic in str(error) else _named(error, name))
            self._passed = end_passed
        finally:
            self._sum_up(reader, span)

    def _reader(self, first_offset: int, end_offset: int) -> _core.SegmentReader:
        return _core.SegmentReader(
            first_offset=first_offset,
            end_offset=end_offset,
            leave_out_aborted=self._read_committed,
            max_decompressed_bytes=MOST_DECOMPRESSED_BYTES,
        )

    def _sum_up(self, reader: _core.SegmentReader, span: Span) -> None:
        place = SegmentPlace(self._topic, span.partition)
        self.segments.count(str(place), place, reader.counts(), reader.position_bytes)

    def _count_fetched(
        self,
        reader: _core.SegmentReader,
        counter: BatchCounter,
        fetched: Fetched,
        partition: int,
    ) -> None:
        for producer_id, first_offset in fetched.aborted:
            reader.abort_from(producer_id, first_offset)
        reader.feed(fetched.batches)
        try:
            while reader.advance(self._codecs.decompress) != "feed":
                self._count_taken(reader, counter, partition)
            reader.finish()
        except MalformedBlockError as error:
            raise MalformedSourceError(f"a batch before offset {fetched.next_offset:,} {error}") from error
        finally:
            self._count_taken(reader, counter, partition)

    def _count_taken(self, reader: _core.SegmentReader, counter: BatchCounter, partition: int) -> None:
        columns = columns_of(reader, self._wanted)
        if columns.records:
            partitions = np.full(columns.records, partition)
            counter.add(KeyColumns(columns.keys, columns.records, partitions, columns.sizes))


def grouped(spans: Sequence[Span]) -> list[list[Span]]:
    """Neighbouring spans, cut by their sizes alone, so that a result depends on no number of threads."""
    groups: list[list[Span]] = []
    left = 0
    for span in spans:
        if left <= 0:
            groups.append([])
            left = _GROUP_OFFSETS
        groups[-1].append(span)
        left -= span.offsets
    return groups


def _named(error: Any, name: str) -> Any:
    return type(error)(f"{name}: {error}")
