"""One pass over any number of sources: in parallel, in order, and the same for any number of workers.

Sources are taken in groups of neighbours, cut by their sizes alone. A group is counted by one thread into
states of its own, and the states are merged in the order of the groups: so neither the number of threads nor
their speed can show in a result. No more than two groups a thread wait to be merged.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.analysis.file_pass import STEP_SECONDS
from kafka_architect.analysis.first_rows import FirstRows
from kafka_architect.analysis.group_pass import GroupPass
from kafka_architect.keys.segment_summary import SegmentSummary
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect import _core
    from kafka_architect.analysis.group_pass import SourceReading
    from kafka_architect.analysis.sources_checkpoint import SourcesCheckpoint
    from kafka_architect.keys.found_format import FoundFormat
    from kafka_architect.keys.source_file import SourceFile

# Few enough bytes that all threads have work, and so many that merging states costs nothing beside.
_GROUP_BYTES = 64 * 1024 * 1024
_MOST_SECONDS = 1.0


@short_repr
@dataclass(slots=True)
class SourcesPass:
    """What a pass over sources has counted.

    Attributes:
        states: One for each key.
        partial: Whether it was interrupted before the end.
        read_as: What the sources were read as, with the number of them.
        notes: What readers have to know besides.
        skipped: What was said of sources that could not be read, or not to their end.
        doubt: What a source looks like that was read as lines of keys and may be something else.
        key_types: The types of the keys' fields, with the number of sources.
        first_rows: The first records, where several keys are compared.
        segments: What was read of log segments.
    """

    states: list[_core.Distribution]
    partial: bool = False
    read_as: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    doubt: FoundFormat | None = None
    doubt_of: str = ""
    key_types: Counter[tuple[str, ...]] = field(default_factory=Counter)
    first_rows: FirstRows = field(default_factory=FirstRows)
    segments: SegmentSummary = field(default_factory=SegmentSummary)


class _Groups:
    """The groups, handed out in order and merged in order.

    Threads that count merge too: Ctrl-C interrupts the main thread wherever it is, and a group that it had
    half merged would count twice.
    """

    def __init__(self, groups: Sequence[GroupPass], workers: int, merge: Callable[[GroupPass], None]) -> None:
        self.changed = threading.Condition()
        # Held while groups are merged: in between, `merged` and what they were merged into belong together.
        self.merging = threading.Lock()
        self.groups = groups
        self.taken = 0
        self.merged = 0
        self.stopped = False
        self.failure: BaseException | None = None
        self._merge = merge
        self._ahead = 2 * workers

    @property
    def ended(self) -> bool:
        """Whether all are merged, or one has failed."""
        return self.merged == len(self.groups) or self.failure is not None

    def take(self) -> GroupPass | None:
        with self.changed:
            self.changed.wait_for(
                lambda: (
                    self.stopped or self.taken == len(self.groups) or self.taken - self.merged < self._ahead
                )
            )
            if self.stopped or self.taken == len(self.groups):
                return None
            self.taken += 1
            return self.groups[self.taken - 1]

    def work(self) -> None:
        while (group := self.take()) is not None:
            group.run()
            self._merge_complete()
            with self.changed:
                self.changed.notify_all()

    def stop(self) -> None:
        with self.changed:
            self.stopped = True
            for group in self.groups[self.merged : self.taken]:
                group.stop()
            self.changed.notify_all()

    def _merge_complete(self) -> None:
        with self.merging:
            while not self.stopped and not self.ended and self.groups[self.merged].done:
                try:
                    self._merge(self.groups[self.merged])
                except BaseException as error:  # noqa: BLE001 - raised again by the main thread
                    self.failure = error
                else:
                    self.merged += 1


def read_sources(
    sources: Sequence[SourceFile],
    empty: Callable[[], list[_core.Distribution]],
    reading: SourceReading,
    *,
    workers: int,
    strict: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
    checkpoint: SourcesCheckpoint | None = None,
    alone: bool = True,
) -> SourcesPass:
    """Count the records of all sources.

    Ctrl-C ends the pass early; what was counted until then is returned, marked partial.

    Args:
        sources: What to read, in order.
        empty: Makes a state for each key.
        reading: How to read a source.
        workers: Threads.
        strict: Whether the first source that cannot be read ends the pass, with its error.
        on_progress: Called about four times a second with (bytes read, bytes in all) of the sources as they
            lie.
        checkpoint: Where the states are kept, for one key; the pass goes on from what is there.
        alone: Whether one source that cannot be read from its beginning ends the pass with its error.

    Raises:
        SourceError, MalformedSourceError, InputError: With `strict`, and where there is but one source that
            cannot be read from its beginning.
    """
    parts = _grouped(sources)
    # A single group leaves a thread free to decompress ahead.
    ahead = workers > 1 and len(parts) == 1
    alone = alone and len(sources) == 1
    return read_groups(
        [GroupPass(part, empty, reading, ahead=ahead, alone=alone) for part in parts],
        empty(),
        workers=workers,
        total=sum(source.size_bytes for source in sources),
        strict=strict,
        on_progress=on_progress,
        checkpoint=checkpoint,
        alone=alone,
    )


def read_groups(
    parts: Sequence[GroupPass],
    states: list[_core.Distribution],
    *,
    workers: int,
    total: int,
    strict: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
    checkpoint: SourcesCheckpoint | None = None,
    alone: bool = False,
) -> SourcesPass:
    """Count groups of sources by several threads and merge them in order.

    Args:
        parts: The groups.
        states: What they are merged into: one for each key, and empty.
        workers: Threads.
        total: The sum of what the groups' positions come to.
        strict: As for `read_sources`, like what follows.
        on_progress: Called with (position, total).
        checkpoint: Where the states are kept.
        alone: Whether there is but one source.
    """
    done = SourcesPass(states)
    groups = _Groups(
        parts,
        workers,
        lambda group: _merge(done, group, strict=strict, alone=alone),
    )
    if checkpoint is not None:
        _resume(checkpoint, done, groups)
    threads = [threading.Thread(target=groups.work, daemon=True) for _ in range(min(workers, len(parts)))]
    try:
        for thread in threads:
            thread.start()
        ended = False
        while not ended:
            with groups.changed:
                # Said once more at the end, so that the whole is said.
                ended = groups.changed.wait_for(lambda: groups.ended, STEP_SECONDS)
            if on_progress is not None:
                on_progress(sum(one.position_bytes for one in groups.groups), max(total, 1))
            if checkpoint is not None and checkpoint.is_due():
                with groups.merging:
                    _save(checkpoint, done, groups)
        if groups.failure is not None:
            raise groups.failure
    except KeyboardInterrupt:
        groups.stop()
        with groups.merging:
            if groups.merged < len(parts):
                groups.groups[groups.merged].wait()
            if checkpoint is not None:
                _save(checkpoint, done, groups)
            for group in groups.groups[groups.merged : groups.taken]:
                group.wait()
                _merge(done, group, strict=False, alone=False)
        done.partial = True
    finally:
        groups.stop()
        _wait_for(threads)
    if checkpoint is not None:
        checkpoint.end(complete=not done.partial)
    return done


def _wait_for(threads: Sequence[threading.Thread]) -> None:
    """Wait for threads that were told to stop, but not for a source that gives nothing.

    A library's code must not be under way when the interpreter ends: that aborts the process.
    """
    deadline = time.monotonic() + _MOST_SECONDS
    for thread in threads:
        if thread.ident is not None:
            thread.join(max(0.0, deadline - time.monotonic()))


def _resume(checkpoint: SourcesCheckpoint, done: SourcesPass, groups: _Groups) -> None:
    """Go on where an earlier run was interrupted, or write the checkpoint that this one begins with."""
    resumed = checkpoint.load(done.states[0].settings())
    if resumed is None or resumed.group > len(groups.groups):
        checkpoint.begin(done)
        return
    resumed.restore(done)
    for group in groups.groups[: resumed.group]:
        group.complete()
    groups.merged = groups.taken = resumed.group
    if resumed.group < len(groups.groups):
        groups.groups[resumed.group].resume(resumed.state, resumed.steps)


def _save(checkpoint: SourcesCheckpoint, done: SourcesPass, groups: _Groups) -> None:
    """Keep what is merged and what the next group has counted; nothing where all of it is merged."""
    if groups.merged < len(groups.groups):
        checkpoint.save(done, groups.merged, *groups.groups[groups.merged].state_so_far())


def _merge(done: SourcesPass, group: GroupPass, *, strict: bool, alone: bool) -> None:
    if group.failure is not None:
        raise group.failure
    if group.errors and (strict or (alone and not group.records)):
        raise group.errors[0]
    for state, more in zip(done.states, group.states, strict=True):
        state.merge(more)
    done.read_as.update(group.read_as)
    done.notes += [note for note in group.notes if note not in done.notes]
    done.skipped += [str(error) for error in group.errors]
    done.key_types.update(group.key_types)
    done.first_rows.merge(group.first_rows)
    done.segments.add(group.segments)
    if done.doubt is None and group.doubt is not None:
        done.doubt, done.doubt_of = group.doubt, group.doubt_of
    group.forget()


def _grouped(sources: Sequence[SourceFile]) -> list[list[SourceFile]]:
    groups: list[list[SourceFile]] = []
    left = 0
    for source in sources:
        if left <= 0:
            groups.append([])
            left = _GROUP_BYTES
        groups[-1].append(source)
        left -= source.size_bytes
    return groups
