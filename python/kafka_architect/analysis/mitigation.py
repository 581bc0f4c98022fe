"""Mitigations: what can be done about hot partitions, each simulated on the measured keys.

Loads are exact where the partition count was measured: what is not a head key stays where it was counted.
Sources: two choices (PKG), Nasir et al., arXiv 1504.00788; more choices for head keys (D-Choices and
W-Choices), arXiv 1510.05714; compound keys.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis import mitigation_simulation as simulated
from kafka_architect.analysis.key_map import key_map
from kafka_architect.analysis.mitigation_loads import MeasuredLoads
from kafka_architect.analysis.mitigation_ranking import ranked
from kafka_architect.analysis.what_if import moved
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import Measurements

    HashKeys = Callable[[Sequence[bytes]], NDArray[np.uint32]]

_SAME_HASH = (
    "Choose the sub-key by a counter or at random, not by the same hash: keys of one partition of P1, hashed "
    "again over P2, reach only P2 / gcd(P1, P2) partitions."
)
_SALTED_PER_KEY = 10
# A topic of its own is for few keys: where they have most of the records, it is the old topic over again.
_DEDICATED_SHARE = 0.5


@short_repr
@dataclass(frozen=True, slots=True)
class Mitigation:
    """One mitigation, with its price.

    `max_over_mean` and `hottest_share` (the hottest partition's part of all keyed records) are after the
    change, `_before` without it. `keys_losing_order` counts keys whose records spread over several partitions
    (for `more-partitions`, once: between old and new records), `records_losing_order` is their share of the
    records. `partitions_per_key` is what a reader of one such key has to read. `cures` says whether the
    hottest partition comes down to the target, `recommended` whether this is the way to try first.
    """

    name: str
    parameters: dict[str, int | float]
    max_over_mean_before: float
    max_over_mean: float
    hottest_share_before: float
    hottest_share: float
    keys_losing_order: int
    records_losing_order: float
    partitions_per_key: float
    reader_cost: str
    when: str
    cures: bool = False
    recommended: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The mitigation as JSON-ready values."""
        return asdict(self)


def mitigations(
    measurements: Measurements, partition_count: int, hash_key: HashKeys
) -> tuple[Mitigation, ...]:
    """Simulate every mitigation over one partition count, best first; empty without keyed records.

    Args:
        measurements: What was counted.
        partition_count: Partitions of the topic.
        hash_key: The partitioner's non-negative hash of n keys, as a uint32 array of shape (n,).

    Ways that touch head keys only are left out where no key alone exceeds 20 % of a partition's fair share.
    The target of each is a max/mean of 1.2, or, where that is more, what 95 % of all ideal hashes reach with
    the head spread evenly over the partitions: the head's share + the others' share x their own max/mean.
    A dedicated topic is left out where head keys have more than half of the records.
    """
    loads = MeasuredLoads.of(measurements, partition_count, hash_key)
    if loads is None:
        return ()
    return ranked(_all(measurements, loads), loads)


def _all(measurements: Measurements, loads: MeasuredLoads) -> Iterator[Mitigation]:
    distinct = round(measurements.distinct_keys.estimate)
    yield from _key_map(measurements, loads)
    if loads.head:
        yield _salt_head(loads)
        yield _more_choices(loads)
        yield _any_partition(loads)
        if loads.head_share <= _DEDICATED_SHARE:
            yield _dedicated_topic(loads)
    yield _compound_keys(loads, distinct)
    yield _two_choices(loads, distinct)
    yield _more_partitions(measurements, loads, distinct)


def _key_map(measurements: Measurements, loads: MeasuredLoads) -> Iterator[Mitigation]:
    found = key_map(measurements, loads.count)
    if found is None:
        return
    yield _mitigation(
        "key-map",
        loads,
        found.max_over_mean,
        {"keys_in_the_map": len(found.keys), "keys_moved_once": found.moved},
        keys=0,
        records=0.0,
        partitions=1.0,
        reader_cost=(
            f"Nothing to merge: every key is in one partition. {found.moved:,} keys with "
            f"{found.records_moved:.1%} of the records change their partition once, as when a topic grows. "
            "Requires the same custom partitioner in all producers, and a new map when other keys become hot "
            "or the partition count changes."
        ),
        when=(
            "Hot keys that are known, stable (tenants, airports, shops) and must keep their order. "
            "`kafka-architect analyze --key-map FILE` writes it as JSON, Java or Python."
        ),
    )


def _salt_head(loads: MeasuredLoads) -> Mitigation:
    found = simulated.salted(loads)
    return _mitigation(
        "salt-hot-keys",
        loads,
        found.max_over_mean,
        {"hot_keys": len(loads.head), "sub_keys": found.choices, "target": loads.target},
        keys=len(loads.head),
        records=loads.head_share,
        partitions=found.partitions_per_key,
        reader_cost=(
            f"A consumer of a hot key reads up to {found.choices} sub-keys (`<key>-<n>`) in "
            f"{found.partitions_per_key:.1f} partitions; per-key results need a second stage that merges "
            "them, and a compacted topic keeps one value per sub-key."
        ),
        when=f"A few hot keys whose records need no ordering, such as counts. {_SAME_HASH}",
    )


def _more_choices(loads: MeasuredLoads) -> Mitigation:
    found = simulated.more_choices(loads)
    return _mitigation(
        "more-choices-for-hot-keys",
        loads,
        found.max_over_mean,
        {"hot_keys": len(loads.head), "choices": found.choices, "target": loads.target},
        keys=len(loads.head),
        records=loads.head_share,
        partitions=found.partitions_per_key,
        reader_cost=(
            f"A hot key is spread over up to {found.choices} known partitions: a second stage merges them. "
            "All other keys stay where they are, in order. Requires a custom partitioner that knows the hot "
            "keys."
        ),
        when="Like salting, if producers can track loads and fewer partitions per key are worth it.",
    )


def _any_partition(loads: MeasuredLoads) -> Mitigation:
    return _mitigation(
        "any-partition-for-hot-keys",
        loads,
        simulated.any_partition(loads),
        {"hot_keys": len(loads.head)},
        keys=len(loads.head),
        records=loads.head_share,
        partitions=float(loads.count),
        reader_cost=(
            f"A hot key is spread over all {loads.count} partitions: its consumers read the whole topic."
        ),
        when=(
            "The most even distribution possible for hot keys; for aggregation by all consumers, followed by "
            "a merge."
        ),
    )


def _dedicated_topic(loads: MeasuredLoads) -> Mitigation:
    found = simulated.dedicated_topic(loads)
    return _mitigation(
        "dedicated-topic",
        loads,
        found.max_over_mean,
        {
            "hot_keys": len(loads.head),
            "dedicated_partitions_in_order": found.partitions_in_order,
            "dedicated_partitions_without_order": found.partitions_without_order,
            "hottest_key_over_mean": float(loads.head_weights.max()) / loads.mean,
        },
        keys=0,
        records=0.0,
        partitions=1.0,
        hottest_share=found.hottest_share,
        reader_cost=(
            f"Consumers subscribe to two topics. Hot keys keep their order in {found.partitions_in_order} "
            "partitions if a partitioner assigns them by name, but the hottest key is still in one "
            f"partition, with dedicated consumers; spread without order, {found.partitions_without_order} "
            "partitions bring each to the old mean."
        ),
        when=(
            "Hot keys that are known and few (a large tenant), must keep their order, and may have dedicated "
            f"consumers and limits. {_SAME_HASH}"
        ),
    )


def _compound_keys(loads: MeasuredLoads, distinct: int) -> Mitigation:
    found = simulated.compound(loads, _SALTED_PER_KEY)
    return _mitigation(
        "compound-keys",
        loads,
        found.max_over_mean,
        {"sub_keys": _SALTED_PER_KEY},
        keys=distinct,
        records=1.0,
        partitions=found.partitions_per_key,
        reader_cost=(
            f"Every key becomes {_SALTED_PER_KEY} keys (`<key>-<n>`, n = counter % {_SALTED_PER_KEY}): a "
            f"consumer of any key reads {found.partitions_per_key:.1f} partitions, and all per-key results "
            "need a merge."
        ),
        when="No key needs ordering, and hot keys cannot be predicted. Salting only hot keys costs less.",
    )


def _two_choices(loads: MeasuredLoads, distinct: int) -> Mitigation:
    return _mitigation(
        "two-choices",
        loads,
        simulated.two_choices(loads),
        {"choices": 2},
        keys=distinct,
        records=1.0,
        partitions=2.0 if loads.count > 1 else 1.0,
        reader_cost=(
            "Every key is spread over two partitions, the less loaded one at the time: each per-key result "
            "is the merge of two. Requires a custom partitioner; each producer balances by the loads it "
            "knows of."
        ),
        when=(
            "Aggregations over many moderately hot keys; a key above two fair shares of a partition stays "
            "hot."
        ),
    )


def _more_partitions(measurements: Measurements, loads: MeasuredLoads, distinct: int) -> Mitigation:
    count = loads.count * 2
    measured = simulated.spread_over(measurements, loads, count)
    change = moved(measurements, loads.count, count)
    keys = change.formula if change.keys is None else change.keys
    return _mitigation(
        "more-partitions",
        loads,
        measured,
        {"partitions": count},
        keys=round(distinct * keys),
        records=change.formula if change.records is None else change.records,
        partitions=1.0,
        hottest_share=measured / count,
        reader_cost=(
            "None for consumers of one key, but half of the keys move once and lose the order between older "
            "and newer records (see `moved`)."
        ),
        when=(
            "Too few partitions for the throughput, and no hot key: the hottest partition still holds at "
            "least the hottest key, so compare the share of the hottest partition, not max/mean."
        ),
    )


def _mitigation(
    name: str,
    loads: MeasuredLoads,
    after: float,
    parameters: dict[str, int | float],
    *,
    keys: int,
    records: float,
    partitions: float,
    reader_cost: str,
    when: str,
    hottest_share: float | None = None,
) -> Mitigation:
    return Mitigation(
        name=name,
        parameters=parameters,
        max_over_mean_before=loads.max_over_mean,
        max_over_mean=after,
        hottest_share_before=loads.max_over_mean / loads.count,
        hottest_share=after / loads.count if hottest_share is None else hottest_share,
        keys_losing_order=keys,
        records_losing_order=min(records, 1.0),  # rounding may lift the sum of all shares above 1
        partitions_per_key=partitions,
        reader_cost=reader_cost,
        when=when,
    )
