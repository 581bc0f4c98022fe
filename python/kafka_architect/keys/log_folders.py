"""Kafka's log directories: which of their files are segments, of which topic and partition.

A log directory has a folder for each partition, `<topic>-<partition>`. Beside them are folders that are to be
deleted, that are moved between disks or that belong to nobody: their records are there a second time.
"""

from __future__ import annotations

import os
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from kafka_architect.errors import SourceError

# org.apache.kafka.storage.internals.log.LogFileUtils: twenty digits of the base offset.
_SEGMENT = re.compile(r"\d{20}\.log")
# Topics have letters, digits, dots, underscores and hyphens (org.apache.kafka.common.internals.Topic).
_PARTITION = re.compile(r"(?P<topic>[A-Za-z0-9._-]{1,249})-(?P<partition>\d{1,9})")
# UnifiedLog.logDeleteDirName and its like: <topic>-<partition>.<32 hexadecimal digits>-delete
_SET_ASIDE = re.compile(r".+-\d+\.[0-9a-f]{32}-(?:delete|future|stray)")
_TRANSACTION = struct.Struct(">hqqqq")  # version, producer id, first offset, last offset, last stable offset


@dataclass(frozen=True, slots=True)
class SegmentPlace:
    """Whose records a segment has."""

    topic: str
    partition: int


def segment_place(path: str) -> SegmentPlace | None:
    """Topic and partition of a segment, from its folder; None for what has no segment's name."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links
    found = _PARTITION.fullmatch(whole.parent.name)
    if found is None or _SEGMENT.fullmatch(whole.name) is None:
        return None
    return SegmentPlace(found["topic"], int(found["partition"]))


def is_partition_folder(folder: Path) -> bool:
    """Whether it is a partition's folder: by its name, and a segment in it."""
    name = Path(os.path.abspath(folder)).name  # noqa: PTH100 - as above
    return _PARTITION.fullmatch(name) is not None and any(map(_SEGMENT.fullmatch, _names(folder)))


def segments_in(folder: Path) -> list[str] | None:
    """The segments of a partition's folder, or of all partitions in a log directory, in order.

    Internal topics (`__consumer_offsets`) are left out of a log directory: their folders can be named.

    Returns:
        None where the folder is neither.

    Raises:
        SourceError: It cannot be read.
    """
    if is_partition_folder(folder):
        return [str(folder / name) for name in sorted(_names(folder)) if _SEGMENT.fullmatch(name)]
    partitions = [
        (found["topic"], int(found["partition"]), folder / name)
        for name in _names(folder)
        if (found := _PARTITION.fullmatch(name)) and (folder / name).is_dir()
    ]
    partitions = [one for one in partitions if is_partition_folder(one[2])]
    if not partitions and not any(_SET_ASIDE.fullmatch(name) for name in _names(folder)):
        return None
    return [
        segment
        for topic, _, one in sorted(partitions)
        if not topic.startswith("__")
        for segment in segments_in(one) or []
    ]


def aborted_transactions(segment: Path) -> list[tuple[int, int, int]]:
    """(producer id, first offset, last offset) of what a partition's .txnindex files say was aborted.

    A transaction is in the index of the segment that has its marker, which may be a later one.
    """
    found = []
    for name in sorted(_names(segment.parent)):
        if name.endswith(".txnindex"):
            try:
                index = (segment.parent / name).read_bytes()
            except OSError as error:
                raise SourceError(
                    error.errno, f"{segment.parent / name}: cannot read: {error.strerror}"
                ) from error
            whole = len(index) // _TRANSACTION.size * _TRANSACTION.size
            found += [entry[1:4] for entry in _TRANSACTION.iter_unpack(index[:whole]) if entry[0] == 0]
    return found


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError as error:
        raise SourceError(error.errno, f"{folder}: cannot read: {error.strerror}") from error
