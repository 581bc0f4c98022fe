"""Facts of partitions from the outputs of Kafka's tools, put together by topic and partition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.byte_source import ByteSource
from kafka_architect.keys.recognise import recognise
from kafka_architect.keys.tool_outputs import CONSUMER_GROUPS, LOG_DIRS, OFFSETS, TOOL_OUTPUTS
from kafka_architect.keys.tool_outputs.consumer_groups import read_consumer_groups
from kafka_architect.keys.tool_outputs.log_dirs import read_log_dirs
from kafka_architect.keys.tool_outputs.offsets import read_offsets
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from kafka_architect.keys.tool_outputs.consumer_groups import GroupOffset
    from kafka_architect.keys.tool_outputs.log_dirs import ReplicaBytes
    from kafka_architect.keys.tool_outputs.offsets import Listing

# 300,000 partitions with three replicas each take a fifth of it.
_MOST_BYTES = 1 << 28
_TITLES = {
    LOG_DIRS: "kafka-log-dirs.sh",
    OFFSETS: "kafka-get-offsets.sh",
    CONSUMER_GROUPS: "kafka-consumer-groups.sh",
}


@short_repr
@dataclass(slots=True)
class ClusterFacts:
    """What the outputs say.

    Attributes:
        sources: (name, tool) of each.
        listings: Of kafka-get-offsets, in order.
        replicas: Of kafka-log-dirs; of several outputs the last one that tells of a replica.
        brokers: Those that answered kafka-log-dirs.
        groups: Of kafka-consumer-groups; of several outputs the last one that tells of a group and partition.
        idle: Groups without members.
        problems: What the tools could not find out.
    """

    sources: list[tuple[str, str]] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    replicas: dict[tuple[str, int, int, str], ReplicaBytes] = field(default_factory=dict)
    brokers: set[int] = field(default_factory=set)
    groups: dict[tuple[str, str, int], GroupOffset] = field(default_factory=dict)
    idle: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def add(self, source: ByteSource) -> None:
        """Read one output.

        Raises:
            MalformedSourceError: It is none of a known tool, is longer than 256 MiB, or cut short.
        """
        found = recognise(source.head, complete=source.complete)
        if found is None or found.name not in TOOL_OUTPUTS:
            what = "looks like one key per line" if found is None else f"looks like {found.title}"
            raise MalformedSourceError(
                f"{source.name}: {what}: expected output of {', '.join(_TITLES.values())}. Analyze keys "
                "separately from figures without keys"
            )
        try:
            self._add(found.name, _text(source), source.name)
        except MalformedSourceError as error:
            raise MalformedSourceError(f"{source.name}: {error}") from error
        self.sources.append((source.name, _TITLES[found.name]))

    def _add(self, tool: str, text: str, name: str) -> None:
        if tool == OFFSETS:
            self.listings += read_offsets(text)
        elif tool == LOG_DIRS:
            found = read_log_dirs(text)
            for one in found.replicas:
                self.replicas[one.topic, one.partition, one.broker, one.log_dir] = one
            self.brokers.update(found.brokers)
            self.problems += [f"{name}: {failure}" for failure in found.failures]
        else:
            table = read_consumer_groups(text)
            for row in table.rows:
                self.groups[row.group or "", row.topic, row.partition] = row
            self.idle.update(table.idle)

    @property
    def topics(self) -> list[str]:
        """All topics that something is said of, sorted."""
        named = {topic for listing in self.listings for topic, _ in listing}
        named |= {one.topic for one in self.replicas.values()}
        return sorted(named | {topic for _, topic, _ in self.groups})


def read_outputs(sources: Sequence[str | os.PathLike[str]]) -> ClusterFacts:
    """The facts of all outputs; pipes are read once.

    Raises:
        SourceError: One cannot be read.
        MalformedSourceError: One is none of the tools', or cut short.
    """
    facts = ClusterFacts()
    for path in sources:
        with path if isinstance(path, ByteSource) else ByteSource(path) as source:
            facts.add(source)
    return facts


@dataclass(frozen=True, slots=True)
class OffsetRange:
    """First and end offset of a partition; None where nobody said."""

    first: int | None = None
    end: int | None = None


def offset_ranges(facts: ClusterFacts, topic: str) -> tuple[dict[int, OffsetRange], list[str]]:
    """First and end offsets of a topic's partitions, and what to know of them.

    Two listings of a topic are taken for --time earliest and --time latest, the lower for the former: nothing
    in them says so. One listing is taken for the latest; one of nothing but zeros, beside a group that knows
    the ends, for the earliest.

    Raises:
        MalformedSourceError: There are more than two listings, or neither is the lower one.
    """
    listings = [found for listing in facts.listings if (found := _of_topic(listing, topic))]
    ends = _ends_of_groups(facts, topic)
    if len(listings) > 2:
        raise MalformedSourceError(
            f"found {len(listings)} offset listings for topic {topic}: expected one with --time earliest and "
            "one with --time latest"
        )
    if len(listings) == 2:
        first, end = _ordered(listings[0], listings[1], topic)
        notes = [
            f"topic {topic}: of two offset listings the lower is used as --time earliest, the higher as "
            "--time latest"
        ]
    elif listings and ends and not any(listings[0].values()) and any(ends.values()):
        first, end = listings[0], {}
        notes = []
    else:
        first, end = {}, listings[0] if listings else {}
        notes = []
    known = {**ends, **{one: offset for one, offset in end.items() if offset is not None}}
    partitions = sorted({*first, *known, *end})
    return {one: OffsetRange(first.get(one), known.get(one)) for one in partitions}, notes


def _of_topic(listing: Listing, topic: str) -> dict[int, int | None]:
    return {partition: offset for (name, partition), offset in listing.items() if name == topic}


def _ends_of_groups(facts: ClusterFacts, topic: str) -> dict[int, int]:
    """The highest end offset that a group was shown with."""
    ends: dict[int, int] = defaultdict(int)
    for (_, name, partition), row in facts.groups.items():
        if name == topic and row.end is not None:
            ends[partition] = max(ends[partition], row.end)
    return dict(ends)


def _ordered(
    one: dict[int, int | None], other: dict[int, int | None], topic: str
) -> tuple[dict[int, int | None], dict[int, int | None]]:
    """The lower listing first."""
    signs = {
        (b > a) - (b < a)
        for partition, a in one.items()
        if a is not None and (b := other.get(partition)) is not None
    }
    if {1, -1} <= signs:
        raise MalformedSourceError(
            f"two offset listings for topic {topic}, and neither has the lower offset in every partition: "
            "expected one with --time earliest and one with --time latest"
        )
    return (other, one) if -1 in signs else (one, other)


def _text(source: ByteSource) -> str:
    parts = []
    length = 0
    for block in source.blocks():
        parts.append(block)
        length += len(block)
        if length > _MOST_BYTES:
            raise MalformedSourceError(f"is longer than {_MOST_BYTES:,} bytes, more than any such output has")
    return b"".join(parts).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
