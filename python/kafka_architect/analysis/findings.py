"""Findings: all figures that the rules of a verdict compare, for one partition count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.bursts import measured_burst
from kafka_architect.analysis.chance import by_chance
from kafka_architect.analysis.chi_square import distinct_keys_test
from kafka_architect.analysis.key_weights import KeyWeights
from kafka_architect.analysis.observed.observed import observed_of
from kafka_architect.analysis.sample_size import FIXED_COVERAGE, coverage, without_noise
from kafka_architect.analysis.spread import Spread
from kafka_architect.analysis.two_answers import TwoAnswers
from kafka_architect.hashing import hash_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.bursts import Burst
    from kafka_architect.analysis.chance import ChanceSpread
    from kafka_architect.analysis.chi_square import UniformityTest
    from kafka_architect.analysis.measurements import HeavyKeys, Measurements, PartitionTotals
    from kafka_architect.analysis.observed.observed import Observed

_FEWEST_OBSERVED = 100


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """What does not depend on the partition count; made once and shared by many verdicts.

    `expected` are the weights by records without what only a small sample makes of them, `certain` the
    least uneven ones that the sample leaves possible. `coverage` is the share of records to come whose
    key was seen already.
    """

    records: KeyWeights
    bytes: KeyWeights | None
    expected: KeyWeights
    certain: KeyWeights
    coverage: float | None
    observed: Observed | None = None

    @property
    def are_fixed(self) -> bool:
        """Whether further records hardly bring new keys."""
        return self.coverage is not None and self.coverage >= FIXED_COVERAGE

    @classmethod
    def of(cls, measurements: Measurements) -> KeyFigures:
        """Derive the weights of the keys."""
        records = KeyWeights.by_records(measurements)
        return cls(
            records=records,
            bytes=KeyWeights.by_bytes(measurements),
            expected=without_noise(records, certain=False),
            certain=without_noise(records, certain=True),
            coverage=coverage(measurements),
            observed=observed_of(measurements),
        )


@dataclass(frozen=True, slots=True)
class LoadFindings:
    """Loads of one unit (`records` or `bytes`), the keys behind them, and what chance makes of these keys."""

    unit: str
    weights: KeyWeights
    heavy: HeavyKeys | None
    spread: Spread
    chance: ChanceSpread

    @classmethod
    def of(
        cls, unit: str, weights: KeyWeights | None, heavy: HeavyKeys | None, loads: NDArray[np.uint64] | None
    ) -> LoadFindings | None:
        """Compare loads with chance; None where there are none, or sizes are not known."""
        if weights is None or loads is None:
            return None
        spread, chance = Spread.of(loads), by_chance(weights, loads.size)
        return None if spread is None or chance is None else cls(unit, weights, heavy, spread, chance)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules ask.

    Where the source says in which of so many partitions its records are, `records` are those loads, and
    `measured` are the loads with records that have no key among them; else `records` are what the partitioner
    makes of the keys, which `predicted` always is. `placed_by` names the partitioner in use. `agreement` is
    the share of observed records that are where the partitioner puts them, None where that is not known.
    """

    measurements: Measurements
    keys: KeyFigures
    count: int
    unkeyed_share: float
    records: LoadFindings | None
    bytes: LoadFindings | None
    test: UniformityTest | None
    burst: Burst | None
    agreement: float | None
    by_records: TwoAnswers | None
    by_bytes: TwoAnswers | None
    observed: Observed | None
    measured: NDArray[np.uint64] | None
    predicted: Spread | None
    placed_by: str

    @classmethod
    def of(cls, measurements: Measurements, totals: PartitionTotals, keys: KeyFigures) -> Findings:
        """Gather the figures for one partition count."""
        m, observed = measurements, keys.observed
        measured = None if observed is None else observed.loads_at(totals.count)
        placed = (
            _Placed.of(m, observed) if observed is not None and measured is not None else _Placed.as_asked(m)
        )
        loads = None if observed is None else observed.keyed_at(totals.count)
        records = LoadFindings.of(
            "records", keys.records, placed.heavy, totals.records if loads is None else loads
        )
        # Bytes per partition, and windows of arrival order, are those that the partitioner would make.
        sizes = LoadFindings.of("bytes", keys.bytes, m.heavy_by_bytes, totals.bytes) if placed.asked else None
        hashes = placed.hashes
        return cls(
            measurements=m,
            keys=keys,
            count=totals.count,
            unkeyed_share=m.unpartitioned / m.records if m.records else 0.0,
            records=records,
            bytes=sizes,
            test=None if hashes is None else distinct_keys_test(hashes, totals.count),
            burst=measured_burst(m, totals) if placed.asked else None,
            agreement=_agreement(m, totals.count),
            by_records=None if records is None else TwoAnswers.of(records, keys, m.distinct_keys.estimate),
            by_bytes=None if sizes is None else TwoAnswers.of(sizes, None, m.distinct_keys.estimate),
            observed=observed,
            measured=measured,
            predicted=_predicted(observed, totals) if measured is not None else Spread.of(totals.records),
            placed_by=placed.by,
        )


@dataclass(frozen=True, slots=True)
class _Placed:
    """The partitioner that placed the records, with its hashes: `asked` where it is the one asked for."""

    by: str
    asked: bool
    heavy: HeavyKeys
    hashes: NDArray[np.uint32] | None

    @classmethod
    def as_asked(cls, m: Measurements) -> _Placed:
        return cls(m.partitioner, True, m.heavy, m.sample.hashes)

    @classmethod
    def of(cls, m: Measurements, observed: Observed) -> _Placed:
        if observed.placed_by_partitioner:
            return cls.as_asked(m)
        only = None if observed.writers is None else observed.writers.only
        if only is None:
            return cls("The partitioner in use", False, m.heavy, None)
        hashes = hash_with(only.partitioner)
        heavy = zip(m.heavy.keys, hashes([key.key for key in m.heavy.keys]).tolist(), strict=True)
        rehashed = tuple(replace(key, hash=code) for key, code in heavy)
        return cls(only.title, False, replace(m.heavy, keys=rehashed), hashes(m.sample.keys))


def _predicted(observed: Observed | None, totals: PartitionTotals) -> Spread | None:
    """What the partitioner would make; of the topic's own count the totals may be measured ones."""
    if observed is None or observed.count != totals.count:
        return Spread.of(totals.records)
    return None if observed.predicted is None else Spread.of(np.array(observed.predicted, dtype=np.uint64))


def _agreement(measurements: Measurements, count: int) -> float | None:
    observed = measurements.observed
    if (
        observed is None
        or not observed.told
        or len(observed.records) != count
        or observed.keyed < _FEWEST_OBSERVED
    ):
        return None
    return observed.agreeing / observed.keyed
