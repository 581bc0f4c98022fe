"""compare_keys: which field makes the best key, what order each keeps, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.analyze import empty_state
from kafka_architect.analysis.analyze_sources import read_as, source_name, warnings_of
from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.settings import checked_workers
from kafka_architect.analysis.source_options import SourceOptions
from kafka_architect.analysis.source_pass import read_sources
from kafka_architect.documents.head import head
from kafka_architect.errors import InputError
from kafka_architect.keys.source_file import source_files
from kafka_architect.report.has_page import HasPage
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from kafka_architect.analysis.report_warning import ReportWarning
    from kafka_architect.analysis.saved_key_comparison import SavedKeyComparison

COMPARED_PARTITIONS = (12, 24, 48)
_MOST_KEYS = 16
# A key that many records lack orders few of them.
_MOST_NULLS = 0.01
# A key that nearly every record has alone puts no two records in order (this project's choice).
_FEWEST_RECORDS_PER_KEY = 1.2


@short_repr
@dataclass(frozen=True, slots=True)
class KeyCandidate:
    """One key that was tried.

    Attributes:
        key: The field, or fields.
        report: How it spreads.
        keeps_order_of: The other candidates whose records stay in order too: all records with the same value
            of those have the same value of this one, among the records that were looked at.
    """

    key: str
    report: DistributionReport
    keeps_order_of: tuple[str, ...]

    @property
    def null_share(self) -> float:
        """The share of records without this key."""
        return self.report.null_keys / self.report.records if self.report.records else 0.0

    @property
    def records_per_key(self) -> float:
        """Records with a key, per distinct key."""
        distinct = self.report.distinct_keys.estimate
        return (self.report.records - self.report.null_keys) / distinct if distinct else 0.0

    @property
    def orders_nothing(self) -> bool:
        """Whether nearly every record has a key of its own, so that no two are kept in order."""
        return self.records_per_key < _FEWEST_RECORDS_PER_KEY

    @property
    def busiest(self) -> float:
        """The load of the busiest partition over the mean, at the worst of the partition counts."""
        return max((load.max_over_mean or 0.0) for load in self.report.partitions)

    def to_dict(self) -> dict[str, Any]:
        """The candidate as JSON-ready values."""
        return {
            "key": self.key,
            "records": self.report.records,
            "null_share": self.null_share,
            "distinct_keys": self.report.distinct_keys.estimate,
            "effective_keys": self.report.effective_keys,
            "records_per_key": self.records_per_key,
            "orders_nothing": self.orders_nothing,
            "keeps_order_of": list(self.keeps_order_of),
            "partitions": [
                {"count": load.count, "max_over_mean": load.max_over_mean, "verdict": verdict.to_dict()}
                for load, verdict in zip(self.report.partitions, self.report.verdicts, strict=True)
            ],
        }


@short_repr
@dataclass(frozen=True, slots=True)
class KeyComparison(HasPage):
    """Candidates for a topic's key, best first.

    Attributes:
        source: What was read.
        read_as: What the files were read as.
        candidates: Best first: those that spread well before those that do not, then those that few records
            lack, then those that put records in order at all, then those that keep the order of more of the
            others, then the more even ones.
        looked_at: Of how many records it was found out which key determines which.
        partial: Whether it was interrupted.
        warnings: As of a DistributionReport.
        notes: As of a DistributionReport.
    """

    source: str
    read_as: tuple[str, ...]
    candidates: tuple[KeyCandidate, ...]
    looked_at: int
    partial: bool
    warnings: tuple[ReportWarning, ...]
    notes: tuple[str, ...]

    @property
    def best(self) -> KeyCandidate:
        """The first candidate."""
        return self.candidates[0]

    @property
    def reason(self) -> str:
        """Why the best one is."""
        best = self.best
        counts = [load.count for load in best.report.partitions]
        good = [
            count
            for count, verdict in zip(counts, best.report.verdicts, strict=True)
            if verdict.code == "healthy"
        ]
        shown = ", ".join(f"{count:,}" for count in counts)
        if len(good) == len(counts):
            why = (
                f"it is distributed evenly at {shown} partitions (busiest partition {best.busiest:.2f} times "
                "the mean)"
            )
        elif good:
            why = (
                f"it is distributed evenly at {', '.join(f'{count:,}' for count in good)} of {shown} "
                "partitions"
            )
        else:
            why = (
                f"none of them is distributed evenly at {shown} partitions; its busiest partition has "
                f"{best.busiest:.2f} times the mean"
            )
        if best.orders_nothing:
            return f"{best.key}: {why}, but unique in nearly every record, so none are kept in order"
        order = f"; records stay in order per {best.key}"
        if best.keeps_order_of:
            order += f", and with it per {' and per '.join(best.keeps_order_of)}"
        lost = [
            one.key
            for one in self.candidates[1:]
            if one.key not in best.keeps_order_of and not one.orders_nothing
        ]
        if lost:
            order += f", not per {' or per '.join(lost)}"
        return f"{best.key}: {why}{order}"

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON-ready values; the same document that `--format json` prints."""
        return {
            **head("key-comparison"),
            "source": self.source.encode("utf-8", "backslashreplace").decode(),
            "read_as": list(self.read_as),
            "partial": self.partial,
            "best": self.best.key,
            "reason": self.reason,
            "order_looked_at": self.looked_at,
            "candidates": [candidate.to_dict() for candidate in self.candidates],
            "notes": list(self.notes),
            "warnings": [warning.to_dict() for warning in self.warnings],
        }

    def to_json(self, indent: int | None = 2) -> str:
        """The comparison as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @staticmethod
    def from_json(text: str | bytes) -> SavedKeyComparison:
        """Read what `to_json` wrote: the same table and JSON, without the keys.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.analysis.saved_key_comparison import SavedKeyComparison

        return SavedKeyComparison.from_json(text)

    def __str__(self) -> str:
        """The comparison as a plain-text table."""
        from kafka_architect.report.key_comparison import as_text

        return as_text(self.to_dict())


