"""SourceFile: one file of what was asked for, and what its path says; folders and patterns are expanded."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError, SourceError
from kafka_architect.keys.byte_source import STANDARD_INPUT, ByteSource, plain_name
from kafka_architect.keys.log_folders import is_partition_folder, segment_place, segments_in
from kafka_architect.keys.tiered_objects import is_beside_a_segment, tiered_place
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kafka_architect.keys.log_folders import SegmentPlace

# orders+3+0000000042.json: Confluent's sinks; orders-3-42.gz: Aiven's; orders/3/42.json: stream-reactor's.
# Dates look like the latter two, with a digit in front.
_NAMES = (
    re.compile(r"(?:^|/)[^/]+\+(\d{1,6})\+\d+(?:\.[^/]*)?$"),
    re.compile(r"(?:^|/)[^/]*[^/\d]-(\d{1,6})-\d{1,20}(?:\.[^/]*)?$"),
    re.compile(r"(?:^|/)[^/]*[^/\d]/(\d{1,6})/\d{1,20}\.[^/]*$"),
)
# partition=3/: Hive's layout, which Confluent's sinks and Spark use.
_FOLDER = re.compile(r"(?:^|/)(?:kafka_)?partition=(?P<hive>\d{1,6})(?=/)")
_LISTED = 10
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Attributes:
        path: Its path; "-" for standard input.
        size_bytes: As it lies there; 0 where that is not known.
        partition: The partition that its path says all its records lie in.
        place: Topic and partition of what lies in a partition's folder by a segment's name: it is one, even
            where it is empty or begins with zeros.
        opened: The pipe, where somebody looked into it already.
    """

    path: str
    size_bytes: int
    partition: int | None = None
    place: SegmentPlace | None = None
    opened: ByteSource | None = None


def is_pattern(name: str) -> bool:
    """Whether a name is a pattern and no file."""
    return bool(_MAGIC.search(name)) and not os.path.lexists(name)


def partition_of(path: str) -> int | None:
    """The partition in a path: topic+3+0000.json, topic-3-42.gz, topic/3/42.json, partition=3/."""
    path = path.replace(os.sep, "/")
    if found := _FOLDER.search(path):
        return int(found["hive"])
    found = next((found for name in _NAMES if (found := name.search(path))), None)
    return None if found is None else int(found[1])


def source_files(
    paths: Sequence[str | os.PathLike[str]], topic: str | None = None, *, one_topic: bool = True
) -> list[SourceFile]:
    """The files of all paths: files as they are, folders and patterns with all files in them, sorted.

    Of a partition's folder and of Kafka's log directories they are the segments.

    Hidden files and those that begin with an underscore (`_SUCCESS`) are left out of folders; links that lead
    back into a folder that is being read are not followed.

    Args:
        paths: What was asked for.
        topic: Leave the segments of other topics out.
        one_topic: Whether to refuse segments of several topics.

    Raises:
        SourceError: A path does not exist, a pattern or folder has no files, or cannot be read.
        InputError: Standard input is named with other sources, or twice; segments are of several topics, or
            none is of `topic`, or a partition lies in two folders.
    """
    names = [plain_name(path) for path in paths]
    opened = {name: path for name, path in zip(names, paths, strict=True) if isinstance(path, ByteSource)}
    if STANDARD_INPUT in names and len(names) > 1:
        raise InputError("standard input (-) is read alone: leave the other sources out")
    found = [file for name in names for file in _files(name)]
    unique = list(dict.fromkeys(found))
    if len(unique) < len(found):
        twice = next(name for name in found if found.count(name) > 1)
        raise InputError(f"{twice}: is named twice, and its records would be counted twice")
    places = {name: segment_place(name) or tiered_place(name) for name in found if name != STANDARD_INPUT}
    if topic is not None:
        found = _of_topic(found, places, topic)
    elif one_topic:
        _check_topics(places)
    _check_replicas({name: place for name in found if (place := places.get(name)) is not None})
    return [_source_file(name, places.get(name), opened.get(name)) for name in found]


