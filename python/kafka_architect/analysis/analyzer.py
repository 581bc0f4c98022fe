"""PartitioningStrategyAnalyzer: counts keys as they come, and reports how they spread."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.analysis.analyze import DEFAULT_PARTITIONS, IN_MEMORY, empty_state
from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.file_pass import read_file
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.settings import check_brokers, check_top, checked_counts, checked_workers
from kafka_architect.analysis.source_options import SourceOptions
from kafka_architect.analysis.source_pass import read_sources
from kafka_architect.errors import KeyTypeError, MalformedSourceError
from kafka_architect.keys.recognise import doubt_about, is_plain_text
from kafka_architect.keys.source_file import source_files
from kafka_architect.short_repr import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.hashing import Keys, Numbers


class PartitioningStrategyAnalyzer:
    """Streaming statistics of keys: exact counts per partition, distinct keys, hot keys, evenness in time.

    Memory is bounded (some megabytes) whatever the number of keys. An analyzer may be used by several
    threads at once: updates take turns, each is counted as a whole, and the GIL is free meanwhile. For
    speed give each thread or process an analyzer of its own and `merge` them; they pickle.

    Args:
        partitions: Partition counts to report, each 1 to 1,000,000.
        partitioner: A partitioner or a client that uses it; see `kafka_architect.partitioners()`.
        what_if: More partition counts to count exactly.
        topic_partitions: The topic's own partition count, when `update` is given where records are; it is
            counted and reported too. Without it the report infers it.

    Raises:
        InputError: A count is out of range, the counts take more than 512 MiB for each thread that reads
            (said before anything is allocated), or the partitioner is unknown.

    Examples:
        >>> monday, tuesday = (ka.PartitioningStrategyAnalyzer([12]) for _ in range(2))
        >>> monday.update([b"a", b"b"] * 500)
        >>> tuesday.update([b"b", b"c"] * 500)
        >>> monday.merge(tuesday)
        >>> report = monday.report()
        >>> report.records, report.distinct_keys.estimate
        (2000, 3.0)
    """

    def __init__(
        self,
        partitions: Sequence[int] = DEFAULT_PARTITIONS,
        *,
        partitioner: str = "murmur2",
        what_if: Sequence[int] = (),
        topic_partitions: int | None = None,
    ) -> None:
        topic = 0 if topic_partitions is None else checked_counts([topic_partitions], "topic_partitions")[0]
        self._state = empty_state(partitioner, partitions, what_if, topic)

    def __repr__(self) -> str:
        """The settings."""
        settings = self._state.settings()
        return (
            f"PartitioningStrategyAnalyzer(partitions={shortened(settings['partition_counts'])}, "
            f"partitioner={settings['partitioner']!r})"
        )

    def update(
        self,
        keys: Keys,
        sizes: Numbers | None = None,
        partitions: Numbers | None = None,
        counts: Numbers | None = None,
        timestamps_ms: Numbers | None = None,
    ) -> None:
        """Count one record for each key, or `counts` records.

        Args:
            keys: A list, tuple, one-dimensional numpy array or Arrow column of n keys, as for
                `kafka_architect.murmur2`. What is masked in a masked array is a null key.
            sizes: Bytes of each record, shape (n,): hot keys and partitions by bytes are reported too.
                With `counts`, the bytes of all records of the row, as `sum(size)` gives them.
            partitions: Where each record is, shape (n,), 0 to topic_partitions - 1, or to 999,999 where that
                was not told: this load is judged, and `report().observed` says who placed the keys.
            counts: How many records each row stands for, shape (n,), as `SELECT key, count(*)` gives them;
                0 counts nothing. All counters are exact. Such rows have no order of arrival: they do not
                take part in the search for bursts.
            timestamps_ms: When each record was written, milliseconds since 1970, -1 where it is not known,
                shape (n,). With `partitions` they tell when another partitioner or partition count took over;
                without them the order of the records does, and of the updates.

        All columns may be lists, numpy arrays, or Arrow columns (anything with `__arrow_c_array__` or
        `__arrow_c_stream__`), which are read where they are.

        Raises:
            KeyTypeError: `keys` holds something that is no key, or a column is not of whole numbers.
            InputError: A column has another length than `keys`, or a value out of range, or an Arrow array
                contradicts itself.
            SourceError: An Arrow stream fails.

        Nothing is counted then.
        """
        self._state.update(keys, sizes, partitions, counts, timestamps_ms)

    def update_from_file(
        self,
        path: str | os.PathLike[str],
        *,
        workers: int | None = None,
        input_format: str = "auto",
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Count the keys of a file of any format that `kafka_architect.analyze` reads.

        All of them or, after an error or Ctrl-C, none.

        Raises:
            MalformedSourceError: The file is not understood, or not to its end; with `input_format="text"`
                each line is a key, whatever it looks like.
        """
        if not is_plain_text(path, input_format):
            self._update_from_records(path, workers, input_format, on_progress)
            return
        if (doubt := doubt_about(path, input_format)) is not None:
            raise MalformedSourceError(doubt.message(os.fsdecode(path)))
        # Read on its own and added at the end: other threads may count meanwhile.
        done = read_file(_like(self._state), path, workers=workers, on_progress=on_progress)
        if done.partial:
            raise KeyboardInterrupt
        self._state.merge(done.state)

    def _update_from_records(
        self,
        path: str | os.PathLike[str],
        workers: int | None,
        input_format: str,
        on_progress: Callable[[int, int], None] | None,
    ) -> None:
        done = read_sources(
            source_files([path]),
            lambda: [_like(self._state)],
            SourceOptions(input_format=input_format).reading(),
            workers=checked_workers(workers),
            strict=True,
            on_progress=on_progress,
        )
        if done.partial:
            raise KeyboardInterrupt
        self._state.merge(done.states[0])

    def merge(self, other: PartitioningStrategyAnalyzer) -> None:
        """Add what another analyzer has counted.

        Raises:
            StateError: The settings differ, or there would be more than 2^62 records; this analyzer stays
                as it was.
        """
        self._state.merge(other._state)

    def to_bytes(self) -> bytes:
        """The state as bytes: versioned, checksummed, the same on every machine."""
        return self._state.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> PartitioningStrategyAnalyzer:
        """The analyzer that `to_bytes` wrote.

        Raises:
            StateError: The bytes are damaged, truncated, of an unknown version, or contradict themselves.
        """
        if not isinstance(data, bytes):
            raise KeyTypeError(f"expected the bytes that to_bytes returned, found {type(data).__name__}")
        analyzer = cls.__new__(cls)
        analyzer._state = _core.Distribution.from_bytes(data)
        return analyzer

    def __reduce__(self) -> tuple[Callable[[bytes], PartitioningStrategyAnalyzer], tuple[bytes]]:
        return (PartitioningStrategyAnalyzer.from_bytes, (self.to_bytes(),))

    def report(
        self, source: str = IN_MEMORY, *, top: int = 20, brokers: int | None = None, mitigate: bool = False
    ) -> DistributionReport:
        """How the keys counted so far spread, with `top` hot keys.

        Args:
            source: What the report calls the source of the keys.
            top: How many hot keys to list, 0 to 256.
            brokers: Recommended partition counts are multiples of this.
            mitigate: Whether the report simulates mitigations where a verdict is not healthy.

        Raises:
            InputError: `top` or `brokers` is out of range.
        """
        check_top(top)
        check_brokers(brokers)
        measurements = measure(self._state, source=source)
        return DistributionReport(measurements, top=top, brokers=brokers, mitigate=mitigate)


def _like(state: _core.Distribution) -> _core.Distribution:
    """An empty state of the same settings."""
    settings = state.settings()
    return _core.Distribution(
        settings["partitioner"],
        settings["partition_counts"],
        settings["what_if_counts"],
        settings["topic_partitions"],
    )
