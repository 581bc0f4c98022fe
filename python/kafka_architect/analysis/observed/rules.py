"""Rules of a verdict that look at where the records are, and not at where they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.observed.words import change_text, split_text, written_by
from kafka_architect.analysis.observed.writers import TOLERATED
from kafka_architect.analysis.spread import Spread

if TYPE_CHECKING:
    from kafka_architect.analysis.findings import Findings
    from kafka_architect.analysis.observed.observed import Observed


def uneven_partitions(findings: Findings) -> tuple[str, str] | None:
    """The measured load is uneven, and the keys are not the reason."""
    observed, loads = findings.observed, findings.measured
    lie = None if loads is None else Spread.of(loads)
    if observed is None or lie is None or lie.count < 2 or lie.max_over_mean <= HARMFUL_MAX_OVER_MEAN:
        return None
    hottest = (
        f"partition {lie.hottest} has {lie.max_over_mean:.2f} times the mean of {lie.count:,} partitions "
        f"({lie.max_over_mean / lie.count:.1%} of the records){_predicted(findings)}"
    )
    if observed.only_partition is not None:
        return "uneven-partitions", (
            f"All records are in one partition: {hottest}. Producers set the partition, or do not place "
            "records by key. If the source holds one partition of several, analyze all of them; if the topic "
            "has one, set --topic-partitions 1."
        )
    keyed = findings.records
    if keyed is None or keyed.spread.max_over_mean <= HARMFUL_MAX_OVER_MEAN:
        if observed.keyless is None:
            return None
        why = f"Of the records without a key {observed.keyless.explanation}"
    elif (writers := observed.writers) is not None and writers.kind in {"unknown", "partly"}:
        if keyed.spread.max_over_mean <= keyed.chance.max_over_mean.p99:
            return None
        why = written_by(writers)
    else:
        return None
    return "uneven-partitions", f"Measured, {hottest}. {why}"


def _predicted(findings: Findings) -> str:
    predicted = findings.predicted
    if predicted is None:
        return ""
    return f"; {findings.measurements.partitioner} would give {predicted.max_over_mean:.2f} times (predicted)"


def mixed_partitioners(findings: Findings) -> tuple[str, str] | None:
    """Several partitioners or partition counts have placed the keys, or keys are in several partitions."""
    observed = findings.observed
    if observed is None or findings.measured is None:
        return None
    if observed.split_keys is None and observed.writers is None:
        return _by_agreement(findings, observed)
    writers, split = observed.writers, observed.split_keys
    lost = split is not None and max(split.share, split.records_share) > TOLERATED
    order = "" if split is None else f" {split_text(split)}"
    if writers is not None and (
        writers.kind == "mixture" or (writers.kind == "partly" and (lost or len(writers.writers) > 1))
    ):
        return "mixed-partitioners", (
            f"{written_by(writers)}{change_text(observed.change)}{order}{as_measured(findings)} Use one "
            "partitioner in all producers; keys that moved keep their order only once consumers have read "
            "what was written before."
        )
    if lost:
        why = "" if writers is None else f" {written_by(writers)}{change_text(observed.change)}"
        return "split-keys", f"{order.strip()}{why}{as_measured(findings)}"
    return None


def _by_agreement(findings: Findings, observed: Observed) -> tuple[str, str] | None:
    """Of saved states that know the records' partitions and not the keys'."""
    if findings.agreement is None or findings.agreement >= 1 - TOLERATED:
        return None
    return "mixed-partitioners", (
        f"Only {findings.agreement:.1%} of the records are where {observed.partitioner} places them: another "
        "partitioner or partition count has written to this topic, and keys that both have written lose "
        f"their order.{as_measured(findings)}"
    )


def as_measured(findings: Findings) -> str:
    """The measured load beside the predicted one."""
    lie = None if findings.measured is None else Spread.of(findings.measured)
    if lie is None:
        return ""
    return (
        f" Measured, partition {lie.hottest} has {lie.max_over_mean:.2f} times the mean "
        f"({lie.max_over_mean / lie.count:.1%} of the records){_predicted(findings)}."
    )
