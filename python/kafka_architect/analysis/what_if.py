"""What if the topic had another partition count: how the keys would spread, and what moving there costs."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.findings import KeyFigures
from kafka_architect.analysis.key_weights import tail_of_sample
from kafka_architect.analysis.spread import Spread, useful_partitions
from kafka_architect.analysis.verdict import judge
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from kafka_architect.analysis.measurements import Measurements, PartitionTotals
    from kafka_architect.analysis.verdict import Verdict


@short_repr
@dataclass(frozen=True, slots=True)
class WhatIf:
    """How the measured keys spread over one partition count; exact, except for `expected_cv`.

    The figures are None without keyed records. `verdict` is about the keys as they lie, `by_chance`
    (`healthy`, `hot-key`, `too-few-keys`; None without keyed records) about other keys like these.
    """

    count: int
    max_over_mean: float | None
    cv: float | None
    expected_cv: float | None
    empty: int
    verdict: str
    by_chance: str | None
    summary: str

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON-ready values."""
        return asdict(self)


class WhatIfRows(tuple[WhatIf, ...]):
    """Rows in ascending order of their counts: a tuple, which a notebook shows as a curve and a table."""

    __slots__ = ()

    def __repr__(self) -> str:
        """One line; the rows are shown by iterating."""
        if not self:
            return "<WhatIfRows: none>"
        healthy = sum(one.verdict == "healthy" for one in self)
        return (
            f"<WhatIfRows: {len(self):,} counts from {self[0].count:,} to {self[-1].count:,}, "
            f"{healthy:,} healthy>"
        )

    def _repr_html_(self) -> str:
        from kafka_architect.report.html.what_if import what_if_fragment

        return what_if_fragment([one.to_dict() for one in self])


