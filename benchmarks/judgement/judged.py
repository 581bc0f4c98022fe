"""What kafka-architect says of a situation, and whether that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import kafka_architect as ka

from . import families, hashes_and_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .situation import Situation

FAMILIES = (
    families.hot_keys,
    families.zipf_keys,
    families.uniform,
    families.unique_keys,
    families.samples,
    families.deliveries,
    families.bursts,
    families.tenants,
    hashes_and_forms.mixtures,
    hashes_and_forms.hashes,
    hashes_and_forms.forms,
    hashes_and_forms.keyless,
    hashes_and_forms.large_records,
)


@dataclass(frozen=True)
class Judged:
    """A situation, the verdict and the names of weak keys that it got."""

    situation: Situation
    code: str
    summary: str
    patterns: frozenset[str]

    @property
    def right(self) -> bool:
        """Whether the verdict is among those accepted, and the patterns are those expected."""
        wanted = self.situation
        return (
            self.code in wanted.accepted
            and wanted.patterns <= self.patterns
            and not (wanted.never & self.patterns)
        )

    def fault(self) -> str:
        """What is wrong, in a few words."""
        wanted = self.situation
        missing = "".join(f", without {name}" for name in sorted(wanted.patterns - self.patterns))
        alarms = "".join(f", with {name}" for name in sorted(wanted.never & self.patterns))
        return f"{self.code}{missing}{alarms}, expected {' or '.join(sorted(wanted.accepted))}"


def situations(seed: int) -> Iterator[Situation]:
    """All situations of one seed."""
    for family in FAMILIES:
        yield from family(seed)


def judged(situation: Situation) -> Judged:
    """Make the records, count them, and ask for the verdict."""
    records = situation.make()
    partitions = None if records.partitions is None else situation.count
    analyzer = ka.PartitioningStrategyAnalyzer(
        [situation.count], partitioner=situation.partitioner, topic_partitions=partitions
    )
    analyzer.update(records.keys, records.sizes, records.partitions)
    report = analyzer.report()
    (verdict,) = report.verdicts
    return Judged(situation, verdict.code, verdict.summary, frozenset(weak.name for weak in report.weak_keys))