def _source_file(name: str, place: SegmentPlace | None, opened: ByteSource | None) -> SourceFile:
    partition = partition_of(name) if place is None else place.partition
    return SourceFile(name, _size(name), partition, place, opened)


def _check_topics(places: Mapping[str, SegmentPlace | None]) -> None:
    topics = sorted({place.topic for place in places.values() if place is not None})
    if len(topics) > 1:
        shown = ", ".join(topics[:_LISTED]) + (", ..." if len(topics) > _LISTED else "")
        raise InputError(
            f"these are segments of {len(topics):,} topics ({shown}), which one report would mix: say which "
            f"with --topic (in Python: topic={topics[0]!r})"
        )


def partitions_of_topic(files: Sequence[SourceFile]) -> int | None:
    """The partition count of a topic whose segments these are; None where one may be missing.

    It is known where all partitions up to the highest have segments here.
    """
    partitions = {file.place.partition for file in files if file.place is not None}
    if not partitions or any(file.place is None for file in files):
        return None
    return len(partitions) if len(partitions) == max(partitions) + 1 else None


def _check_replicas(places: Mapping[str, SegmentPlace]) -> None:
    """Refuse two copies of a partition, as the disks of two brokers have them."""
    folders: dict[SegmentPlace, str] = {}
    for name, place in places.items():
        folder = os.path.dirname(name)  # noqa: PTH120 - a path of any bytes
        if (other := folders.setdefault(place, folder)) != folder:
            raise InputError(
                f"{other} and {folder} are both partition {place.partition} of topic {place.topic}: its "
                "records would be counted twice. Name one of them, or one broker's log directory"
            )


def _of_topic(names: list[str], places: Mapping[str, SegmentPlace | None], topic: str) -> list[str]:
    """The segments of the topic."""
    chosen = [name for name in names if (place := places.get(name)) is not None and place.topic == topic]
    if not chosen:
        topics = sorted({place.topic for place in places.values() if place is not None})
        raise InputError(
            f"topic {topic!r} has no log segments (<topic>-<partition>/00000000000000000000.log) here"
            f"{did_you_mean(topic, topics)}"
        )
    return chosen


def _files(name: str) -> list[str]:
    if name == STANDARD_INPUT or os.path.isfile(name):  # noqa: PTH113 - a path of any bytes
        return [name]
    if os.path.isdir(name):  # noqa: PTH112
        segments = segments_in(Path(name))
        if segments is not None:
            if not segments:
                raise SourceError(
                    f"{name}: has no log segments to read (internal topics, and folders that end in -delete, "
                    "-future or -stray, are left out)"
                )
            return segments
        files = sorted(_in_folder(Path(name), ()))
        if not files:
            raise SourceError(
                f"{name}: has no files to read (hidden ones and those with a leading _ are left out)"
            )
        return files
    if is_pattern(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
        files = [file for match in matches for file in _matched(Path(match), match)]
        if not files:
            raise SourceError(f"{name}: no file matches this pattern")
        return files
    return [name]  # whoever opens it says why it cannot be read


def _matched(path: Path, name: str) -> list[str]:
    """A file that a pattern matches, or the segments of a partition's folder; no other folder."""
    if not path.is_dir():
        return [name]
    return (segments_in(path) or []) if is_partition_folder(path) else []


def _in_folder(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[str]:
    status = folder.stat()
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise SourceError(error.errno, f"{folder}: cannot read: {error.strerror}") from error
    for entry in entries:
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir() and (segments := segments_in(entry)) is not None:
            yield from segments
        elif entry.is_dir():
            yield from _in_folder(entry, (*above, here))
        elif entry.is_file() and not is_beside_a_segment(str(entry)):
            yield str(entry)


def _size(name: str) -> int:
    try:
        return os.stat(name).st_size if name != STANDARD_INPUT else 0  # noqa: PTH116
    except OSError:
        return 0
