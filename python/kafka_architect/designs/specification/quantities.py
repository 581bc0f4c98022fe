"""Quantities of a specification as people write them: 500/s, 1 kB, 7d, 200..800, {exactly: 12, because: ...}.

Each class reads what a document holds (`of`), says what it takes as JSON Schema (`schema`), and writes it
back (`written`). Units are those of `sizing.quantities`.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Self

from kafka_architect.errors import InputError
from kafka_architect.sizing import quantities
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER_OR_TEXT = {"type": ["number", "string"]}


class Quantity:
    """A value that a document may write in several ways."""

    schema: ClassVar[dict[str, Any]]

    @classmethod
    def of(cls, written: object) -> Self:
        """Read what a document holds; raises InputError with what was expected."""
        raise NotImplementedError

    def written(self) -> Any:
        """What a document would hold."""
        raise NotImplementedError


class Rate(Quantity):
    """How much is sent: average and peak, in messages or bytes per second; None is unknown.

    `500/s`, `5 MB/s`, `200..800` (average to peak), `{average: 200, peak: 800}`.
    """

    schema: ClassVar[dict[str, Any]] = {
        "description": "Messages or bytes per second: 500/s, 5 MB/s, 200..800 (average to peak), "
        "or average and peak.",
        "anyOf": [
            {"type": ["number", "string"], "examples": ["500/s", "5 MB/s", "200..800"]},
            {
                "type": "object",
                "properties": {"average": _NUMBER_OR_TEXT, "peak": _NUMBER_OR_TEXT},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ],
    }
    __slots__ = ("average", "in_bytes", "peak")

    def __init__(
        self, *, average: float | None = None, peak: float | None = None, in_bytes: bool = False
    ) -> None:
        self.average, self.peak, self.in_bytes = average, peak, in_bytes

    @classmethod
    def of(cls, written: object) -> Self:
        """Read a rate."""
        if isinstance(written, dict):
            _only(written, ("average", "peak"))
            average, peak = (written.get(name) for name in ("average", "peak"))
        elif isinstance(written, str) and ".." in written:
            average, peak = (part.strip() for part in written.split("..", 1))
            average = _with_unit_of(average, peak)
        else:
            average, peak = None, written
            if not isinstance(written, (int, float, str)) or isinstance(written, bool):
                raise InputError(f"expected a rate like 500/s, 5 MB/s or 200..800, found {written!r}")
        read = [None if one is None else quantities.rate(one, "rate") for one in (average, peak)]
        units = {one[0] is None for one in read if one is not None}
        if len(units) != 1:
            raise InputError("average and peak: expected both in messages/s or both in bytes/s")
        values = [None if one is None else one[0] if one[0] is not None else one[1] for one in read]
        for value in values:
            if value is not None and not 0 < value <= 1e15:
                raise InputError(
                    f"expected a rate above 0, found {value:g}; leave it out where it is unknown"
                )
        if values[0] is not None and values[1] is not None and values[0] > values[1]:
            raise InputError(f"the average {values[0]:g} is above the peak {values[1]:g}")
        return cls(average=values[0], peak=values[1], in_bytes=units.pop())

    def written(self) -> Any:
        """Average and peak as texts with their unit."""
        unit = " B/s" if self.in_bytes else "/s"
        named = {"average": self.average, "peak": self.peak}
        return {name: f"{value:.15g}{unit}" for name, value in named.items() if value is not None}


class Bytes(float, Quantity):
    """A size: 1000, '1 kB', '1 KiB'."""

    schema: ClassVar[dict[str, Any]] = {
        "description": "A size in bytes: 1000, 1 kB, 1 KiB.",
        "type": ["number", "string"],
        "examples": ["1 kB", 500],
    }

    @classmethod
    def of(cls, written: object) -> Self:
        """Read a size above 0."""
        value = quantities.size(written, "size")
        if not 0 < value < 1e18:
            raise InputError(f"expected a size above 0, found {value:g} bytes")
        return cls(value)

    def written(self) -> Any:
        """A number of bytes."""
        return float(self)


class Duration(float, Quantity):
    """Seconds; written with a unit: 7d, 12h, 20ms."""

    schema: ClassVar[dict[str, Any]] = {
        "description": "A duration with its unit: 20ms, 30s, 15 min, 12h, 7d.",
        "type": "string",
        "examples": ["7d", "30s"],
    }

    @classmethod
    def of(cls, written: object) -> Self:
        """Read a duration of 0 or more."""
        value = quantities.duration(written, "duration")
        if not 0 <= value < 1e11:
            raise InputError(f"expected a duration from 0 to 3,000 years, found {written!r}")
        return cls(value)

    def written(self) -> Any:
        """The duration in seconds, as text."""
        return f"{float(self):.15g} s"


class Count(float, Quantity):
    """A number that may be large: 50000, 50k, 2M."""

    schema: ClassVar[dict[str, Any]] = {
        "description": "A number: 50000, 50k, 2M.",
        "type": ["number", "string"],
        "examples": [50000, "2M"],
    }

    @classmethod
    def of(cls, written: object) -> Self:
        """Read a number above 0."""
        value = quantities.count(written, "number")
        if not 0 < value < 1e18:
            raise InputError(f"expected a number above 0, found {value:g}")
        return cls(value)

    def written(self) -> Any:
        """The number."""
        return float(self)


class Pin(Quantity):
    """A number that the specification fixes or bounds: 12, {exactly: 1, because: ...}, {at_least: 6}."""

    schema: ClassVar[dict[str, Any]] = {
        "description": "A fixed number (12, or exactly and because), or bounds (at_least, at_most).",
        "anyOf": [
            {"type": "integer", "minimum": 1},
            {
                "type": "object",
                "properties": {
                    "exactly": {"type": "integer", "minimum": 1},
                    "at_least": {"type": "integer", "minimum": 1},
                    "at_most": {"type": "integer", "minimum": 1},
                    "because": {"type": "string"},
                },
                "additionalProperties": False,
                "minProperties": 1,
            },
        ],
    }
    __slots__ = ("at_least", "at_most", "because", "exactly")
    # Far above what a cluster can hold (KIP-578: 200,000), far below what would overflow anything.
    MOST: ClassVar[int] = 1_000_000

    def __init__(
        self,
        *,
        exactly: int | None = None,
        at_least: int | None = None,
        at_most: int | None = None,
        because: str = "",
    ) -> None:
        self.exactly, self.at_least, self.at_most, self.because = exactly, at_least, at_most, because

    @classmethod
    def of(cls, written: object) -> Self:
        """Read a number or bounds."""
        if not isinstance(written, dict):
            return cls(exactly=quantities.whole(written, "number", 1, cls.MOST))
        _only(written, ("exactly", "at_least", "at_most", "because"))
        numbers = {
            name: quantities.whole(written[name], name, 1, cls.MOST)
            for name in ("exactly", "at_least", "at_most")
            if written.get(name) is not None
        }
        if not numbers:
            raise InputError("expected exactly, at_least or at_most")
        if "exactly" in numbers and len(numbers) > 1:
            raise InputError("exactly leaves nothing to bound: remove at_least and at_most")
        if numbers.get("at_least", 0) > numbers.get("at_most", cls.MOST):
            raise InputError(f"at_least {numbers['at_least']} is above at_most {numbers['at_most']}")
        because = written.get("because", "")
        if not isinstance(because, str):
            raise InputError(f"because: expected text, found {because!r}")
        return cls(because=because, **numbers)

    def written(self) -> Any:
        """The fields that are set."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) not in {None, ""}}


