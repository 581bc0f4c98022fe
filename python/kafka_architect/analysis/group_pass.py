"""GroupPass: one thread's part of a pass, some sources one after the other."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.analysis.ahead import read_ahead
from kafka_architect.analysis.counting import BatchCounter
from kafka_architect.analysis.first_rows import FirstRows
from kafka_architect.errors import InputError, KeyTypeError, MalformedSourceError, SourceError
from kafka_architect.keys.columns import KeyColumns
from kafka_architect.keys.formats import log_segment
from kafka_architect.keys.open_source import AUTO, open_source
from kafka_architect.keys.segment_summary import SegmentSummary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kafka_architect.errors import KafkaArchitectError
    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.columns import KeyLines
    from kafka_architect.keys.found_format import FoundFormat
    from kafka_architect.keys.open_source import OpenSource
    from kafka_architect.keys.source import WantedColumns
    from kafka_architect.keys.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class SourceReading:
    """How sources are read.

    Attributes:
        input_format: "auto", or the format that all of them have.
        wanted: Which columns to read.
        topic_partitions: The topic's partition count; 0 when nobody said.
    """

    input_format: str
    wanted: WantedColumns
    topic_partitions: int = 0


class GroupPass:
    """Counts some sources into states of its own.

    Attributes:
        states: One for each key, and at any time what was counted until then.
        errors: Of sources that could not be read, or not to their end.
        failure: What is nobody's input: it ends the pass.
    """

    def __init__(
        self,
        sources: Sequence[SourceFile],
        empty: Callable[[], list[_core.Distribution]],
        reading: SourceReading,
        *,
        ahead: bool,
        alone: bool,
    ) -> None:
        self._sources = sources
        self._empty = empty
        self._reading = reading
        self._ahead = ahead
        self._alone = alone
        self._stopped = threading.Event()
        self._ended = threading.Event()
        self._before_bytes = 0
        self._resumed: _core.Distribution | None = None
        self._steps_before = 0
        self._steps = 0
        # Held while a batch is counted: between two, state and steps belong together.
        self._counting = threading.Lock()
        self._bytes: ByteSource | None = None
        self.states: list[_core.Distribution] = []
        self.read_as: Counter[str] = Counter()
        self.notes: list[str] = []
        self.errors: list[KafkaArchitectError] = []
        self.failure: BaseException | None = None
        self.doubt: FoundFormat | None = None
        self.doubt_of = ""
        self.key_types: Counter[tuple[str, ...]] = Counter()
        self.first_rows = FirstRows()
        self.segments = SegmentSummary()

    @property
    def done(self) -> bool:
        """Whether all of it was read, or a failure ended it."""
        return self._ended.is_set()

    @property
    def records(self) -> int:
        """How many records were counted."""
        return sum(_records(state) for state in self.states[:1])

    @property
    def position_bytes(self) -> int:
        """How much of the sources was read, as they lie there."""
        current = self._bytes
        return self._before_bytes + (current.position_bytes if current is not None else 0)

    def resume(self, state: _core.Distribution | None, steps: int) -> None:
        """Go on from what an earlier run has counted of this group, in so many steps."""
        self._resumed, self._steps_before = state, steps

    def complete(self) -> None:
        """An earlier run has counted all of it."""
        self._before_bytes = sum(source.size_bytes for source in self._sources)
        self._ended.set()

    def state_so_far(self) -> tuple[bytes, int]:
        """What was counted, and in how many steps; nothing before the group has begun."""
        with self._counting:
            if not self.states or self._steps < self._steps_before:
                resumed = b"" if self._resumed is None else self._resumed.to_bytes()
                return resumed, self._steps_before
            return self.states[0].to_bytes(), self._steps

    def stop(self) -> None:
        """Ask the thread to stop behind the batch that it counts."""
        self._stopped.set()

    def wait(self, most_seconds: float = 2.0) -> None:
        """Wait until it has stopped; a source that gives nothing is not waited for."""
        self._ended.wait(most_seconds)

    def forget(self) -> None:
        """Give the memory of the states back."""
        self.states = []

    def run(self) -> None:
        """Count all sources; whatever happens is kept for the thread that merges."""
        try:
            self.states = self._empty() if self._resumed is None else [self._resumed]
            for source in self._sources:
                if self._stopped.is_set():
                    break
                self._read(source)
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that merges
            self.failure = error
        finally:
            self._ended.set()

    def _read(self, source: SourceFile) -> None:
        try:
            opened = open_source(
                source.opened or source.path,
                self._format_of(source),
                self._reading.wanted,
                # Among many files nobody would see which one the doubt is about.
                certain=not self._alone,
            )
        except (SourceError, MalformedSourceError, InputError) as error:
            self.errors.append(error)
            self._before_bytes += source.size_bytes
            return
        self._bytes = opened.bytes
        # Where several keys are compared, nobody asks where the records of each lie.
        asked = self._reading.topic_partitions > 0 or len(self.states) == 1
        interrupted = False
        counter = BatchCounter(self.states, with_partitions=asked, partition=source.partition)
        try:
            for batch in self._batches(opened):
                self._count(counter, batch, source.partition)
                if self._stopped.is_set():
                    interrupted = True
                    break
        except (SourceError, MalformedSourceError, InputError, KeyTypeError) as error:
            self.errors.append(_named(error, opened.bytes.name))
            counter.drop_last_line()
        finally:
            self._finish(source, opened, counter, interrupted=interrupted)

    def _format_of(self, source: SourceFile) -> str:
        told = self._reading.input_format
        return log_segment.FORMAT.name if told == AUTO and source.place is not None else told

    def _batches(self, opened: OpenSource) -> Iterator[KeyColumns | KeyLines]:
        return read_ahead(opened.reading.batches) if self._ahead else opened.reading.batches

    def _count(self, counter: BatchCounter, batch: KeyColumns | KeyLines, partition: int | None) -> None:
        if isinstance(batch, KeyColumns):
            if len(self.states) > 1:
                self.first_rows.add(batch)
            partitions = batch.partitions
            if partitions is None and partition is not None:
                partitions = np.full(batch.records, partition)
                batch = replace(batch, partitions=partitions)
            if partitions is not None:
                _check_range(partitions)
        with self._counting:
            counter.add(batch, counted_before=self._steps < self._steps_before)
            self._steps += 1

    def _last_line(self, counter: BatchCounter, opened: OpenSource) -> int:
        try:
            with self._counting:
                without_key = counter.finish(counted_before=self._steps < self._steps_before)
                self._steps += 1
                return without_key
        except MalformedSourceError as error:
            self.errors.append(_named(error, opened.bytes.name))
            return 0

    def _finish(
        self, source: SourceFile, opened: OpenSource, counter: BatchCounter, *, interrupted: bool
    ) -> None:
        # The end of a line that was interrupted is still to come, and a later run counts it.
        without_key = 0 if interrupted else self._last_line(counter, opened)
        if opened.bytes.was_rewritten:
            self.errors.append(
                MalformedSourceError(
                    f"{opened.bytes.name}: was rewritten while it was read, so the counts may mix both "
                    "contents: analyze a copy that is not written to"
                )
            )
        opened.bytes.close()
        self._before_bytes += source.size_bytes
        self._bytes = None
        if opened.reading.segments is None:
            self.read_as[opened.read_as] += 1
        else:
            self.segments.add(opened.reading.segments)
        self.notes += opened.reading.notes
        if opened.reading.key_types and counter.fed:
            self.key_types[opened.reading.key_types] += 1
        if without_key:
            self.notes.append(
                f"{opened.bytes.name}: {without_key:,} lines have no key before a delimiter: they continue "
                "the value of the previous record, and are not counted"
            )
        if opened.doubt is not None and self.doubt is None:
            self.doubt, self.doubt_of = opened.doubt, opened.bytes.name


def _records(state: _core.Distribution | _core.ExactCounter) -> int:
    return state.records if isinstance(state, _core.ExactCounter) else state.snapshot(0)["records"]


def _named(error: KafkaArchitectError, name: str) -> KafkaArchitectError:
    """The error with the source's name, where whoever raised it did not know it."""
    if name in str(error):
        return error
    kind = type(error) if isinstance(error, (InputError, KeyTypeError)) else MalformedSourceError
    return kind(f"{name}: {error}")


def _check_range(partitions: Any) -> None:
    if len(partitions) == 0:
        return
    highest = int(partitions.max())
    if int(partitions.min()) < 0 or highest >= _core.MAX_COUNTED_PARTITIONS:
        raise MalformedSourceError(
            f"a record's partition is {min(int(partitions.min()), 0) or highest}: expected 0 to "
            f"{_core.MAX_COUNTED_PARTITIONS - 1:,}"
        )
