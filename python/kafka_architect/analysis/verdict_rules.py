"""The rules of a verdict, in their order: each gives a code and a sentence, or None if it does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.analysis.evidence import (
    TOLERATED_DEVIATION,
    UNEVEN_P_VALUE,
    UNKEYED_SHARE,
    keys_text,
)
from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.observed.rules import mixed_partitioners, uneven_partitions
from kafka_architect.analysis.sample_size import records_needed
from kafka_architect.analysis.two_answers import AsTheyLie

if TYPE_CHECKING:
    from kafka_architect.analysis.findings import Findings, LoadFindings
    from kafka_architect.analysis.key_fault import KeyFault
    from kafka_architect.analysis.two_answers import TwoAnswers

# Twice the excess that 99 % of ideal hashes stay below cannot be luck, whatever the distinct keys say:
# the heavy keys themselves were made to meet in one partition.
_BEYOND_LUCK = 2.0
_NAMED = 3

Judged = tuple[str, str] | None


def unclear_source(findings: Findings) -> Judged:
    """The lines look like something else: nothing that is counted of them says anything about keys."""
    doubt = findings.measurements.doubt
    if doubt is None:
        return None
    return "unclear-source", (
        f"The source looks like {doubt.title} ({doubt.evidence}), so these figures may describe whole lines, "
        "not keys: extract the keys, or declare that each line is a key."
    )


def unkeyed(findings: Findings) -> Judged:
    """No record, or less than half of them, has a key that decides a partition."""
    if findings.records is None:
        what = "none of the records has one" if findings.measurements.records else "there are no records"
        return "unkeyed", f"No key determines a partition: {what}."
    if findings.unkeyed_share < UNKEYED_SHARE:
        return None
    return "unkeyed", f"{findings.unkeyed_share:.1%} of the records have no key that determines a partition."


def single_partition(findings: Findings) -> Judged:
    """Nothing can be uneven over one partition."""
    if findings.count > 1:
        return None
    return "healthy", "One partition takes every record: nothing to spread, and no parallelism."


def uneven_hash(findings: Findings) -> Judged:
    """Worse than chance by the loads AND by the distinct keys, or worse than any luck by the loads.

    Within the usual advice of 10 % nothing is called uneven, however surely it is not chance.
    """
    loads = findings.records
    if loads is None or loads.spread.deviation <= TOLERATED_DEVIATION:
        return None
    spread, chance = loads.spread, loads.chance
    beyond_luck = max(1 + _BEYOND_LUCK * (chance.max_over_mean.p99 - 1), HARMFUL_MAX_OVER_MEAN)
    by_keys = findings.test is not None and findings.test.p_uneven < UNEVEN_P_VALUE
    high = spread.max_over_mean > chance.max_over_mean.p99
    if not (by_keys and (high or spread.cv > chance.cv.p99)) and spread.max_over_mean <= beyond_luck:
        return None
    empty = f" and {spread.empty} stay empty" if spread.empty else ""
    figure, limit = (
        ("", chance.max_over_mean.p99) if high else (f", the CV is {spread.cv:.3f}", chance.cv.p99)
    )
    return "uneven-hash", (
        f"{findings.placed_by} distributes these keys worse than chance: the hottest of {spread.count} "
        f"partitions has {spread.max_over_mean:.2f} times the mean{empty}{figure}, where 99 % of ideal "
        f"hashes stay below {limit:.3g}."
    )


def small_sample(findings: Findings) -> Judged:
    """What looks uneven may be the sample alone: its keys are not yet those of the topic."""
    if findings.by_records is None or findings.by_records.as_they_lie is not AsTheyLie.UNKNOWN:
        return None
    m = findings.measurements
    keyed = m.records - m.unpartitioned
    return "small-sample", (
        f"{m.distinct_keys.estimate:,.0f} distinct keys in {keyed:,} records: the sample is too small to "
        f"judge {findings.count} partitions. Take about "
        f"{max(records_needed(findings.count), 2 * keyed):,} records."
    )


def keys_by_records(findings: Findings) -> Judged:
    """Hot keys, too few keys, or keys that happen to meet, by records."""
    return None if findings.records is None else _keys(findings.records, findings.by_records)


def keys_by_bytes(findings: Findings) -> Judged:
    """The same by bytes."""
    judged = None if findings.bytes is None else _keys(findings.bytes, findings.by_bytes)
    m = findings.measurements
    if judged is None or not m.sized_records or m.sized_records == m.records:
        return judged
    code, summary = judged
    return code, f"{summary} Sizes are known for only {m.sized_records / m.records:.1%} of the records."


def bursty(findings: Findings) -> Judged:
    """Hot at every moment."""
    burst = findings.burst
    if burst is None or not burst.harmful:
        return None
    if burst.keys is None:
        few = "neighboring records share a key"
    else:
        few = (
            f"neighboring records have only {burst.keys:,.0f} keys" if burst.keys >= 2 else "they share a key"
        )
    return "bursty", (
        f"Even overall, but at any moment one of {findings.count} partitions takes {burst.share:.0%} of the "
        f"records ({burst.expected:.0%} in random order): {few}, as with timestamps, batch uploads, or a "
        "source sorted by key."
    )


def healthy(findings: Findings) -> Judged:
    """What is left."""
    loads, answers = findings.records, findings.by_records
    if loads is None or answers is None:
        return None
    measured = (
        f"The hottest of {findings.count} partitions has {loads.spread.max_over_mean:.2f} times the mean"
        f"{', measured' if findings.measured is not None else ''}"
    )
    if answers.fault is None:
        return "healthy", f"{measured}; an ideal hash would give {answers.by_chance:.2f} with these keys."
    return "healthy", (
        f"{measured} with the current keys. This is chance, and changes with keys or partition count: an "
        f"ideal hash would give {answers.by_chance:.2f} on average."
    )


RULES = (
    unclear_source,
    uneven_partitions,
    unkeyed,
    single_partition,
    mixed_partitioners,
    uneven_hash,
    small_sample,
    keys_by_records,
    keys_by_bytes,
    bursty,
    healthy,
)


def _keys(loads: LoadFindings, answers: TwoAnswers | None) -> Judged:
    """What the loads say as the keys lie."""
    if answers is None:
        return None
    if answers.as_they_lie is AsTheyLie.COLLIDING:
        return "colliding-keys", _colliding(loads, answers)
    if answers.as_they_lie is not AsTheyLie.KEYS or answers.fault is None:
        return None
    fault = answers.fault
    return fault.code, _hot_keys(fault, loads) if fault.hot_keys else _too_few_keys(loads, answers)


def _too_few_keys(loads: LoadFindings, answers: TwoAnswers) -> str:
    return (
        f"Effective keys: {keys_text(loads.weights.effective)}, too few for {loads.spread.count} partitions: "
        f"the hottest has {_hottest(loads)}, and an ideal hash would give {answers.by_chance:.2f} times."
    )


def _colliding(loads: LoadFindings, answers: TwoAnswers) -> str:
    count = loads.spread.count
    met = (
        [] if loads.heavy is None else [k for k in loads.heavy.keys if k.hash % count == loads.spread.hottest]
    )
    named = ", ".join(f"'{key_text(key.key)}' ({key.lower / loads.spread.total:.1%})" for key in met[:_NAMED])
    who = f" Its largest keys: {named}." if named else ""
    return (
        f"Keys happen to share a partition: the hottest of {count} has {_hottest(loads)}, where an ideal "
        f"hash would give {answers.by_chance:.2f} times on average. Another partition count, or an explicit "
        f"key map, separates them.{who}"
    )


def _hottest(loads: LoadFindings) -> str:
    """The hottest partition against the mean, and its part of everything."""
    over_mean = loads.spread.max_over_mean
    return f"{over_mean:.2f} times the mean ({over_mean / loads.spread.count:.1%} of the {loads.unit})"


def _hot_keys(fault: KeyFault, loads: LoadFindings) -> str:
    name = f" '{key_text(loads.heavy.keys[0].key)}'" if loads.heavy is not None and loads.heavy.keys else ""
    one = fault.hot_keys == 1
    who = f"The key{name} has" if one else f"The {fault.hot_keys} hottest keys have"
    return (
        f"{who} {fault.hot_share:.1%} of the {loads.unit}: the hottest of {loads.spread.count} partitions "
        f"has {_hottest(loads)}; without {'it' if one else 'them'} an ideal hash would give "
        f"{fault.without:.2f} times."
    )