def compare_keys(
    source: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    keys: Sequence[str],
    partitions: Sequence[int] = COMPARED_PARTITIONS,
    workers: int | None = None,
    *,
    partitioner: str = "murmur2",
    input_format: str = "auto",
    key_format: str | None = None,
    null_text: str | None = None,
    count_field: str | None = None,
    strict: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> KeyComparison:
    """Try several keys on the same records, in one pass.

    Args:
        source: A file, a folder, a pattern, "-", or a list of them, with fields: CSV, JSON lines, Parquet ...
        keys: The candidates: fields (customerId, order.customerId), several with separators (tenant:user).
        partitions: The partition counts to judge them at.
        workers: Threads; this machine's cores by default.
        partitioner: As for `kafka_architect.analyze`, like what follows.
        input_format: The format of the files.
        key_format: How the keys are serialised.
        null_text: Text that stands for a null key.
        count_field: The field that says how many records a row stands for.
        strict: Whether the first file that cannot be read ends everything.
        on_progress: Called about four times a second with (bytes read, bytes in all).

    Raises:
        InputError: Fewer than two keys, a field that is not there, and what `analyze` raises.
    """
    if not 2 <= len(keys) <= _MOST_KEYS:
        raise InputError(f"{len(keys)} keys to compare: expected 2 to {_MOST_KEYS}")
    options = SourceOptions(
        input_format=input_format, keys=tuple(keys), key_format=key_format, null_text=null_text,
        count=count_field, strict=strict,
    )  # fmt: skip
    paths = [source] if isinstance(source, str) or hasattr(source, "__fspath__") else list(source)
    files = source_files(paths)
    done = read_sources(
        files,
        lambda: [empty_state(partitioner, partitions, ()) for _ in keys],
        options.reading(),
        workers=checked_workers(workers),
        strict=strict,
        on_progress=on_progress,
    )
    name = source_name(files)
    reports = [
        DistributionReport(
            measure(state, source=name, partial=done.partial),
            key_display=options.display(),
            read_as=read_as(done),
        )
        for state in done.states
    ]
    order = done.first_rows.orders()
    candidates = [
        KeyCandidate(key, report, tuple(keys[other] for other in order[place]))
        for place, (key, report) in enumerate(zip(keys, reports, strict=True))
    ]
    return KeyComparison(
        source=name,
        read_as=read_as(done),
        candidates=tuple(sorted(candidates, key=_worse)),
        looked_at=done.first_rows.rows,
        partial=done.partial,
        warnings=tuple(warnings_of(done)),
        notes=tuple(done.notes),
    )


def _worse(candidate: KeyCandidate) -> tuple[int, bool, bool, int, float]:
    unhealthy = sum(verdict.code != "healthy" for verdict in candidate.report.verdicts)
    few = candidate.null_share > _MOST_NULLS
    order = -len(candidate.keeps_order_of)
    return (unhealthy, few, candidate.orders_nothing, order, candidate.busiest)
