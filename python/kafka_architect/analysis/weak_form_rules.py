"""Weak keys by their form: sequential, times, shared prefixes, wire format, JSON, letter case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis import key_forms as forms
from kafka_architect.analysis.bursts import measured_burst
from kafka_architect.analysis.hash_families import hash_family, weakness
from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.sampled_keys import WeakKey, either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from kafka_architect.analysis.sampled_keys import SampledKeys

_FEWEST = 20
_SHORTEST_PREFIX = 4
_MOST_DATED = 0.9
_MOST_JSON = 0.5
_CASE_SHARE = 0.001


def numbers(sampled: SampledKeys) -> Iterator[WeakKey]:
    """Sequential numbers and epoch times."""
    found = forms.numbers(sampled.keys)
    if found is None:
        return
    unit = forms.epoch_unit(found.values) if len(sampled.keys) >= _FEWEST else None
    sequential = forms.is_sequential(found.values, sampled.rate)
    # A topic may have a key for every second, but hardly one for every millisecond.
    if unit is not None and not (sequential and unit != "seconds"):
        yield _timestamps(sampled, found.which, f"{found.written} that are epoch {unit}")
    elif sequential:
        yield _by_hash(
            sampled,
            "sequential",
            found.which,
            f"{found.written} without large gaps",
            "The advice against sequential keys applies to range partitioning, where all new keys fall into "
            "the last range; here the hash scatters them.",
        )


def dates(sampled: SampledKeys) -> Iterator[WeakKey]:
    """Keys with a calendar date in them."""
    which = forms.dated(sampled.keys)
    if which.size < _FEWEST or which.mean() < _MOST_DATED:
        return
    found = forms.numbers(sampled.keys)
    if found is None or forms.epoch_unit(found.values) is None:
        yield _timestamps(sampled, which, "Keys with a date in them")


def _timestamps(sampled: SampledKeys, which: NDArray[np.bool_], what: str) -> WeakKey:
    measured = [measured_burst(sampled.measurements, totals) for totals in sampled.measurements.partitions]
    bursts = [burst for burst in measured if burst is not None]
    hot = [burst for burst in bursts if burst.harmful]
    if hot:
        worst = max(hot, key=lambda burst: burst.ratio)
        result = (
            f"in arrival windows the hottest partition takes {worst.share:.0%} of the records, "
            f"{worst.ratio:.1f} times what random order gives"
        )
    elif bursts:
        result = "the arrival windows show no such burst here"
    else:
        result = "there are too few records to tell"
    reason = (
        f"{what}: even overall, but if many neighboring records have the same time, one partition is hot at "
        f"any moment and the others are idle; {result}."
    )
    examples = sampled.examples(np.flatnonzero(which))
    return WeakKey("timestamp-like", float(which.mean()), "keys", bool(hot), reason, examples)


def shared_prefix(sampled: SampledKeys) -> Iterator[WeakKey]:
    """At least 90 % of the keys start with the same four bytes or more."""
    prefix = forms.common_prefix(sampled.keys) if len(sampled.keys) >= _FEWEST else b""
    if len(prefix) < _SHORTEST_PREFIX:
        return
    which = np.array([key.startswith(prefix) for key in sampled.keys], dtype=np.bool_)
    what = f"The keys start with '{key_text(prefix)}'"
    harmless = "A hash over the whole key does not cluster them, unlike one over the first bytes."
    yield _by_hash(sampled, "shared-prefix", which, what, harmless)


def _by_hash(sampled: SampledKeys, name: str, which: NDArray[np.bool_], what: str, harmless: str) -> WeakKey:
    """A form of keys that does harm only under a hash that does not mix it."""
    uneven = sampled.uneven(which)
    known = weakness(sampled.partitioner)
    if uneven:
        reason = (
            f"{what}, and {sampled.partitioner} preserves their form: {uneven}. "
            f"{known[0].upper()}{known[1:]}."
        )
    else:
        counts = f" over {either(sampled.counts)} partitions" if sampled.counts else ""
        reason = f"{what}; {sampled.partitioner} distributes them no worse than chance{counts}. {harmless}"
        if hash_family(sampled.partitioner) in {"crc32", "fnv1a", "java_hash_code"}:
            reason += f" Test each new partition count: {known}."
    examples = sampled.examples(np.flatnonzero(which))
    return WeakKey(name, float(which.mean()), "keys", bool(uneven), reason, examples)


def schema(sampled: SampledKeys) -> Iterator[WeakKey]:
    """Keys in Confluent's wire format."""
    ids = forms.schema_ids(sampled.keys)
    if ids is None:
        return
    which = [
        i for i, key in enumerate(sampled.keys) if len(key) > 5 and int.from_bytes(key[1:5], "big") in ids
    ]
    named = ", ".join(str(schema_id) for schema_id, _ in ids.most_common(3))
    several = len(ids) > 1
    now = (
        f"{len(ids)} ids are in use: the same entity can be in {len(ids)} partitions"
        if several
        else "One id is in use, so there is no harm yet; use a plain key serializer (string, long, uuid)"
    )
    reason = (
        f"A zero byte and a schema id ({named}) precede each key and are hashed with it: a new schema "
        f"id moves every key to another partition and breaks order and joins. {now}."
    )
    share = ids.total() / len(sampled.keys)
    yield WeakKey("confluent-wire-format", share, "keys", several, reason, sampled.examples(which))


def json(sampled: SampledKeys) -> Iterator[WeakKey]:
    """At least half of the keys are JSON objects or arrays."""
    which, again = forms.json_documents(sampled.keys)
    if not which.size or which.mean() < _MOST_JSON:
        return
    now = (
        f"{again:,} sampled keys are alternative serializations of another sampled document"
        if again
        else "No document was sampled in two serializations; keys of plain values avoid the problem"
    )
    reason = (
        "JSON has no canonical form: a different field order, or a space, is a different key to the hash and "
        f"may go to another partition. {now}."
    )
    examples = sampled.examples(np.flatnonzero(which))
    yield WeakKey("json", float(which.mean()), "keys", again > 0, reason, examples)


def case(sampled: SampledKeys) -> Iterator[WeakKey]:
    """Keys that differ from another one in letter case only."""
    groups = forms.case_groups(sampled.keys)
    keys = sum(len(group) for group in groups)
    if not groups or keys < _CASE_SHARE * len(sampled.keys):
        return
    split = sum(sampled.are_apart(group) for group in groups)
    result = (
        f"{split:,} of {len(groups):,} such groups are spread over several partitions: an entity written "
        "both ways has no order"
        if split
        else f"each group shares a partition, because {weakness(sampled.partitioner)}"
    )
    reason = f"{keys:,} sampled keys differ from another one only in letter case; {result}."
    share = keys / len(sampled.keys)
    yield WeakKey("letter-case", share, "keys", split > 0, reason, sampled.examples(groups[0]))
