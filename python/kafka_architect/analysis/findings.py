"""Findings: all figures that the rules of a verdict compare, for one partition count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.analysis.bursts import measured_burst
from kafka_architect.analysis.chance import by_chance
from kafka_architect.analysis.chi_square import distinct_keys_test
from kafka_architect.analysis.key_weights import KeyWeights
from kafka_architect.analysis.sample_size import FIXED_COVERAGE, coverage, without_noise
from kafka_architect.analysis.spread import Spread
from kafka_architect.analysis.two_answers import TwoAnswers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kafka_architect.analysis.bursts import Burst
    from kafka_architect.analysis.chance import ChanceSpread
    from kafka_architect.analysis.chi_square import UniformityTest
    from kafka_architect.analysis.measurements import HeavyKeys, Measurements, PartitionTotals

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

    `agreement` is the share of observed records that lie where the partitioner puts them, None where the
    source does not say, or has another partition count.
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

    @classmethod
    def of(cls, measurements: Measurements, totals: PartitionTotals, keys: KeyFigures) -> Findings:
        """Gather the figures for one partition count."""
        m = measurements
        records = LoadFindings.of("records", keys.records, m.heavy, totals.records)
        sizes = LoadFindings.of("bytes", keys.bytes, m.heavy_by_bytes, totals.bytes)
        return cls(
            measurements=m,
            keys=keys,
            count=totals.count,
            unkeyed_share=m.unpartitioned / m.records if m.records else 0.0,
            records=records,
            bytes=sizes,
            test=distinct_keys_test(m.sample.hashes, totals.count),
            burst=measured_burst(m, totals),
            agreement=_agreement(m, totals.count),
            by_records=None if records is None else TwoAnswers.of(records, keys, m.distinct_keys.estimate),
            by_bytes=None if sizes is None else TwoAnswers.of(sizes, None, m.distinct_keys.estimate),
        )


def _agreement(measurements: Measurements, count: int) -> float | None:
    observed = measurements.observed
    if observed is None or len(observed.records) != count or observed.keyed < _FEWEST_OBSERVED:
        return None
    return observed.agreeing / observed.keyed
