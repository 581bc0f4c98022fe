"""What a measurement hands to the page: rows for the table of promises, and a section with the details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from benchmarks.interleaved import Spread, spread


class Better(Enum):
    """Which direction is good."""

    HIGHER = "at least"
    LOWER = "at most"


@dataclass(frozen=True)
class Promise:
    """What must be reached and what is aimed at, in the unit of the row."""

    better: Better
    must: float
    aim: float | None = None

    def reached(self, value: float, bound: float) -> bool:
        """Return whether a value is at least as good as a bound."""
        return value >= bound if self.better is Better.HIGHER else value <= bound

    def verdict(self, value: float) -> str:
        """Return how a measured value compares, for the table."""
        if not self.reached(value, self.must):
            return "**NOT met**"
        if self.aim is not None and self.reached(value, self.aim):
            return "met, aim too"
        return "met"


@dataclass(frozen=True)
class Row:
    """One line of the table; without a promise it is there for information."""

    work: str
    measured: Spread
    unit: str
    promise: Promise | None = None

    @property
    def verdict(self) -> str:
        """Return whether the promise is met, by the median."""
        return self.promise.verdict(self.measured.median) if self.promise else "information"


@dataclass(frozen=True)
class Skipped:
    """A row that could not be measured here, and why."""

    work: str
    reason: str


@dataclass(frozen=True)
class Table:
    """A table of the details."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """The details behind some rows."""

    title: str
    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True)
class Outcome:
    """All that one module has measured; `data` goes into the JSON as it is."""

    name: str
    section: Section
    rows: Sequence[Row] = ()
    skipped: Sequence[Skipped] = ()
    data: dict[str, Any] = field(default_factory=dict)


def exactly(value: float) -> Spread:
    """Return a spread of one measurement."""
    return spread([value])


def ratios(slower: Sequence[float], faster: Sequence[float]) -> Spread:
    """Return how many times as much the first needs, round by round."""
    return spread([mine / theirs for mine, theirs in zip(slower, faster, strict=True)])


def cell(values: Spread, digits: int = 1) -> str:
    """Return median (min-max) for a table."""
    return f"{values.median:,.{digits}f} ({values.min:,.{digits}f}-{values.max:,.{digits}f})"


def skipped(name: str, work: str, reason: str) -> Outcome:
    """Return an outcome that says why nothing was measured."""
    return Outcome(name, Section(work, [f"Not measured: {reason}."]), skipped=[Skipped(work, reason)])
