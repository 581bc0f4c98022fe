"""Weak keys by their numbers: too few of them, one that has nearly all records, null and empty keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.analysis import key_forms as forms
from kafka_architect.analysis.chance import keys_needed
from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.sample_size import FIXED_COVERAGE, coverage
from kafka_architect.analysis.sampled_keys import WeakKey, either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.analysis.sampled_keys import SampledKeys

_NEAR_CONSTANT = 0.8
_NULL_HEAVY = 0.10
_EMPTY_HEAVY = 0.05
_HALF = 0.5


def few_keys(sampled: SampledKeys) -> Iterator[WeakKey]:
    """Constant, boolean-like, or fewer keys than the partition count needs: one of them, the strongest."""
    distinct = sampled.measurements.distinct_keys.upper
    covered = coverage(sampled.measurements)
    if not sampled.keys or not sampled.counts or covered is None or covered < FIXED_COVERAGE:
        return  # the topic has more keys than were seen
    examples = sampled.examples(range(len(sampled.keys)))
    if distinct < 1.5:
        reason = "Every record has the same key and goes to the same partition, whatever the partition count."
        yield WeakKey("constant", 1.0, "keys", True, reason, examples)
        return
    words = {key.lower() for key in sampled.keys}
    if distinct < 2.5 or (distinct < 3.5 and words <= forms.BOOLEAN_WORDS):
        reason = f"{distinct:.0f} keys reach at most {distinct:.0f} partitions under any hash."
        yield WeakKey("boolean-like", 1.0, "keys", True, reason, examples)
        return
    short = [count for count in sampled.counts if distinct < keys_needed(count, HARMFUL_MAX_OVER_MEAN)]
    if short:
        needed = keys_needed(min(short), HARMFUL_MAX_OVER_MEAN)
        reason = (
            f"{distinct:,.0f} distinct keys are too few for {either(short)} partitions: {min(short)} need "
            f"about {needed:,} keys, even equal ones under an ideal hash, to keep the hottest partition "
            f"below {HARMFUL_MAX_OVER_MEAN} times the mean."
        )
        harmful = sampled.lie_unevenly(short)
        if not harmful:
            reason += " They currently happen to be distributed evenly."
        yield WeakKey("low-cardinality", 1.0, "keys", harmful, reason, examples)


def near_constant(sampled: SampledKeys) -> Iterator[WeakKey]:
    """One key among others that has at least 80 % of the keyed records."""
    m = sampled.measurements
    keyed = m.records - m.unpartitioned
    if not m.heavy.keys or keyed <= 0 or m.distinct_keys.upper < 1.5:
        return
    hottest = m.heavy.keys[0]
    share = hottest.lower / keyed
    if share >= _NEAR_CONSTANT:
        reason = f"One key has {share:.1%} of the keyed records, and all of them go to one partition."
        yield WeakKey(
            "near-constant", share, "records", bool(sampled.counts), reason, (key_text(hottest.key),)
        )


def nulls(sampled: SampledKeys) -> Iterator[WeakKey]:
    """At least 10 % of the records without a key."""
    m = sampled.measurements
    share = m.null_keys / m.records if m.records else 0.0
    if share < _NULL_HEAVY:
        return
    if m.unpartitioned < m.null_keys:
        reason = f"{m.partitioner} sends all null keys to the same partition: they act as one hot key."
        yield WeakKey("null-heavy", share, "records", bool(sampled.counts), reason, ())
        return
    reason = (
        "The producer spreads null keys itself, batch by batch: evenly, but without order, and a compacted "
        "topic rejects them."
    )
    yield WeakKey("null-heavy", share, "records", share >= _HALF, reason, ())


def empty(sampled: SampledKeys) -> Iterator[WeakKey]:
    """At least 5 % of the records with a key of no bytes."""
    m = sampled.measurements
    share = m.empty_keys / m.records if m.records else 0.0
    if share < _EMPTY_HEAVY:
        return
    if m.unpartitioned >= m.null_keys + m.empty_keys:
        reason = f"{m.partitioner} treats an empty key as a null key: the producer spreads it, without order."
        yield WeakKey("empty-heavy", share, "records", share >= _HALF, reason, ())
        return
    most = max(sampled.counts, default=1)
    reason = (
        "An empty key is hashed like any other: these records all go to one partition and are "
        f"{share * most:.1f} times a fair share of {most}. Send null if there is no key."
    )
    yield WeakKey("empty-heavy", share, "records", share * most > _HALF, reason, ("",))
