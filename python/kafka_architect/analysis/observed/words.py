"""What was observed, in sentences: for verdicts, evidence and the report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.analysis.observed.change_in_time import ChangeInTime, Moment, WriterSpan
    from kafka_architect.analysis.observed.observed import Observed
    from kafka_architect.analysis.observed.split_keys import SplitKeys
    from kafka_architect.analysis.observed.writers import Writers


def written_by(writers: Writers) -> str:
    """Who placed the keys, as a sentence."""
    if writers.kind == "unknown":
        return (
            "No known partitioner explains where the keys are: producers set the partition, write "
            "round-robin, or use a custom partitioner."
        )
    if (only := writers.only) is not None:
        same = (
            f" ({', '.join(writers.same_placement)} would place them identically)"
            if writers.same_placement
            else ""
        )
        return f"Keys were placed by {only.title} over {only.partitions:,} partitions{same}."
    parts = [
        f"{writer.keys:.1%} by {writer.title} over {writer.partitions:,} partitions ({writer.records:.1%} of "
        "the records)"
        for writer in writers.writers
    ]
    if writers.kind == "partly":
        parts.append(
            f"{writers.unexplained_keys:.1%} by no known partitioner ({writers.unexplained_records:.1%} of "
            "the records)"
        )
    grew = len(writers.writers) > 1 and len({writer.partitioner for writer in writers.writers}) == 1
    counts = sorted(writer.partitions for writer in writers.writers)
    why = f" The topic grew from {counts[0]:,} to {counts[-1]:,} partitions." if grew else ""
    return f"Keys were placed: {', '.join(parts)}.{why}"


def change_text(change: ChangeInTime | None) -> str:
    """When each of several writers wrote, as sentences with a blank in front; empty where unknown."""
    if change is None or change.kind == "unclear":
        return ""
    order = {
        "timestamp": "by their timestamps",
        "arrival": "in the order in which records were read",
        "partition": "in the order of each partition",
    }[change.told_by]
    if change.kind == "throughout":
        return f" No change in time: all of them wrote from beginning to end, {order}."
    spans = [_span_text(span, change.told_by) for span in change.spans]
    return f" Changed over time ({order}): {'; '.join(spans)}."


def _span_text(span: WriterSpan, told_by: str) -> str:
    name = f"{span.title} over {span.partitions:,}"
    if span.begins is None and span.ends is None:
        return f"{name} throughout" if told_by != "partition" else f"{name} until the end"
    since = "" if span.begins is None else f" from {_moment_text(span.begins, told_by)}"
    until = "" if span.ends is None else f" until {_moment_text(span.ends, told_by)}"
    return f"{name}{since}{until}"


def _moment_text(moment: Moment, told_by: str) -> str:
    of = "of each partition's records" if told_by == "partition" else "of the records"
    share = f"{moment.share:.1%} {of}"
    if moment.timestamp_ms is None:
        return share
    return f"{_utc(moment.timestamp_ms)} ({share})"


def _utc(timestamp_ms: int) -> str:
    """To the second; the number itself where it is outside the calendar."""
    try:
        when = datetime.fromtimestamp(timestamp_ms // 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return f"timestamp {timestamp_ms}"
    return f"{when:%Y-%m-%d %H:%M:%S} UTC"


def split_text(split: SplitKeys) -> str:
    """Keys in several partitions, as a sentence."""
    if split.keys.estimate == 0:
        if split.exact:
            return f"All {split.sampled_keys:,} keys are in one partition each: no key lost its order."
        return (
            f"All {split.sampled_keys:,} sampled keys are in one partition each, so at most "
            f"{split.keys.upper:,.0f} of all keys are in several."
        )
    about = "" if split.exact else "about "
    bounds = "" if split.exact else f", {split.keys.lower:,.0f} to {split.keys.upper:,.0f}"
    return (
        f"{about}{split.keys.estimate:,.0f} keys ({split.share:.1%}{bounds}) are in several partitions, with "
        f"{split.records_share:.1%} of the records: these have no order across partitions."
    ).capitalize()


def count_text(observed: Observed) -> str:
    """How many partitions, and how that is known."""
    known = {
        "told": "",
        "inferred": " (inferred from the partitioner that explains the records)",
        "highest": " (the highest partition with records, plus one; --topic-partitions tells otherwise)",
    }[observed.count_from]
    return f"{observed.count:,} partitions{known}"
