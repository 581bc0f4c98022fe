"""Verdict: what is wrong with how the keys spread over a partition count, if anything, and why.

Rules are asked in this order, the first that applies gives the code:

0. `unclear-source`: the lines look like something else than keys, so that nothing about keys is known.
1. `uneven-partitions`: the measured load is uneven, and its keys are not the reason: producers name the
   partition, or records without a key are uneven.
2. `unkeyed`: at least half of the records have no key that decides a partition.
3. `mixed-partitioners`, `split-keys`: several partitioners or partition counts placed the keys, or keys are
   in several partitions.
4. `uneven-hash`: the spread is worse than 99 % of ideal hashes with these very keys and distinct keys,
   each counted once, do not spread like random ones.
5. `small-sample`: what looks uneven may be the smallness of the sample alone.
6. `hot-key`, `too-few-keys`: as the keys lie, the hottest partition has more than 1.5 times the mean, by
   records or by bytes, and an ideal hash would do no better. If the few hottest keys cause it, they are
   hot; else the keys are too few. `colliding-keys`: an ideal hash would do better, these keys happen to meet.
7. `bursty`: even in total, but few keys come at a time: one partition takes far more than in random order.
8. `healthy`.

Where the source says in which partitions the records are, and there are as many partitions as are judged, the
loads are those that were measured; else those that the partitioner makes of the keys.

A fault of the hash comes before a fault of the keys because rule 4 already compares with what an ideal hash
makes of the same hot keys: what it finds comes on top of them and is mended without touching the keys.
docs/judgement.md gives formulas, sources and examples.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis import evidence as found
from kafka_architect.analysis.findings import Findings, KeyFigures
from kafka_architect.analysis.observed.evidence import observed_evidence
from kafka_architect.analysis.verdict_rules import RULES
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from kafka_architect.analysis.evidence import Evidence
    from kafka_architect.analysis.measurements import Measurements, PartitionTotals

CODES = (
    "unclear-source", "uneven-partitions", "unkeyed", "mixed-partitioners", "split-keys", "uneven-hash",
    "small-sample", "hot-key", "too-few-keys", "colliding-keys",
    "bursty", "healthy",
)  # fmt: skip


@short_repr
@dataclass(frozen=True, slots=True)
class ByChance:
    """What an ideal hash makes of such keys: `healthy`, `hot-key` or `too-few-keys`, and its mean max/mean.

    It holds for other keys of the same weights, and as a guess for other partition counts; the verdict's
    own code is about the keys as they lie now.
    """

    code: str
    max_over_mean: float

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON-ready values."""
        return asdict(self)


@short_repr
@dataclass(frozen=True, slots=True)
class Verdict:
    """A code of `CODES`, one sentence with figures, and the evidence.

    `by_chance` is the second answer, None without keyed records and where the source may hold no keys.
    """

    code: str
    summary: str
    evidence: tuple[Evidence, ...]
    by_chance: ByChance | None = None

    def to_dict(self) -> dict[str, Any]:
        """The verdict as JSON-ready values."""
        return {
            "code": self.code,
            "summary": self.summary,
            "by_chance": None if self.by_chance is None else self.by_chance.to_dict(),
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
    return Verdict(*judged, _evidence(findings), _by_chance(findings))


def _by_chance(findings: Findings) -> ByChance | None:
    """By records, or by bytes where only these are uneven."""
    answers = [found for found in (findings.by_records, findings.by_bytes) if found is not None]
    if not answers or findings.measurements.doubt is not None:
        return None
    worst = next((found for found in answers if found.fault is not None), answers[0])
    return ByChance("healthy" if worst.fault is None else worst.fault.code, worst.by_chance)


def _sized(findings: Findings) -> Evidence | None:
    m = findings.measurements
    return found.sized_share(m.sized_records, m.records) if m.sized_records else None


def _coverage(findings: Findings) -> Evidence | None:
    m, covered = findings.measurements, findings.keys.coverage
    return None if covered is None else found.sample_coverage(covered, m.records - m.unpartitioned)


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
            _coverage(findings),
            found.too_regular(loads.spread, loads.chance, "The records"),
        ]
        if findings.agreement is not None:
            items.append(
                found.agreement(findings.agreement, findings.measurements.partitioner, findings.count)
            )
    items += observed_evidence(findings)
    if (by_bytes := findings.bytes) is not None:
        items += [found.max_over_mean(by_bytes), found.hottest_key(by_bytes), _sized(findings)]
    if findings.burst is not None:
        items.append(found.arrival(findings.burst))
    return tuple(item for item in items if item is not None)
