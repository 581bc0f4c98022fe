"""Skew from real keys: the hottest partition over the mean, from a DistributionReport or its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.sizing.distribution_document import DistributionDocument


class Report(Protocol):
    """What sizing needs of a DistributionReport."""

    def to_dict(self) -> dict[str, Any]:
        """The report's document."""


def hottest_over_mean(report: object, partitions: int | None) -> float:
    """The `max_over_mean` of a report at `partitions` (at its largest partition count when None).

    `report` is a DistributionReport, its document, or the path of its JSON file.
    """
    loads = {
        load.count: load.max_over_mean
        for load in distribution(report).partitions
        if load.max_over_mean is not None
    }
    if not loads:
        raise InputError("skew: the distribution report has no keyed records to derive a skew from")
    if partitions is None:
        return max(1.0, loads[max(loads)])
    if partitions in loads:
        return max(1.0, loads[partitions])
    counts = ", ".join(map(str, loads))
    raise InputError(
        f"skew: the distribution report covers {counts} partitions, not {partitions}: "
        f"run kafka-architect analyze --partitions {partitions}, or size for one of these"
    )


def distribution(report: object) -> DistributionDocument:
    """A distribution report, however it is given; raises as `distribution_document`."""
    from kafka_architect.sizing.distribution_document import distribution_document

    return distribution_document(report)
