"""The JSON document of a DistributionReport: what machines read and what the tables are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.heavy_hitter import HeavyHitter
from kafka_architect.analysis.spread import Spread
from kafka_architect.documents.head import head

if TYPE_CHECKING:
    from kafka_architect.analysis.distribution_report import DistributionReport
    from kafka_architect.analysis.measurements import Bounds, HeavyKeys, Measurements


# Of a sample that is too small, and of lines that may be no keys, nothing is known that could be mended.
_NOTHING_TO_MITIGATE = frozenset({"healthy", "small-sample", "unclear-source"})


def report_document(report: DistributionReport) -> dict[str, Any]:
    """The report as plain values; what does not apply is null, what was not asked for absent."""
    found = report.measurements
    document: dict[str, Any] = {
        **head("analysis"),
        "source": report.source.encode("utf-8", "backslashreplace").decode(),
        "read_as": list(report.read_as),
        "partitioner": report.partitioner,
        "partial": report.partial,
        "records": report.records,
        "null_keys": report.null_keys,
        "empty_keys": report.empty_keys,
        "unpartitioned": found.unpartitioned,
        "key_bytes": found.key_bytes,
        "distinct_keys": _bounds(report.distinct_keys),
        "effective_keys": report.effective_keys,
        "heavy_hitters": [key.to_dict() for key in report.heavy_hitters],
        "no_other_key_exceeds": report.no_other_key_exceeds,
        "key_lengths": [
            {"shortest": part.shortest, "longest": part.longest, "keys": part.keys}
            for part in found.key_lengths
        ],
        "weak_keys": [weak.to_dict() for weak in report.weak_keys],
        "partitions": _partitions(report),
        "notes": list(report.notes),
        "warnings": [warning.to_dict() for warning in report.warnings],
    }
    if found.heavy_by_bytes is not None:
        document |= _by_bytes(found, found.heavy_by_bytes, report.top)
    if report.observed is not None and found.observed is not None:
        document["observed"] = report.observed.to_dict() | {
            "keyed": found.observed.keyed,
            "agreeing": found.observed.agreeing if found.observed.told else None,
        }
    if found.what_if:
        document["what_if"] = [row.to_dict() for row in report.what_if]
        document["recommended_counts"] = [count.to_dict() for count in report.recommended_counts]
    if report.mitigate:
        document["mitigations"] = [
            {
                "partitions": load.count,
                "relative_to": _relative_to(report, load.count),
                "options": [way.to_dict() for way in report.mitigations(load.count)],
            }
            for load, verdict in zip(report.partitions, report.verdicts, strict=True)
            if verdict.code not in _NOTHING_TO_MITIGATE
        ]
    return document


def _relative_to(report: DistributionReport, count: int) -> dict[str, Any]:
    """The load that mitigations are compared with: measured where the partitioner put the records there."""
    observed = report.observed
    loads = None if observed is None else observed.keyed_at(count)
    spread = None if loads is None else Spread.of(loads)
    return {
        "load": "measured" if spread and observed and observed.placed_by_partitioner else "predicted",
        "partitioner": report.partitioner,
        "measured_max_over_mean": None if spread is None else spread.max_over_mean,
    }


def _partitions(report: DistributionReport) -> list[dict[str, Any]]:
    return [
        load.to_dict()
        | {
            "windows": {
                "count": windows.windows,
                "hottest_share": windows.hottest_records / windows.records if windows.records else None,
                "peak_share": windows.peak_share if windows.windows else None,
            },
            "verdict": verdict.to_dict(),
        }
        | _readers(report, load.count)
        for load, verdict, windows in zip(
            report.partitions, report.verdicts, report.measurements.windows, strict=True
        )
    ]


def _readers(report: DistributionReport, count: int) -> dict[str, Any]:
    """Loads of consumers and leaders, where they were asked for."""
    more: dict[str, Any] = {}
    if report.consumers:
        loads = report.consumer_loads(count, report.consumers, report.assignor)
        more["consumers"] = [load.to_dict() for load in loads]
    if (leaders := report.leader_load(count)) is not None:
        more["leaders"] = leaders.to_dict()
    return more


def _by_bytes(found: Measurements, heavy: HeavyKeys, top: int) -> dict[str, Any]:
    per_partition = found.partitions[0].bytes
    total = 0 if per_partition is None else sum(per_partition.tolist())
    return {
        "effective_keys_by_bytes": found.effective_keys_by_bytes,
        "heavy_hitters_by_bytes": [HeavyHitter.of(key, max(total, 1)).to_dict() for key in heavy.keys[:top]],
        "no_other_key_exceeds_bytes": heavy.at_most_behind(top),
    }


def _bounds(bounds: Bounds) -> dict[str, float]:
    return {"estimate": bounds.estimate, "lower": bounds.lower, "upper": bounds.upper}