@short_repr
@dataclass(frozen=True, slots=True)
class RecommendedCount:
    """A partition count worth having, and why; `max_over_mean` is measured."""

    count: int
    max_over_mean: float
    verdict: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The recommendation as JSON-ready values."""
        return asdict(self)


@short_repr
@dataclass(frozen=True, slots=True)
class MovedKeys:
    """Which keys change their partition between two counts.

    `keys` and `records` are shares measured on `sampled` distinct keys, None without any; `formula` is
    1 - min(a, b) / lcm(a, b).
    """

    before: int
    after: int
    keys: float | None
    records: float | None
    formula: float
    sampled: int
    order: str

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return asdict(self)


def what_if(measurements: Measurements, on_progress: Callable[[int, int], None] | None = None) -> WhatIfRows:
    """Judge every partition count that was measured, in ascending order. 5 to 40 ms for each of them.

    `on_progress` is called after each with (counts judged, counts in all).
    """
    keys = KeyFigures.of(measurements)
    counts = _measured(measurements)
    rows: list[WhatIf] = []
    for totals in counts:
        rows.append(_row(totals, judge(measurements, totals, keys=keys), keys))
        if on_progress is not None:
            on_progress(len(rows), len(counts))
    return WhatIfRows(rows)


def recommended_counts(
    measurements: Measurements,
    brokers: int | None = None,
    *,
    at_least: int = 2,
    rows: tuple[WhatIf, ...] | None = None,
) -> tuple[RecommendedCount, ...]:
    """Recommend one measured count for each doubling from `at_least` or `brokers`, in ascending order.

    A count qualifies if it is a multiple of `brokers` (then leaders spread evenly), does not exceed the
    useful-partition ceiling by records or by bytes, and its verdict is `healthy` as the keys lie. Where none
    is healthy, those within the ceiling qualify. Of counts within a doubling the one with the most divisors
    wins: most sizes of a consumer group then get equal numbers of partitions. But where chance does not
    spread such keys well, how they lie decides: then the lowest measured max/mean wins.

    Args:
        measurements: What was counted.
        brokers: Brokers of the cluster; any count is a multiple where it is None.
        at_least: The fewest partitions, from the throughput or the number of consumers.
        rows: `what_if(measurements)`, to save time.
    """
    if measurements.doubt is not None:
        return ()
    useful = useful_partitions(measurements)
    most = min(useful.ceiling or math.inf, useful.ceiling_by_bytes or math.inf)
    candidates = [
        row
        for row in (what_if(measurements) if rows is None else rows)
        if row.max_over_mean is not None and at_least <= row.count <= most and row.count % (brokers or 1) == 0
    ]
    chosen = [row for row in candidates if row.verdict == "healthy"] or candidates
    first = max(at_least, brokers or 1)
    bands: dict[int, WhatIf] = {}
    for row in chosen:
        band = int(math.log2(row.count / first))
        if band not in bands or _better(row, bands[band]):
            bands[band] = row
    return tuple(_recommended(row, brokers, most) for row in bands.values())


def moved(measurements: Measurements, before: int, after: int) -> MovedKeys:
    """Measure how many keys and records change their partition between two counts, and say what it breaks.

    A key moves if hash % before != hash % after. For a random hash that is 1 - min(a, b) / lcm(a, b): both
    remainders repeat with period lcm(a, b), and are equal for the first min(a, b) values of it.

    Records of the listed heavy keys count one by one, all others as the sampled keys that are not listed.
    """
    sample = measurements.sample
    apart = _apart(sample.hashes, before, after)
    return MovedKeys(
        before=before,
        after=after,
        keys=float(apart.mean()) if apart.size else None,
        records=_moved_records(measurements, apart, before, after),
        formula=1 - min(before, after) / math.lcm(before, after),
        sampled=int(apart.size),
        order=_order(before, after),
    )


def _measured(measurements: Measurements) -> list[PartitionTotals]:
    by_count = {totals.count: totals for totals in measurements.what_if + measurements.partitions}
    return [by_count[count] for count in sorted(by_count)]


def _row(totals: PartitionTotals, verdict: Verdict, keys: KeyFigures) -> WhatIf:
    spread = Spread.of(totals.records)
    effective = keys.records.effective
    return WhatIf(
        count=totals.count,
        max_over_mean=None if spread is None else spread.max_over_mean,
        cv=None if spread is None else spread.cv,
        expected_cv=math.sqrt((totals.count - 1) / effective) if effective else None,
        empty=totals.count if spread is None else spread.empty,
        verdict=verdict.code,
        by_chance=None if verdict.by_chance is None else verdict.by_chance.code,
        summary=verdict.summary,
    )


def _recommended(row: WhatIf, brokers: int | None, most: float) -> RecommendedCount:
    leaders = f"{row.count // brokers} leaders on each of {brokers} brokers; " if brokers else ""
    ceiling = f"the hottest key limits useful partitions to {most:,.0f};  " if math.isfinite(most) else ""
    harm = "" if row.verdict == "healthy" else "No measured count is healthy. "
    reason = (
        f"{harm}{leaders}{ceiling}{_divisors(row.count)} consumer group sizes divide it evenly. {row.summary}"
    )
    return RecommendedCount(row.count, row.max_over_mean or 1.0, row.verdict, reason)


def _better(row: WhatIf, than: WhatIf) -> bool:
    """By divisors where chance is enough, by what was measured where it is not."""
    robust, other = row.by_chance == "healthy", than.by_chance == "healthy"
    if robust != other:
        return robust
    if robust:
        return _divisors(row.count) > _divisors(than.count)
    return (row.max_over_mean or 1.0) < (than.max_over_mean or 1.0)


def _divisors(count: int) -> int:
    return sum(count % d == 0 for d in range(1, count + 1))


def _apart(hashes: NDArray[np.uint32], before: int, after: int) -> NDArray[np.bool_]:
    return np.asarray(hashes % np.uint32(before) != hashes % np.uint32(after), dtype=np.bool_)


def _moved_records(
    measurements: Measurements, apart: NDArray[np.bool_], before: int, after: int
) -> float | None:
    sample, heavy = measurements.sample, measurements.heavy
    records = sample.records.astype(np.float64)
    if sample.rate >= 1.0 or not heavy.keys:
        return float(records[apart].sum() / records.sum()) if records.sum() else None
    total = float(measurements.records - measurements.unpartitioned)
    weights = np.array([(key.lower + key.upper) / 2 for key in heavy.keys])
    head = _apart(np.array([key.hash for key in heavy.keys], dtype=np.uint32), before, after)
    unlisted = tail_of_sample(heavy, sample)
    tail = records[unlisted]
    # Without a sampled key of the tail, its share is what the formula says.
    tail_share = (
        float(tail[apart[unlisted]].sum() / tail.sum())
        if tail.size
        else 1 - min(before, after) / math.lcm(before, after)
    )
    in_head = min(float(weights.sum()), total)
    moved_head = float(weights[head].sum()) * (in_head / float(weights.sum()))
    return (moved_head + tail_share * (total - in_head)) / total


def _order(before: int, after: int) -> str:
    if before == after:
        return "No key moves."
    return (
        f"From {before} to {after} partitions, a moved key has its older records in one partition and newer "
        "ones in another: consumers can read them out of order, a compacted topic keeps the old value if no "
        "newer one or tombstone reaches it, and joins and Kafka Streams state that rely on equal partitions "
        "break. Stop producers and let consumers drain first, or copy into a new topic."
        + (" Kafka cannot remove partitions: fewer partitions require a new topic." if after < before else "")
    )
