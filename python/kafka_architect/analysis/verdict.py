"""Verdict: what is wrong with how the keys spread over a partition count, if anything, and why.

Rules are asked in this order, the first that applies gives the code:

0. `unclear-source`: the lines look like something else than keys, so that nothing about keys is known.
1. `unkeyed`: at least half of the records have no key that decides a partition.
2. `uneven-hash`: the records do not lie where the partitioner puts them (mixed partitioners), or the
   spread is worse than 99 % of ideal hashes with these very keys and distinct keys, each counted once,
   do not spread like random ones.
3. `hot-key`, `too-few-keys`: even an ideal hash gives a hottest partition above 1.5 times the mean, by
   records or by bytes. If the few hottest keys cause it, they are hot; else the keys are too few.
4. `bursty`: even in total, but at every moment one partition takes far more than in random order.
5. `healthy`.

A fault of the hash comes before a fault of the keys because rule 2 already compares with what an ideal hash
makes of the same hot keys: what it finds comes on top of them and is mended without touching the keys.
docs/judgement.md gives formulas, sources and examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis import evidence as found
from kafka_architect.analysis.findings import Findings, KeyFigures
from kafka_architect.analysis.spread import Spread
from kafka_architect.analysis.verdict_rules import RULES
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from kafka_architect.analysis.evidence import Evidence
    from kafka_architect.analysis.measurements import Measurements, PartitionTotals

CODES = ("unclear-source", "healthy", "hot-key", "too-few-keys", "uneven-hash", "bursty", "unkeyed")


@short_repr
@dataclass(frozen=True, slots=True)
class Verdict:
    """A code of `CODES`, one sentence with figures, and the evidence."""

    code: str
    summary: str
    evidence: tuple[Evidence, ...]

    def to_dict(self) -> dict[str, Any]:
        """The verdict as JSON-ready values."""
        return {
            "code": self.code,
            "summary": self.summary,
            "evidence": [evidence.to_dict() for evidence in self.evidence],
        }


def judge(measurements: Measurements, totals: PartitionTotals, *, keys: KeyFigures | None = None) -> Verdict:
    """Judge how the keys spread over one partition count.

    Args:
        measurements: What was counted.
        totals: The partition count to judge, one of `partitions` or `what_if`.
        keys: `KeyFigures.of(measurements)`, to save time where many counts are judged.

    Takes 5 to 30 ms, most of it in the simulation of an ideal hash.
    """
    findings = Findings.of(measurements, totals, keys or KeyFigures.of(measurements))
    judged = next(judged for rule in RULES if (judged := rule(findings)) is not None)
    return Verdict(*judged, _evidence(findings))


def _evidence(findings: Findings) -> tuple[Evidence, ...]:
    """All figures that the rules look at, whichever of them applied."""
    items: list[Evidence | None] = [found.unkeyed_share(findings)]
    if (loads := findings.records) is not None:
        items += [
            found.max_over_mean(loads),
            found.variation(loads),
            found.ten_percent_deviation(loads),
            found.hottest_key(loads),
            found.effective_keys(loads),
            found.distinct_keys(findings.test, findings.count),
            found.too_regular(loads.spread, loads.chance, "The records"),
        ]
        if findings.agreement is not None and (observed := findings.measurements.observed) is not None:
            items.append(
                found.agreement(findings.agreement, findings.measurements.partitioner, findings.count)
            )
            if (real := Spread.of(observed.records)) is not None:
                items.append(found.too_regular(real, loads.chance, "The records as they really lie"))
    if (by_bytes := findings.bytes) is not None:
        items += [found.max_over_mean(by_bytes), found.hottest_key(by_bytes)]
    if findings.burst is not None:
        items.append(found.arrival(findings.burst))
    return tuple(item for item in items if item is not None)