class Retention(Quantity):
    """How long records are kept, by need: 7d, forever, {longest_outage: 3d, replay: 7d, legal: 10y}."""

    NEEDS: ClassVar[tuple[str, ...]] = ("longest_outage", "replay", "legal")
    schema: ClassVar[dict[str, Any]] = {
        "description": "How long records are kept: exactly (7d, forever), or by need.",
        "anyOf": [
            {"type": "string", "examples": ["7d", "forever"]},
            {
                "type": "object",
                "properties": {
                    "longest_outage": {
                        "type": "string",
                        "description": "The longest time that a receiving service may be down.",
                    },
                    "replay": {"type": "string", "description": "How far back records are read again."},
                    "legal": {"type": "string", "description": "How long the law requires them to be kept."},
                    "exactly": {"type": "string", "description": "A duration, or forever."},
                    "because": {"type": "string"},
                },
                "additionalProperties": False,
                "minProperties": 1,
            },
        ],
    }
    __slots__ = ("because", "exactly_s", "needs")

    def __init__(
        self, *, exactly_s: float | None = None, because: str = "", needs: dict[str, float] | None = None
    ) -> None:
        self.exactly_s, self.because, self.needs = exactly_s, because, dict(needs or {})

    @classmethod
    def of(cls, written: object) -> Self:
        """Read a duration, forever, or needs."""
        if not isinstance(written, dict):
            return cls(exactly_s=_not_zero(_kept(written)))
        _only(written, (*cls.NEEDS, "exactly", "because"))
        needs = {name: _kept(written[name]) for name in cls.NEEDS if written.get(name) is not None}
        exactly = written.get("exactly")
        if exactly is None and not needs:
            raise InputError(f"expected exactly, or one of {', '.join(cls.NEEDS)}")
        because = written.get("because", "")
        if not isinstance(because, str):
            raise InputError(f"because: expected text, found {because!r}")
        if exactly is None:
            _not_zero(max(needs.values()))
            return cls(because=because, needs=needs)
        return cls(exactly_s=_not_zero(_kept(exactly)), because=because, needs=needs)

    def written(self) -> Any:
        """The fields that are set, as texts."""
        found: dict[str, Any] = {name: _duration_text(value) for name, value in self.needs.items()}
        if self.exactly_s is not None:
            found["exactly"] = _duration_text(self.exactly_s)
        return {**found, "because": self.because} if self.because else found


