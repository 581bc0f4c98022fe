"""Topics that are joined: do their keys meet, and what does whoever reads both have to carry?

A join needs the same partition count and the same partitioner on both sides; then equal keys lie in
partitions of the same number, which one task reads together. So loads add up, and so do hot partitions.

Which keys one side lacks is told by the samples of distinct keys: both hold the keys with the smallest
fingerprints, so that a key of the sparser sample is in the other one if it is in that topic at all.
Source of such coordinated samples: Cohen and Kaplan, "Leveraging discarded samples" (2009).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.key_text import key_text, showing
from kafka_architect.analysis.spread import Spread
from kafka_architect.documents.head import head
from kafka_architect.documents.saved import rebuilt, saved_document
from kafka_architect.errors import InputError
from kafka_architect.report.has_page import HasPage
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.analysis.distribution_report import DistributionReport
    from kafka_architect.analysis.measurements import Measurements

_EXAMPLES = 3
# Records that lie elsewhere than the partitioner says: then keys of two topics do not meet.
_AGREES = 0.99
_HARMFUL = 1.5


@short_repr
@dataclass(frozen=True, slots=True)
class JointLoad:
    """Records of all topics per partition number, for one partition count.

    `max_over_mean` is of the sum, `alone` that of each topic; `same_hottest` says whether all topics have
    their hottest partition at the same number.
    """

    count: int
    max_over_mean: float | None
    hottest_share: float | None
    alone: tuple[float | None, ...]
    same_hottest: bool

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return asdict(self) | {"alone": list(self.alone)}


@short_repr
@dataclass(frozen=True, slots=True)
class MissingKeys:
    """Keys of `topic` that `other` has not: their share of the topic's distinct keys, and some of them.

    `exact` says whether all keys of both were known; else the share is estimated from samples.
    """

    topic: str
    other: str
    share: float
    exact: bool
    examples: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return asdict(self) | {"examples": list(self.examples)}


@short_repr
@dataclass(frozen=True, slots=True)
class CoPartition(HasPage):
    """What is to be said of topics that are joined; `problems` is empty where nothing stands against it."""

    topics: tuple[str, ...]
    joint: tuple[JointLoad, ...]
    missing: tuple[MissingKeys, ...]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether there are no problems."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """The judgement as JSON-ready values."""
        return {
            **head("co-partition"),
            "topics": list(self.topics),
            "joint": [load.to_dict() for load in self.joint],
            "missing": [keys.to_dict() for keys in self.missing],
            "problems": list(self.problems),
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The judgement as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> CoPartition:
        """Read what `to_json` wrote.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.documents.shapes.analyses import CoPartition as Shape

        found = saved_document(text, "co-partition", Shape)
        return rebuilt(
            cls,
            found,
            joint=tuple(rebuilt(JointLoad, one) for one in found["joint"]),
            missing=tuple(rebuilt(MissingKeys, one) for one in found["missing"]),
        )

    def __str__(self) -> str:
        """The judgement as a plain-text table."""
        from kafka_architect.report.co_partition import as_text

        return as_text(self.to_dict())


def co_partition(reports: Sequence[DistributionReport]) -> CoPartition:
    """Judge topics that are joined, one report for each.

    Raises:
        InputError: There are not two reports at least, or they share no partition count.
    """
    if len(reports) < 2:
        raise InputError(f"expected reports of at least two topics, found {len(reports)}")
    found = [report.measurements for report in reports]
    counts = [t.count for t in found[0].partitions if all(_totals(m, t.count) is not None for m in found)]
    if not counts:
        raise InputError("the reports have no partition count in common: use the same counts for each topic")
    joint = tuple(_joint(found, count) for count in counts)
    missing = tuple(
        lack for one, other in _pairs(reports) for lack in (_missing(one, other), _missing(other, one))
    )
    return CoPartition(
        topics=tuple(m.source for m in found),
        joint=joint,
        missing=missing,
        problems=(*_unlike(found), *_uneven(joint), *_apart(missing)),
    )


def _totals(m: Measurements, count: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]] | None:
    return next((totals.records for totals in m.partitions if totals.count == count), None)


def _pairs(reports: Sequence[DistributionReport]) -> list[tuple[DistributionReport, DistributionReport]]:
    return [(one, other) for i, one in enumerate(reports) for other in reports[i + 1 :]]


def _joint(found: Sequence[Measurements], count: int) -> JointLoad:
    loads = [records for m in found if (records := _totals(m, count)) is not None]
    total = np.sum(np.stack([records.astype(np.float64) for records in loads]), axis=0)
    spread, each = Spread.of(total), [Spread.of(records) for records in loads]
    hottest = {one.hottest for one in each if one is not None}
    return JointLoad(
        count=count,
        max_over_mean=None if spread is None else spread.max_over_mean,
        hottest_share=None if spread is None else spread.max_over_mean / count,
        alone=tuple(None if one is None else one.max_over_mean for one in each),
        same_hottest=count > 1 and len(hottest) == 1,
    )


def _missing(report: DistributionReport, than: DistributionReport) -> MissingKeys:
    """From the sparser of the two samples: what is in the other topic at all is in its sample too."""
    one, other = report.measurements, than.measurements
    own, theirs = set(one.sample.keys), set(other.sample.keys)
    exact = one.sample.rate >= 1.0 and other.sample.rate >= 1.0
    distinct = max(one.distinct_keys.estimate, 1.0)
    if one.sample.rate <= other.sample.rate:
        lacking = own - theirs
        share = len(lacking) / max(len(own), 1)
    else:
        in_both = len(theirs & own) / max(len(theirs), 1) * other.distinct_keys.estimate
        share = min(1.0, max(0.0, 1 - in_both / distinct))
        lacking = set()
    named = sorted(lacking, key=lambda key: (len(key), key))[:_EXAMPLES]
    with showing(report.key_display):
        examples = tuple(key_text(key) for key in named)
    return MissingKeys(one.source, other.source, share, exact, examples)


def _unlike(found: Sequence[Measurements]) -> list[str]:
    problems = []
    partitioners = {m.partitioner for m in found}
    if len(partitioners) > 1:
        problems.append(
            f"The topics use different partitioners ({', '.join(sorted(partitioners))}): equal keys are in "
            "different partitions, and a join misses them. Rewrite one of the topics with the other's "
            "partitioner."
        )
    counts = {len(m.observed.records) for m in found if m.observed is not None and m.observed.told}
    if len(counts) > 1:
        problems.append(
            f"The topics have different partition counts ({', '.join(map(str, sorted(counts)))}): "
            "repartition one of them."
        )
    problems += [
        f"Only {m.observed.agreeing / m.observed.keyed:.1%} of the records of {m.source} are where "
        f"{m.partitioner} places them."
        for m in found
        if m.observed is not None and m.observed.told and m.observed.agreeing < _AGREES * m.observed.keyed
    ]
    return problems


def _uneven(joint: Sequence[JointLoad]) -> list[str]:
    return [
        f"Over {load.count} partitions the hottest task has {load.max_over_mean:.2f} times the mean of all "
        f"topics' records ({load.hottest_share:.1%})."
        for load in joint
        if load.max_over_mean is not None and load.max_over_mean > _HARMFUL
    ]


def _apart(missing: Sequence[MissingKeys]) -> list[str]:
    return [
        f"{lack.topic} and {lack.other} have no key in common: compare the keys' spelling and serializers."
        for lack in missing[::2]
        if lack.share >= 1.0
    ]
