"""Keys of Spark tables and streams: counted on the executors, merged in a tree (extra `spark`).

    import kafka_architect.spark

    report = kafka_architect.spark.analyze(spark.table("orders"), key="customer_id", partitions=[12, 24])

An executor needs kafka-architect and pyarrow, like any library that a Python function of Spark imports. It
makes one state of some megabytes of each partition of the data; nothing but states is shuffled. Every figure
that does not depend on the order of arrival is that of one machine over the same rows.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.analysis.analyze import DEFAULT_PARTITIONS
from kafka_architect.analysis.analyzer import PartitioningStrategyAnalyzer
from kafka_architect.errors import InputError, StateError
from kafka_architect.files import write_file
from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kafka_architect.analysis.distribution_report import DistributionReport

# States that one task merges into one: few enough that no task holds more than some hundred megabytes.
_MERGED_AT_ONCE: Final = 16
_STATE_SCHEMA: Final = "place bigint, state binary"
_MAGIC: Final = b"kafka-architect-stream\0"


@dataclass(frozen=True, slots=True)
class _Settings:
    """What every state is made with; it travels to the executors."""

    partitions: tuple[int, ...]
    partitioner: str
    what_if: tuple[int, ...]
    topic_partitions: int | None

    def analyzer(self) -> PartitioningStrategyAnalyzer:
        return PartitioningStrategyAnalyzer(
            self.partitions,
            partitioner=self.partitioner,
            what_if=self.what_if,
            topic_partitions=self.topic_partitions,
        )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a frame, by what they are."""

    key: str
    sizes: str | None
    partition: str | None
    counts: str | None

    def named(self) -> dict[str, str]:
        """What `update` calls a column -> its name in the frame."""
        optional = {"sizes": self.sizes, "partitions": self.partition, "counts": self.counts}
        return {"keys": self.key} | {name: column for name, column in optional.items() if column is not None}


def analyze(
    df: Any,
    key: str = "key",
    partitions: Sequence[int] = DEFAULT_PARTITIONS,
    *,
    partitioner: str = "murmur2",
    what_if: Sequence[int] = (),
    size_field: str | None = None,
    count_field: str | None = None,
    partition_field: str | None = None,
    topic_partitions: int | None = None,
    top: int = 20,
    brokers: int | None = None,
    mitigate: bool = False,
) -> DistributionReport:
    """Report how the keys of a DataFrame spread over partitions.

    Args:
        df: A DataFrame: of Parquet, Delta or Iceberg tables, of Spark's Kafka source, of anything.
        key: The column that is the key: strings, binary, or whole numbers of 32 or 64 bits, as they would be
            serialised; of a nested field its path (`order.customer_id`).
        partitions: The partition counts to report, each 1 to 1,000,000.
        partitioner: As for `kafka_architect.analyze`, like what follows.
        what_if: More partition counts to count exactly and judge.
        size_field: The column with each record's bytes.
        count_field: The column with the number of records that a row stands for.
        partition_field: The column with the partition that a record lies in.
        topic_partitions: The topic's partition count, with `partition_field`.
        top: How many hot keys to list.
        brokers: Recommended partition counts are multiples of this.
        mitigate: Whether the report simulates mitigations.

    Raises:
        InputError: A column is missing or no key, or a setting is wrong; before anything runs where it can.
    """
    settings = _settings(partitions, partitioner, what_if, partition_field, topic_partitions)
    columns = _Columns(key, size_field, partition_field, count_field)
    merged = _merged(df, columns, settings)
    return merged.report("Spark DataFrame", top=top, brokers=brokers, mitigate=mitigate)


