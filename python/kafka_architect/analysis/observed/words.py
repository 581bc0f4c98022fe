"""What was observed, in sentences: for verdicts, evidence and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
