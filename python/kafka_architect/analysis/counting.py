"""From batches to the core: the one place that knows how records of each shape are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kafka_architect import _core
from kafka_architect.keys.columns import KeyLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.keys.columns import KeyColumns, LineLayout


class BatchCounter:
    """Counts the batches of one source after the other into states: one state for each key.

    Args:
        states: Where to count.
        with_partitions: Whether to count where the records lie.
        partition: The one that all records of a text lie in, where that is known.
    """

    def __init__(
        self, states: Sequence[_core.Distribution], *, with_partitions: bool, partition: int | None = None
    ) -> None:
        self._states = states
        self._with_partitions = with_partitions
        self._partition = partition if with_partitions else None
        # Takes what an earlier run has counted: lines must be split all the same.
        self._counted_before = _core.ExactCounter(np.array([], dtype=np.uint64))
        self._lines: _core.LineCounter | None = None
        self.fed = False
        self._layout: LineLayout | None = None

    def add(self, batch: KeyColumns | KeyLines, *, counted_before: bool = False) -> None:
        """Count a batch; one that an earlier run has counted leaves the states as they are."""
        if isinstance(batch, KeyLines):
            if self._lines is None or self._layout != batch.layout:
                self.finish(counted_before=counted_before)
                self._layout = batch.layout
                self._lines = _core.LineCounter(
                    null_text=batch.layout.null_text, delimiter=batch.layout.delimiter
                )
            state = self._counted_before if counted_before else self._states[0]
            self._lines.feed(state, batch.block, self._partition)
            self.fed = True
            return
        self.fed = self.fed or counted_before
        if counted_before:
            return
        partitions = batch.partitions if self._with_partitions else None
        # Records without any timestamp have an order all the same: the one in which they come.
        times = None if partitions is None else batch.timestamps_ms
        if times is not None and not (times >= 0).any():
            times = None
        for state, keys in zip(self._states, batch.keys, strict=True):
            state.update(keys, batch.sizes, partitions, batch.counts, times)
            self.fed = True

    def drop_last_line(self) -> None:
        """Forget the beginning of a line whose end could not be read."""
        self._lines = None

    def finish(self, *, counted_before: bool = False) -> int:
        """Count the last line of a text that lacks its line end; returns how many lines had no key."""
        if self._lines is None:
            return 0
        lines, self._lines = self._lines, None
        lines.finish(self._counted_before if counted_before else self._states[0], self._partition)
        return lines.lines_without_key
