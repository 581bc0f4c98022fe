"""What can be judged of partitions without keys: how even they are, and where a group is behind.

| Code | Rule |
|---|---|
| `uneven-partitions` | the busiest partition has more than 1.5 times the mean, by records or by bytes |
| `uneven-brokers` | the fullest broker has more than 1.5 times the mean, by bytes of all replicas shown |
| `lagging-partition` | a partition of a group has more than 1.5 times the mean lag |
| `small-sample` | less than 100 records, and less than 1 MiB, a partition: nothing to judge |
| `unknown` | the figures are missing |
| `healthy` | what is left |

1.5 is the limit of `kafka_architect.analysis.key_fault`: half again of what a partition was sized for. Why a
partition is busy nobody can tell without keys: a hot key, few keys, a partitioner, or a partition that was
added later look the same.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.partition_figures import max_over_mean
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.analysis.partition_figures import (
        BrokerFigures,
        LagFigures,
        PartitionFigures,
        TopicFigures,
    )

# On average per partition. Below, some records more or less, or a segment's index, make the difference.
_FEWEST_RECORDS = 100
_FEWEST_BYTES = 1 << 20
_FEWEST_BROKERS = 2
_NAMED = 10


@short_repr
@dataclass(frozen=True, slots=True)
class FiguresVerdict:
    """A code of the table above, and one sentence with its figures."""

    code: str
    summary: str

    def to_dict(self) -> dict[str, Any]:
        """The verdict as JSON-ready values."""
        return asdict(self)


def judge_partitions(partitions: Sequence[PartitionFigures]) -> FiguresVerdict:
    """How even the partitions of a topic are: by records where they are known, then by bytes."""
    records = [one.records for one in partitions]
    sizes = [one.retained_bytes for one in partitions]
    if all(one is None for one in records) and all(one is None for one in sizes):
        return FiguresVerdict("unknown", "Neither records nor bytes of its partitions are known.")
    if len(partitions) == 1:
        return FiguresVerdict("healthy", "One partition takes every record: nothing to spread.")
    kept = all(one.first_offset is not None for one in partitions)
    what = "records" if kept else "the records ever written"
    judged = [
        _judged(partitions, records, what, _FEWEST_RECORDS),
        _judged(partitions, sizes, "bytes", _FEWEST_BYTES),
    ]
    known = [one for one in judged if one is not None]
    uneven = next((one for one in known if one.code == "uneven-partitions"), None)
    large = next((one for one in known if one.code != "small-sample"), None)
    return uneven or large or known[0]


def _judged(
    partitions: Sequence[PartitionFigures], loads: Sequence[int | None], what: str, fewest: int
) -> FiguresVerdict | None:
    known = {one.partition: load for one, load in zip(partitions, loads, strict=True) if load is not None}
    if not known:
        return None
    if sum(known.values()) < fewest * len(known):
        return FiguresVerdict(
            "small-sample",
            f"{sum(known.values()):,} {what.removeprefix('the ')} in {len(known):,} partitions: too few for "
            f"a verdict (less than {fewest:,} per partition).",
        )
    ratio = max_over_mean(list(known.values())) or 0.0
    busiest = max(known, key=lambda one: (known[one], -one))
    share = known[busiest] / sum(known.values())
    text = f"Partition {busiest} has {share:.1%} of {what}, {ratio:.2f} times the mean of {len(known):,}"
    if ratio > HARMFUL_MAX_OVER_MEAN:
        return FiguresVerdict(
            "uneven-partitions",
            f"{text}. Hot keys cannot be detected without keys: analyze a dump of them.",
        )
    return FiguresVerdict("healthy", f"{text}.")


def judge_brokers(brokers: Sequence[BrokerFigures]) -> FiguresVerdict | None:
    """How evenly the brokers are filled; None where there are not several."""
    if len(brokers) < _FEWEST_BROKERS:
        return None
    total = sum(one.bytes for one in brokers)
    if total < _FEWEST_BYTES * len(brokers):
        return FiguresVerdict(
            "small-sample", f"{total:,} bytes on {len(brokers):,} brokers: too few for a verdict."
        )
    ratio = max_over_mean([one.bytes for one in brokers]) or 0.0
    fullest = max(brokers, key=lambda one: one.bytes)
    text = f"Broker {fullest.broker} has {fullest.bytes / total:.1%} of the bytes, {ratio:.2f} times the mean"
    if ratio > HARMFUL_MAX_OVER_MEAN:
        return FiguresVerdict(
            "uneven-brokers",
            f"{text} of {len(brokers):,}, for the topics shown: use kafka-reassign-partitions.sh to move "
            "replicas.",
        )
    return FiguresVerdict("healthy", f"{text} of {len(brokers):,}.")


def judge_lag(partitions: Sequence[LagFigures], topic: TopicFigures | None) -> FiguresVerdict:
    """Where a group is behind, and whether that is where the records are.

    Args:
        partitions: The group's.
        topic: The figures of the topic, where they are known.
    """
    known = {one.partition: one for one in partitions if one.lag is not None}
    behind = sum(one.lag or 0 for one in known.values())
    beyond = [one.partition for one in known.values() if (one.lag or 0) < 0]
    if not known:
        return FiguresVerdict(
            "unknown", "No lag is known: the group has committed nothing, or no leader answered."
        )
    rest = _without_offset(partitions, topic)
    if beyond:
        return FiguresVerdict(
            "lagging-partition",
            f"The committed offset of partition {beyond[0]} is beyond the log's end: the topic was created "
            "again, or its log truncated. auto.offset.reset determines where the group resumes; set the "
            f"offset with kafka-consumer-groups.sh --reset-offsets.{rest}",
        )
    if behind < _FEWEST_RECORDS * len(known) or len(known) == 1:
        return FiguresVerdict("healthy", f"{behind:,} records behind in {len(known):,} partitions.{rest}")
    ratio = max_over_mean([one.lag for one in known.values()]) or 0.0
    worst = max(known.values(), key=lambda one: one.lag or 0)
    text = (
        f"{behind:,} records behind; partition {worst.partition} has {(worst.lag or 0) / behind:.1%} of "
        f"them, {ratio:.2f} times the mean of {len(known):,}"
    )
    if ratio <= HARMFUL_MAX_OVER_MEAN:
        return FiguresVerdict("healthy", f"{text}: similar in all partitions.{rest}")
    return FiguresVerdict("lagging-partition", f"{text}{_why(worst, topic)}.{rest}")


def _without_offset(partitions: Sequence[LagFigures], topic: TopicFigures | None) -> str:
    """Partitions of which the group has committed nothing; the tool leaves out those of no member."""
    known = {one.partition for one in partitions if one.lag is not None}
    there = {one.partition for one in partitions}
    if topic is not None:
        there |= {one.partition for one in topic.partitions}
    missing = sorted(there - known)
    if not missing:
        return ""
    shown = ", ".join(map(str, missing[:_NAMED])) + (", ..." if len(missing) > _NAMED else "")
    plural = "s" if len(missing) > 1 else ""
    return f" No lag is known of partition{plural} {shown}: nothing was committed there."


def _why(worst: LagFigures, topic: TopicFigures | None) -> str:
    """Whether the partition that is behind is the one that has most records."""
    who = f" (consumer {worst.client_id})" if worst.client_id else ""
    records = {} if topic is None else {one.partition: one.records for one in topic.partitions}
    share = max_over_mean(list(records.values()))
    if records.get(worst.partition) is None or share is None:
        return who
    if records[worst.partition] == max(one for one in records.values() if one is not None):
        if share > HARMFUL_MAX_OVER_MEAN:
            return f"{who}. It has the most records too: more consumers do not help"
        return who
    return f"{who}. Other partitions have more records: look at the consumer that reads it"