class StreamingAnalysis:
    """The keys of a stream: a state that each batch of Structured Streaming is added to.

        analysis = kafka_architect.spark.StreamingAnalysis("orders.state", key="key", partitions=[12, 24])
        query = stream.writeStream.foreachBatch(analysis).start()
        ...
        print(analysis.report())

    After each batch the state is written to a file, with the number of the batch: Spark may hand a batch over
    again after a failure, which then counts once. Started again with the same file, it goes on from there.

    Args:
        path: The file that keeps the state; on the driver.
        key: As for `analyze`, like what follows.
        partitions: The partition counts to report.
        partitioner: The partitioner.
        what_if: More partition counts.
        size_field: The column with each record's bytes.
        partition_field: The column with the partition that a record lies in.
        topic_partitions: The topic's partition count, with `partition_field`.

    Raises:
        InputError: A setting is wrong.
        StateError: The file holds something else, or the state of other settings.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        key: str = "key",
        partitions: Sequence[int] = DEFAULT_PARTITIONS,
        *,
        partitioner: str = "murmur2",
        what_if: Sequence[int] = (),
        size_field: str | None = None,
        partition_field: str | None = None,
        topic_partitions: int | None = None,
    ) -> None:
        self._path = path
        self._settings = _settings(partitions, partitioner, what_if, partition_field, topic_partitions)
        self._columns = _Columns(key, size_field, partition_field, None)
        self._lock = threading.Lock()
        self._state = self._settings.analyzer()
        self.last_batch = -1
        if os.path.exists(path):  # noqa: PTH110 - a path of any bytes
            self._resume()

    def __call__(self, df: Any, batch: int) -> None:
        """Add a batch; Spark calls it."""
        with self._lock:
            if batch <= self.last_batch:
                return
            found = _merged(df, self._columns, self._settings)
            found.merge(self._state)
            document = _MAGIC + batch.to_bytes(8, "little") + found.to_bytes()
            write_file(self._path, document, what="the state of the stream")
            self._state, self.last_batch = found, batch

    def report(
        self, *, top: int = 20, brokers: int | None = None, mitigate: bool = False
    ) -> DistributionReport:
        """How the keys so far spread."""
        with self._lock:
            return self._state.report("Spark stream", top=top, brokers=brokers, mitigate=mitigate)

    def _resume(self) -> None:
        name = os.fsdecode(self._path)
        with open(self._path, "rb") as file:  # noqa: PTH123 - a path of any bytes
            document = file.read()
        if not document.startswith(_MAGIC):
            raise StateError(f"{name}: expected the state of a stream, found something else")
        try:
            kept = PartitioningStrategyAnalyzer.from_bytes(document[len(_MAGIC) + 8 :])
            self._state.merge(kept)
        except StateError as error:
            raise StateError(f"{name}: {error}") from error
        self.last_batch = int.from_bytes(document[len(_MAGIC) : len(_MAGIC) + 8], "little")


def _settings(
    partitions: Sequence[int],
    partitioner: str,
    what_if: Sequence[int],
    partition_field: str | None,
    topic_partitions: int | None,
) -> _Settings:
    if (partition_field is None) != (topic_partitions is None):
        raise InputError("partition_field and topic_partitions: expected both or none of them")
    settings = _Settings(tuple(partitions), partitioner, tuple(what_if), topic_partitions)
    settings.analyzer()  # what is wrong is said here and not by an executor
    return settings


def _merged(df: Any, columns: _Columns, settings: _Settings) -> PartitioningStrategyAnalyzer:
    functions = optional_module("pyspark.sql.functions", "analysing Spark DataFrames")
    wanted = [functions.col(column).alias(name) for name, column in columns.named().items()]
    try:
        states = df.select(*wanted).mapInArrow(_counter(settings), _STATE_SCHEMA)
    except Exception as error:
        if "UNRESOLVED_COLUMN" in str(error):
            known = ", ".join(df.columns)
            raise InputError(
                f"no column {' or '.join(columns.named().values())}: known are {known}"
            ) from error
        raise
    left = _partitions_of(df)
    while left > _MERGED_AT_ONCE:
        left = -(-left // _MERGED_AT_ONCE)
        groups = functions.floor(functions.col("place") / _MERGED_AT_ONCE)
        states = (
            states.withColumn("place", groups)
            .repartition(left, "place")
            .sortWithinPartitions("place")
            .mapInArrow(_merger(settings), _STATE_SCHEMA)
        )
    merged = settings.analyzer()
    for row in sorted(states.collect()):
        merged.merge(PartitioningStrategyAnalyzer.from_bytes(bytes(row.state)))
    return merged


def _partitions_of(df: Any) -> int:
    """How many states there will be; about as many as usual where Spark Connect does not say."""
    errors = optional_module("pyspark.errors", "analysing Spark DataFrames")
    try:
        return int(df.rdd.getNumPartitions())
    except errors.PySparkException:
        return _MERGED_AT_ONCE**2


def _counter(settings: _Settings) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def count(batches: Iterator[Any]) -> Iterator[Any]:
        from pyspark import TaskContext

        state = settings.analyzer()
        for batch in batches:
            columns = dict(zip(batch.schema.names, batch.columns, strict=True))
            state.update(columns.pop("keys"), **columns)
        context = TaskContext.get()
        yield _row(0 if context is None else context.partitionId(), state)

    return count


def _merger(settings: _Settings) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def merge(batches: Iterator[Any]) -> Iterator[Any]:
        groups: dict[int, PartitioningStrategyAnalyzer] = {}
        for batch in batches:
            for place, state in zip(*batch.to_pydict().values(), strict=True):
                groups.setdefault(place, settings.analyzer()).merge(
                    PartitioningStrategyAnalyzer.from_bytes(state)
                )
        for place, state in groups.items():
            yield _row(place, state)

    return merge


def _row(place: int, state: PartitioningStrategyAnalyzer) -> Any:
    pa = optional_module("pyarrow", "analysing Spark DataFrames")
    return pa.RecordBatch.from_pydict(
        {"place": pa.array([place], pa.int64()), "state": pa.array([state.to_bytes()], pa.binary())}
    )
