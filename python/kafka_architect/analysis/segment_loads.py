"""segment_loads: records and bytes per partition, from the headers of log segments' batches alone."""

from __future__ import annotations

import os
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect import _core
from kafka_architect.analysis.settings import checked_workers
from kafka_architect.documents.head import head
from kafka_architect.documents.saved import rebuilt, saved_document
from kafka_architect.errors import MalformedSourceError, SourceError
from kafka_architect.keys.byte_source import STANDARD_INPUT, is_read_once
from kafka_architect.keys.found_format import SEGMENTS
from kafka_architect.keys.recognise import found_in
from kafka_architect.keys.source_file import source_files
from kafka_architect.keys.tiered_objects import tiered_place
from kafka_architect.report.has_page import HasPage
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kafka_architect.keys.source_file import SourceFile


@dataclass(frozen=True, slots=True)
class PartitionSegments:
    """What the segments of a partition have.

    Attributes:
        topic: Its topic; None where the folder does not say.
        partition: Its number; None where the folder does not say.
        segments: Files that were read.
        records: Records, those that compaction left.
        batch_bytes: Of their batches as they lie, compressed.
        control_batches: Markers of transactions, which are not among the records.
        first_offset: Of the first batch; None where there is none.
        last_offset: Of the last batch.
    """

    topic: str | None
    partition: int | None
    segments: int
    records: int
    batch_bytes: int
    control_batches: int
    first_offset: int | None
    last_offset: int | None

    def to_dict(self) -> dict[str, Any]:
        """The load as JSON-ready values."""
        return {name: getattr(self, name) for name in self.__slots__}


@short_repr
@dataclass(frozen=True, slots=True)
class TopicSegments:
    """The partitions of a topic.

    Attributes:
        topic: Its name; None where the folder does not say.
        partitions: Those that have segments here, in order.
    """

    topic: str | None
    partitions: tuple[PartitionSegments, ...]

    @property
    def records_max_over_mean(self) -> float | None:
        """Records of the busiest partition over the mean of those that are here; None without records."""
        return _max_over_mean([load.records for load in self.partitions])

    @property
    def bytes_max_over_mean(self) -> float | None:
        """The same of bytes."""
        return _max_over_mean([load.batch_bytes for load in self.partitions])

    @property
    def missing(self) -> tuple[int, ...]:
        """Partitions below the highest one that have no segments here: other brokers may have them."""
        here = {load.partition for load in self.partitions if load.partition is not None}
        return tuple(sorted(set(range(max(here, default=-1) + 1)) - here))

    def to_dict(self) -> dict[str, Any]:
        """The topic as JSON-ready values."""
        return {
            "topic": self.topic,
            "records": sum(load.records for load in self.partitions),
            "records_max_over_mean": self.records_max_over_mean,
            "bytes_max_over_mean": self.bytes_max_over_mean,
            "missing_partitions": list(self.missing),
            "partitions": [load.to_dict() for load in self.partitions],
        }


@short_repr
@dataclass(frozen=True, slots=True)
class SegmentLoads(HasPage):
    """What the headers of log segments tell: the load of each partition, and nothing of keys.

    Attributes:
        topics: By name.
        problems: What was said of segments that could not be read to their end.
    """

    topics: tuple[TopicSegments, ...]
    problems: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The loads as JSON-ready values; the same document that `--format json` prints."""
        return {
            **head("segment-loads"),
            "topics": [topic.to_dict() for topic in self.topics],
            "problems": list(self.problems),
        }

    def to_json(self) -> str:
        """The document as JSON text."""
        return json_text(self.to_dict())

    @classmethod
    def from_json(cls, text: str | bytes) -> SegmentLoads:
        """Read what `to_json` wrote.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.documents.shapes.analyses import SegmentLoads as Shape

        found = saved_document(text, "segment-loads", Shape)
        topics = tuple(
            rebuilt(
                TopicSegments,
                topic,
                partitions=tuple(rebuilt(PartitionSegments, one) for one in topic["partitions"]),
            )
            for topic in found["topics"]
        )
        return rebuilt(cls, found, topics=topics)

    def __str__(self) -> str:
        """The loads as a table."""
        from kafka_architect.report.segment_loads import as_text

        return as_text(self.to_dict())


def segment_loads(
    source: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    topic: str | None = None,
    workers: int | None = None,
) -> SegmentLoads:
    """Count records and bytes per partition by the headers of batches, without reading the records.

    A few bytes of each batch are read and nothing is decompressed, so that it takes seconds where reading
    records takes minutes. Checksums are not checked.

    Args:
        source: A segment, a partition's folder, a log directory, a pattern, or a list of those. A log
            directory may have several topics.
        topic: Only this one.
        workers: Threads; this machine's cores by default.

    Raises:
        SourceError: A path is missing or cannot be read.
        MalformedSourceError: A file is no Kafka log segment.
        InputError: `topic` has no segments here, or standard input is named.
    """
    paths = [source] if isinstance(source, (str, bytes, os.PathLike)) else list(source)
    files = source_files(paths, topic, one_topic=False)
    for file in files:
        _check(file)
    with ThreadPoolExecutor(checked_workers(workers)) as pool:
        headers = list(pool.map(_headers, files))
    return _loads(zip(files, headers, strict=True))


def _check(file: SourceFile) -> None:
    if is_read_once(file.path):
        name = "standard input" if file.path == STANDARD_INPUT else file.path
        raise SourceError(None, f"{name}: reading headers requires a seekable file, not a pipe")
    is_one = file.place is not None and tiered_place(file.path) is None
    if not is_one and ((found := found_in(file.path)) is None or found.name != SEGMENTS):
        what = f"looks like {found.title}" if found is not None else "does not begin with a record batch"
        raise MalformedSourceError(
            f"{file.path}: {what}: expected a Kafka log segment, whose batches have headers"
        )


def _headers(file: SourceFile) -> dict[str, Any]:
    return _core.segment_headers(file.path)


def _loads(read: Iterable[tuple[SourceFile, dict[str, Any]]]) -> SegmentLoads:
    parts: dict[tuple[str | None, int | None], list[dict[str, Any]]] = defaultdict(list)
    problems = []
    for file, headers in read:
        place = file.place
        parts[(None, file.partition) if place is None else (place.topic, place.partition)].append(headers)
        if headers["problem"]:
            problems.append(f"{file.path}: {headers['problem']}")
    topics: dict[str | None, list[PartitionSegments]] = defaultdict(list)
    for (topic, partition), segments in sorted(parts.items(), key=lambda item: _order(item[0])):
        topics[topic].append(_load(topic, partition, segments))
    return SegmentLoads(
        tuple(TopicSegments(topic, tuple(loads)) for topic, loads in topics.items()), tuple(problems)
    )


def _order(place: tuple[str | None, int | None]) -> tuple[str, int]:
    topic, partition = place
    return topic or "", -1 if partition is None else partition


def _load(topic: str | None, partition: int | None, segments: list[dict[str, Any]]) -> PartitionSegments:
    offsets = [(one["first_offset"], one["last_offset"]) for one in segments if one["batches"]]
    return PartitionSegments(
        topic=topic,
        partition=partition,
        segments=len(segments),
        records=sum(one["records"] for one in segments),
        batch_bytes=sum(one["batch_bytes"] for one in segments),
        control_batches=sum(one["control_batches"] for one in segments),
        first_offset=min((first for first, _ in offsets), default=None),
        last_offset=max((last for _, last in offsets), default=None),
    )


def _max_over_mean(loads: list[int]) -> float | None:
    total = sum(loads)
    return max(loads) * len(loads) / total if total else None
