"""DistributionReport: what a pass over the keys has found, and what to make of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.heavy_hitter import HeavyHitter
from kafka_architect.analysis.key_text import showing
from kafka_architect.analysis.partition_load import PartitionLoad
from kafka_architect.analysis.spread import Spread
from kafka_architect.documents.head import body_of
from kafka_architect.errors import InputError
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from kafka_architect.analysis.consumer_load import ConsumerLoad, LeaderLoad
    from kafka_architect.analysis.findings import KeyFigures
    from kafka_architect.analysis.key_map import KeyMap
    from kafka_architect.analysis.key_text import KeyDisplay
    from kafka_architect.analysis.measurements import Bounds, Measurements, PartitionTotals
    from kafka_architect.analysis.mitigation import Mitigation
    from kafka_architect.analysis.observed.observed import Observed
    from kafka_architect.analysis.report_warning import ReportWarning
    from kafka_architect.analysis.saved_report import SavedReport
    from kafka_architect.analysis.verdict import Verdict
    from kafka_architect.analysis.weak_keys import WeakKey
    from kafka_architect.analysis.what_if import MovedKeys, RecommendedCount, WhatIfRows


_LOADS_IN_REPR = 4


@dataclass(frozen=True, eq=False, repr=False)
class DistributionReport:
    """How the keys of a source spread over partitions.

    Figures are there at once; judgements (verdicts, weak keys, what-if, mitigations) are made when they are
    first asked for, some milliseconds each.

    Attributes:
        measurements: All that was counted.
        top: How many hot keys to list.
        brokers: Recommended partition counts are multiples of this.
        mitigate: Whether `to_dict` and the table simulate mitigations where a verdict is not healthy.
        warnings: What did not go as it was asked for: a source that may hold no keys, a state not saved.
        read_as: What the source was read as: "CSV with header, key column customerId"; empty for keys in
            memory.
        key_display: How keys are shown where not as their bytes.
        notes: What to know of how the source was read, and what might be read otherwise.
        consumers: Sizes of consumer groups whose members' loads `to_dict` and the table show.
        assignor: How partitions are assigned to them: range, round-robin, cooperative-sticky, uniform.

    Examples:
        >>> report = ka.analyze("examples/flights_dest.txt", [12, 24])
        >>> report.records, report.distinct_keys.estimate
        (336776, 105.0)
        >>> report.heavy_hitters[0].key, report.heavy_hitters[0].count
        ('ORD', 17283)
        >>> [verdict.code for verdict in report.verdicts]
        ['too-few-keys', 'too-few-keys']
    """

    measurements: Measurements
    top: int = 20
    brokers: int | None = None
    mitigate: bool = False
    warnings: tuple[ReportWarning, ...] = ()
    read_as: tuple[str, ...] = ()
    key_display: KeyDisplay | None = None
    notes: tuple[str, ...] = ()
    consumers: tuple[int, ...] = ()
    assignor: str = "range"

    @property
    def source(self) -> str:
        """Where the keys came from."""
        return self.measurements.source

    @property
    def partitioner(self) -> str:
        """The partitioner that the figures are for."""
        return self.measurements.partitioner

    @property
    def partial(self) -> bool:
        """Whether the pass was interrupted before the end."""
        return self.measurements.partial

    @property
    def records(self) -> int:
        """All records, those with a null or empty key among them."""
        return self.measurements.records

    @property
    def null_keys(self) -> int:
        """Records whose key is null."""
        return self.measurements.null_keys

    @property
    def empty_keys(self) -> int:
        """Records whose key has no bytes."""
        return self.measurements.empty_keys

    @property
    def effective_keys(self) -> float | None:
        """N_eff = (sum w)^2 / sum w^2 over distinct keys; None without keyed records.

        Estimated, with a standard error of 0.55 % at most.
        """
        return self.measurements.effective_keys

    @property
    def distinct_keys(self) -> Bounds:
        """Distinct keys; exact up to 8,191, else with bounds of three standard errors (2.4 %)."""
        return self.measurements.distinct_keys

    @cached_property
    def heavy_hitters(self) -> tuple[HeavyHitter, ...]:
        """The hottest keys by records, hottest first."""
        heavy = self.measurements.heavy.keys[: self.top]
        with showing(self.key_display):
            return tuple(HeavyHitter.of(key, self.records) for key in heavy)

    @property
    def no_other_key_exceeds(self) -> int:
        """Every key that is not among `heavy_hitters` has at most this many records.

        Where this is no more than what the last one listed has, none was missed. With keys that are nearly
        equally hot and below 1/8,192 of the records it can be more: a key that the summary had no room for
        may then be as hot, even where those listed were counted exactly.
        """
        return self.measurements.heavy.at_most_behind(self.top)

    @cached_property
    def partitions(self) -> tuple[PartitionLoad, ...]:
        """The figures of each partition count that was asked for."""
        return tuple(PartitionLoad.of(totals, self.effective_keys) for totals in self.measurements.partitions)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict on each partition count, in the order of `partitions`."""
        from kafka_architect.analysis.verdict import judge

        with showing(self.key_display):
            return tuple(
                judge(self.measurements, totals, keys=self._keys) for totals in self.measurements.partitions
            )

    @cached_property
    def _keys(self) -> KeyFigures:
        from kafka_architect.analysis.findings import KeyFigures

        with showing(self.key_display):
            return KeyFigures.of(self.measurements)

    @cached_property
    def observed(self) -> Observed | None:
        """Where the records are, beside where the partitioner would put them; None where no source says it.

        Measured load per partition and its verdict, who wrote the keys, keys in several partitions, and how
        records without a key lie.
        """
        from kafka_architect.analysis.observed.judged import judged

        if self._keys.observed is None:
            return None
        with showing(self.key_display):
            return judged(self._keys.observed, self.measurements, self._keys, self.verdicts)

    @property
    def healthy(self) -> bool:
        """Whether every verdict is healthy, that on the measured load among them."""
        observed = None if self.observed is None else self.observed.verdict
        return all(
            verdict.code == "healthy" for verdict in (*self.verdicts, *([observed] if observed else ()))
        )

    @cached_property
    def weak_keys(self) -> tuple[WeakKey, ...]:
        """Patterns in the keys, with the reason each is or is not harmful."""
        from kafka_architect.analysis.weak_keys import weak_keys

        with showing(self.key_display):
            return weak_keys(self.measurements)

    @cached_property
    def what_if(self) -> WhatIfRows:
        """Every partition count that was counted, judged; ascending."""
        from kafka_architect.analysis.what_if import what_if

        with showing(self.key_display):
            return what_if(self.measurements)

    def judge_what_if(self, on_progress: Callable[[int, int], None]) -> None:
        """Make `what_if` now, telling how many counts of all are judged: of thousands it takes a while."""
        from kafka_architect.analysis.what_if import what_if

        with showing(self.key_display):
            rows = what_if(self.measurements, on_progress)
        self.__dict__["what_if"] = rows  # as cached_property keeps it

    @cached_property
    def recommended_counts(self) -> tuple[RecommendedCount, ...]:
        """Partition counts worth having among those that were counted."""
        from kafka_architect.analysis.what_if import recommended_counts

        return recommended_counts(self.measurements, self.brokers, rows=self.what_if)

    def moved(self, before: int, after: int) -> MovedKeys:
        """Which keys change their partition when a topic grows from `before` to `after` partitions."""
        from kafka_architect.analysis.settings import checked_counts
        from kafka_architect.analysis.what_if import moved

        for count in (before, after):
            checked_counts([count], "moved")
        return moved(self.measurements, before, after)

    def mitigations(self, partition_count: int) -> tuple[Mitigation, ...]:
        """Ways out of an uneven distribution, simulated on the measured keys."""
        from kafka_architect.analysis.mitigation import mitigations
        from kafka_architect.analysis.settings import checked_counts
        from kafka_architect.hashing import hash_with

        (count,) = checked_counts([partition_count], "partition_count")
        with showing(self.key_display):
            return mitigations(self.measurements, count, hash_with(self.partitioner))

    def consumer_loads(
        self, partition_count: int, consumers: Sequence[int], assignor: str = "range"
    ) -> tuple[ConsumerLoad, ...]:
        """The load of each member of groups of these sizes, of a topic with one of the counted counts."""
        from kafka_architect.analysis.consumer_load import consumer_loads

        return consumer_loads(self._totals(partition_count).records, consumers, assignor)

    def leader_load(self, partition_count: int) -> LeaderLoad | None:
        """What the busiest of `brokers` leads; None where their number was not given."""
        from kafka_architect.analysis.consumer_load import leader_load

        records = self._totals(partition_count).records
        return None if self.brokers is None else leader_load(records, self.brokers)

    def _totals(self, partition_count: int) -> PartitionTotals:
        counted = self.measurements.partitions + self.measurements.what_if
        found = next((totals for totals in counted if totals.count == partition_count), None)
        if found is None:
            raise InputError(
                f"{partition_count} is not one of the counted partition counts: expected one of "
                f"{', '.join(str(totals.count) for totals in counted)}"
            )
        return found

    def key_map(self, partition_count: int) -> KeyMap | None:
        """Hot keys packed into the partitions of one of the counts; None where that makes nothing more even.

        `KeyMap.to_json`, `to_java` and `to_python` write it for producers.
        """
        from kafka_architect.analysis.key_map import key_map
        from kafka_architect.analysis.settings import checked_counts

        (count,) = checked_counts([partition_count], "partition_count")
        return key_map(self.measurements, count)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values; the same document that `--format json` prints."""
        from kafka_architect.analysis.report_document import report_document

        with showing(self.key_display):
            return report_document(self)

    def __eq__(self, other: object) -> bool:
        """Equal when all that they say is equal."""
        from kafka_architect.analysis.saved_report import SavedReport

        return isinstance(other, (DistributionReport, SavedReport)) and body_of(self.to_dict()) == body_of(
            other.to_dict()
        )

    __hash__ = None  # type: ignore[assignment]  # as of everything whose equality needs a look at all of it

    def to_json(self, indent: int | None = 2) -> str:
        """The report as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @staticmethod
    def from_json(text: str | bytes) -> SavedReport:
        """Read what `to_json` wrote: the same text, table and JSON, without the keys.

        Raises:
            InputError: It is no JSON, or not that of a report.
        """
        from kafka_architect.analysis.saved_report import SavedReport

        return SavedReport.from_json(text)

    def __repr__(self) -> str:
        """Source, records and the evenness of the first partition counts; `print` shows the report."""
        loads = [
            f"{totals.count}: {'no keys' if spread is None else f'max/mean {spread.max_over_mean:.2f}'}"
            for totals in self.measurements.partitions[:_LOADS_IN_REPR]
            for spread in [Spread.of(totals.records)]
        ]
        more = ", …" if len(self.measurements.partitions) > _LOADS_IN_REPR else ""
        return (
            f"<DistributionReport {shortened(self.source)}: {self.records:,} records; "
            f"partitions {', '.join(loads)}{more}>"
        )

    def __str__(self) -> str:
        """The report as a plain-text table."""
        from kafka_architect.report.distribution import as_text

        return as_text(self.to_dict())

    def to_html(self) -> str:
        """The report as one HTML page that needs no network: what `--output report.html` writes."""
        from kafka_architect.report.html import html_page

        return html_page(self.to_dict())

    def plot(self, part: str | None = None, *, ax: Axes | None = None) -> Figure:
        """The report as a matplotlib figure (extra `plot`), for papers, slides and notebooks of your own.

            report.plot().savefig("keys.png")
            report.plot("partitions-12", ax=ax)    # in axes of your own

        Args:
            part: "partitions-N" (records per partition, with the band that chance gives; the first four
                partition counts), "counts" (max/mean over every counted number, with the floor that the
                hottest key sets) or "keys" (concentration); None for all below each other.
            ax: Axes to draw in, the first part where none is named; their figure is returned.

        Raises:
            InputError: matplotlib is not installed, or the report has no such part.
        """
        from kafka_architect.report.plots import plot_analysis

        return plot_analysis(self.to_dict(), part, ax=ax)

    def _repr_html_(self) -> str:
        from kafka_architect.report.html import html_fragment

        return html_fragment(self.to_dict())
