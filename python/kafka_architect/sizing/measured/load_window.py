"""The load over a window of time, as a server of metrics tells it: mean and highest rate, a day at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.sizing.measured.rate_series import Series

_DAY_S = 86_400


class Server(Protocol):
    """What answers instant queries."""

    def instant(
        self, query: str, at: int, warnings: set[str] | None = None
    ) -> list[tuple[dict[str, str], float]]:
        """Labels and values at a time, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Load:
    """Rates over a window: their sum, how many there were, the highest."""

    total: float = 0.0
    count: float = 0.0
    peak: float = 0.0

    @property
    def mean(self) -> float:
        """Over the time of which a rate is known."""
        return self.total / self.count if self.count else 0.0

    @property
    def times(self) -> float:
        """The highest over the mean."""
        return max(1.0, self.peak / self.mean) if self.mean > 0 else 1.0

    def with_part(self, what: str, value: float) -> Load:
        """With what one day adds."""
        if what == "max":
            return Load(self.total, self.count, max(self.peak, value))
        if what == "sum":
            return Load(self.total + value, self.count, self.peak)
        return Load(self.total, self.count + value, self.peak)


@dataclass(frozen=True)
class LoadWindow:
    """A window of rates over `seconds`, asked day by day.

    Its end is a second after a multiple of `seconds`: the server evaluates at multiples, and none of them
    belongs to two days, whether a version takes the start of a range with it (2.x) or not (3.x).
    """

    server: Server
    match: str
    end: int
    window: int
    seconds: int
    warnings: set[str] = field(default_factory=set)

    def by_topic(self, series: Series) -> dict[str, Load]:
        """Each topic's load; topics whose rate is not known at any time are left out."""
        found: dict[str, Load] = {}
        for what, labels, value in self._parts(series.rate(self.seconds, self.match)):
            topic = labels.get(series.topic, "")
            found[topic] = found.get(topic, Load()).with_part(what, value)
        return found

    def whole(self, rate: str) -> Load:
        """The load of one expression that has no labels."""
        load = Load()
        for what, _, value in self._parts(rate):
            load = load.with_part(what, value)
        return load

    def _parts(self, rate: str) -> Iterator[tuple[str, dict[str, str], float]]:
        for end, length in self._days():
            for what in ("max", "sum", "count"):
                asked = f"{what}_over_time(({rate})[{length}s:{self.seconds}s])"
                for labels, value in self.server.instant(asked, end, self.warnings):
                    yield what, labels, value

    def _days(self) -> Iterator[tuple[int, int]]:
        left, end = self.window, self.end
        while left > 0:
            length = min(left, _DAY_S)
            yield end, length
            left -= length
            end -= length