def _not_zero(seconds: float) -> float:
    if seconds == 0:
        raise InputError(
            "a retention of 0 lets brokers delete records before they are read; state how long a "
            "receiving service may be down (longest_outage), or a duration above 0"
        )
    return seconds


class Names(tuple[str, ...], Quantity):
    """One name or several: orderId, or [tenantId, orderId]."""

    schema: ClassVar[dict[str, Any]] = {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }

    __slots__ = ()

    @classmethod
    def of(cls, written: object) -> Self:
        """Read a name or a list of names."""
        names = [written] if isinstance(written, str) else written
        if not isinstance(names, (list, tuple)) or not all(isinstance(one, str) and one for one in names):
            raise InputError(f"expected a name or a list of names, found {written!r}")
        again = sorted(one for one, count in Counter(names).items() if count > 1)
        if again:
            raise InputError(f"{again[0]!r} is named twice")
        return cls(names)

    def written(self) -> Any:
        """A list."""
        return list(self)


def _only(written: dict[str, Any], names: Iterable[str]) -> None:
    for key in written:
        if key not in names:
            raise InputError(f"unknown field {key!r}{did_you_mean(str(key), names)}")


def _kept(written: object) -> float:
    return math.inf if written == "forever" else Duration.of(written)


def _duration_text(seconds: float) -> str:
    return "forever" if math.isinf(seconds) else f"{seconds:.15g} s"


def _with_unit_of(low: str, high: str) -> str:
    unit = high.lstrip("0123456789_.+-eE ")
    return low if low.lstrip("0123456789_.+-eE ") else f"{low} {unit}"
