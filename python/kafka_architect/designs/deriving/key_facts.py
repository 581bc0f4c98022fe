"""What a distribution report tells of a topic's keys, for what happens when partitions are added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from kafka_architect.designs.model.topic import HotKey, KeyFacts
from kafka_architect.documents import Limits, read_document
from kafka_architect.errors import InputError, SourceError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

# As sizing takes it: a report lists the records of every partition that was counted.
_LIMITS: Final = Limits(bytes=512 << 20, values=25_000_000)
_MOST: Final = 1000
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class _Heavy(msgspec.Struct):
    key: str
    encoding: str
    share: _Share
    truncated: bool = False


class _Distinct(msgspec.Struct):
    estimate: Annotated[float, msgspec.Meta(ge=0)]


class _Report(msgspec.Struct):
    partitioner: str
    heavy_hitters: list[_Heavy] = []
    distinct_keys: _Distinct | None = None
    partitions: list[Any] = []


def key_facts(draft: TopicDraft, whole: Draft) -> KeyFacts | None:
    """The hottest keys by their hash, so that a design holds no key; None without a report.

    Raises:
        InputError: It is no report of `kafka-architect analyze --format json`; with the line.
    """
    channel = draft.channel
    if channel is None or channel.stream.distribution is None:
        return None
    written, read = channel.stream.distribution, whole.landscape.read
    try:
        document = read_document(read.beside(written), limits=_LIMITS)
        if not isinstance(document.value, dict) or "partitions" not in document.value:
            document.refuse("expected the JSON that kafka-architect analyze --format json prints")
        report = document.convert(_Report)
        return _facts(report, written)
    except (InputError, SourceError) as error:
        read.refuse([((*channel.path, "distribution"), str(error))])


def _facts(report: _Report, source: str) -> KeyFacts:
    # The compiled core is loaded where a report is read, and nowhere else.
    from kafka_architect.hashing import hash_with

    listed = [one for one in report.heavy_hitters if not one.truncated][:_MOST]
    hashes = [int(one) for one in hash_with(report.partitioner)([_bytes(one) for one in listed])]
    return KeyFacts(
        source=source,
        partitioner=report.partitioner,
        distinct_keys=None if report.distinct_keys is None else report.distinct_keys.estimate,
        hot=tuple(HotKey(hash=one, share=heavy.share) for one, heavy in zip(hashes, listed, strict=True)),
    )


def _bytes(heavy: _Heavy) -> bytes:
    if heavy.encoding == "text":
        return heavy.key.encode()
    try:
        return bytes.fromhex(heavy.key)
    except ValueError as error:
        raise InputError(f"heavy_hitters: expected hexadecimal digits, found {heavy.key[:40]!r}") from error
