"""Skew from real keys: the hottest partition over the mean, from a DistributionReport or its JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kafka_architect.errors import InputError, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Report(Protocol):
    """What sizing needs of a DistributionReport."""

    def to_dict(self) -> dict[str, Any]:
        """The report's document."""


def hottest_over_mean(report: object, partitions: int | None) -> float:
    """The `max_over_mean` of a report at `partitions` (at its largest partition count when None).

    `report` is a DistributionReport, its document, or the path of its JSON file.
    """
    loads = [load for load in distribution(report)["partitions"] if load["max_over_mean"] is not None]
    if not loads:
        raise InputError("skew: the distribution report has no keyed records to take a skew from")
    if partitions is None:
        return float(max(loads, key=lambda load: load["count"])["max_over_mean"])
    for load in loads:
        if load["count"] == partitions:
            return float(load["max_over_mean"])
    counts = ", ".join(str(load["count"]) for load in loads)
    raise InputError(
        f"skew: the distribution report covers {counts} partitions, not {partitions}: "
        f"run kafka-architect analyze --partitions {partitions}, or size for one of these"
    )


def distribution(report: object) -> Mapping[str, Any]:
    """The document of a distribution report, however it is given."""
    if isinstance(report, (str, Path)):
        try:
            document = json.loads(Path(report).read_text(encoding="utf-8"))
        except OSError as error:
            raise SourceError(error.errno, f"skew: cannot read {str(report)!r}: {error.strerror}") from error
        except ValueError as error:
            raise InputError(f"skew: {str(report)!r} is not JSON: {error}") from error
    elif hasattr(report, "to_dict"):
        document = report.to_dict()
    else:
        document = report
    if not isinstance(document, dict) or not isinstance(document.get("partitions"), list):
        raise InputError(
            "skew: expected a number of 1 or more, a DistributionReport, or the JSON that "
            "kafka-architect analyze --format json prints"
        )
    return document
