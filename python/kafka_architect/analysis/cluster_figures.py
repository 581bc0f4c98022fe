"""cluster_figures: imbalance, retained bytes and lag per partition, from what Kafka's tools print."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.cluster_facts import offset_ranges, read_outputs
from kafka_architect.analysis.cluster_verdicts import (
    FiguresVerdict,
    judge_brokers,
    judge_lag,
    judge_partitions,
)
from kafka_architect.analysis.partition_figures import (
    BrokerFigures,
    GroupFigures,
    LagFigures,
    PartitionFigures,
    TopicFigures,
)
from kafka_architect.documents.head import head
from kafka_architect.documents.saved import rebuilt, saved_document
from kafka_architect.errors import InputError
from kafka_architect.report.has_page import HasPage
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.analysis.cluster_facts import ClusterFacts

_NOT_JUDGED = frozenset({"small-sample", "unknown"})


@short_repr
@dataclass(frozen=True, slots=True)
class ClusterFigures(HasPage):
    """What the outputs of Kafka's tools tell of partitions, as far as they do.

    Attributes:
        sources: (name, tool) of each output.
        topics: By name; internal topics (`__consumer_offsets`) are left out unless they are asked for.
        brokers: By id, with the replicas of all topics; empty without kafka-log-dirs.
        brokers_verdict: What is judged of the brokers; None where there are not several.
        groups: By name and topic; empty without kafka-consumer-groups.
        notes: What the figures rest on, and what they cannot tell.
        problems: What the tools could not find out.
    """

    sources: tuple[tuple[str, str], ...]
    topics: tuple[TopicFigures, ...]
    brokers: tuple[BrokerFigures, ...]
    brokers_verdict: FiguresVerdict | None
    groups: tuple[GroupFigures, ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def verdicts(self) -> tuple[FiguresVerdict, ...]:
        """Of topics, brokers and groups."""
        brokers = () if self.brokers_verdict is None else (self.brokers_verdict,)
        return (*(one.verdict for one in self.topics), *brokers, *(one.verdict for one in self.groups))

    @property
    def healthy(self) -> bool:
        """Whether nothing is uneven and no partition is behind the others, as far as that is known."""
        return all(one.code == "healthy" or one.code in _NOT_JUDGED for one in self.verdicts)

    @property
    def judged(self) -> bool:
        """Whether anything could be judged at all."""
        return any(one.code not in _NOT_JUDGED for one in self.verdicts)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values; the same document that `--format json` prints."""
        return {
            **head("cluster-figures"),
            "sources": [{"name": _shown(name), "tool": tool} for name, tool in self.sources],
            "healthy": self.healthy,
            "topics": [one.to_dict() for one in self.topics],
            "brokers": [one.to_dict() for one in self.brokers],
            "brokers_verdict": None if self.brokers_verdict is None else self.brokers_verdict.to_dict(),
            "groups": [one.to_dict() for one in self.groups],
            "notes": list(self.notes),
            "problems": [_shown(one) for one in self.problems],
        }

    def to_json(self) -> str:
        """The document as JSON text."""
        return json_text(self.to_dict())

    @classmethod
    def from_json(cls, text: str | bytes) -> ClusterFigures:
        """Read what `to_json` wrote.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.documents.shapes.analyses import ClusterFigures as Shape

        found = saved_document(text, "cluster-figures", Shape)
        verdict = found["brokers_verdict"]
        return cls(
            sources=tuple((one["name"], one["tool"]) for one in found["sources"]),
            topics=tuple(map(TopicFigures.from_dict, found["topics"])),
            brokers=tuple(rebuilt(BrokerFigures, one) for one in found["brokers"]),
            brokers_verdict=None if verdict is None else rebuilt(FiguresVerdict, verdict),
            groups=tuple(map(GroupFigures.from_dict, found["groups"])),
            notes=tuple(found["notes"]),
            problems=tuple(found["problems"]),
        )

    def __str__(self) -> str:
        """The figures as tables."""
        from kafka_architect.report.cluster_figures import as_text

        return as_text(self.to_dict())


def cluster_figures(
    source: str | os.PathLike[str] | Sequence[str | os.PathLike[str]], *, topic: str | None = None
) -> ClusterFigures:
    """Put together what Kafka's own tools print of partitions: how even they are, what they keep, who lags.

    Args:
        source: An output of `kafka-log-dirs.sh --describe`, `kafka-get-offsets.sh` (two of them: --time
            earliest and --time latest) or `kafka-consumer-groups.sh --describe`, "-" for standard input, or a
            list of them, which add up. They may be compressed.
        topic: Only this one.

    Raises:
        SourceError: An output cannot be read.
        MalformedSourceError: It is none of these tools', another form of it (--members), or cut short.
        InputError: Nothing is said of `topic`.
    """
    paths = [source] if isinstance(source, (str, bytes, os.PathLike)) else list(source)
    facts = read_outputs(paths)
    chosen = _chosen(facts, topic)
    figures: dict[str, TopicFigures] = {}
    notes: list[str] = []
    for name in chosen:
        found, more = _topic(facts, name)
        notes += more
        if found is not None:
            figures[name] = found
    groups = _groups(facts, chosen, figures)
    replicas = list(facts.replicas.values())
    brokers = tuple(BrokerFigures.of(one, replicas) for one in sorted(facts.brokers))
    return ClusterFigures(
        sources=tuple(facts.sources),
        topics=tuple(figures.values()),
        brokers=brokers,
        brokers_verdict=judge_brokers(brokers),
        groups=groups,
        notes=(*notes, *_limits(list(figures.values()), facts, groups)),
        problems=tuple(facts.problems),
    )


def _chosen(facts: ClusterFacts, topic: str | None) -> list[str]:
    topics = facts.topics
    if topic is not None:
        if topic not in topics:
            raise InputError(f"no figures for topic {topic!r}{did_you_mean(topic, topics)}")
        return [topic]
    return [one for one in topics if not one.startswith("__")] or topics


def _topic(facts: ClusterFacts, topic: str) -> tuple[TopicFigures | None, list[str]]:
    """The topic; None where nothing but groups without end offsets speak of it."""
    ranges, notes = offset_ranges(facts, topic)
    replicas = [one for one in facts.replicas.values() if one.topic == topic]
    current = [one for one in replicas if not one.is_future]
    moving = sorted({one.partition for one in replicas if one.is_future})
    if moving:
        notes.append(f"topic {topic}: partitions {_listed(moving)} are being moved to another disk")
    partitions = []
    for number in sorted({*ranges, *(one.partition for one in current)}):
        copies = [one for one in current if one.partition == number]
        offsets = ranges.get(number)
        partitions.append(
            PartitionFigures(
                partition=number,
                first_offset=None if offsets is None else offsets.first,
                end_offset=None if offsets is None else offsets.end,
                retained_bytes=max((one.size_bytes for one in copies), default=None),
                replica_bytes={
                    one.broker: one.size_bytes for one in sorted(copies, key=lambda one: one.broker)
                },
                replica_lag=max((one.offset_lag for one in copies), default=None),
            )
        )
    here = {one.partition for one in partitions}
    missing = sorted(set(range(max(here, default=0))) - here)
    if missing:
        notes.append(f"topic {topic}: no figures for partitions {_listed(missing)}")
    if not partitions:
        return None, notes
    return TopicFigures(topic, tuple(partitions), judge_partitions(partitions)), notes


def _groups(
    facts: ClusterFacts, topics: Sequence[str], figures: dict[str, TopicFigures]
) -> tuple[GroupFigures, ...]:
    rows = [row for row in facts.groups.values() if row.topic in topics]
    found = []
    for group, topic in sorted({(row.group or "", row.topic) for row in rows}):
        of_both = sorted(
            (row for row in rows if (row.group or "", row.topic) == (group, topic)),
            key=lambda row: row.partition,
        )
        partitions = tuple(
            LagFigures(row.partition, row.current, row.end, row.lag, row.consumer_id, row.client_id, row.host)
            for row in of_both
        )
        found.append(
            GroupFigures(
                group=group or None,
                topic=topic,
                has_members=any(row.consumer_id is not None for row in of_both),
                partitions=partitions,
                verdict=judge_lag(partitions, figures.get(topic)),
            )
        )
    return tuple(found)


def _limits(topics: Sequence[TopicFigures], facts: ClusterFacts, groups: Sequence[GroupFigures]) -> list[str]:
    """What these outputs cannot tell, and what would."""
    notes = []
    if any(one.records is not None for one in topics):
        if not all(one.are_retained for one in topics if one.records is not None):
            notes.append(
                "record counts include all records ever written, also those deleted by retention: use "
                "kafka-get-offsets.sh with both --time earliest and --time latest to count the records that "
                "are kept"
            )
        notes.append("records are counted by offsets: compaction and transaction markers leave gaps")
    if facts.replicas:
        notes.append(
            "bytes are those on disk, compressed; retention deletes whole segments, so that partitions may "
            "differ by one segment"
        )
    if groups:
        notes.append("lag is a single reading: take a second one to see whether it grows")
    return notes


def _listed(numbers: Sequence[int], most: int = 10) -> str:
    return ", ".join(map(str, numbers[:most])) + (", ..." if len(numbers) > most else "")


def _shown(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
