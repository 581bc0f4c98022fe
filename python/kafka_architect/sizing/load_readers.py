"""How the fields of a Load are read: rates with a peak, what sizes count, durations without an end, skews."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.sizing import inputs, quantities

if TYPE_CHECKING:
    from datetime import timedelta

PRODUCED: Final = "produced"
IN_LOG: Final = "log"
AVERAGE: Final = "average"
PEAK: Final = "peak"


def rate(value: Any, name: str) -> Any:
    """Messages per second; a rate in bytes waits, as text, for the message size, and a pair for its peak."""
    if isinstance(value, Mapping):
        if set(value) != {AVERAGE, PEAK}:
            raise InputError(
                f"{name}: expected a rate, or both {AVERAGE} and {PEAK}, found {', '.join(map(str, value))}"
            )
        return {end: rate(value[end], f"{name}: {end}") for end in (AVERAGE, PEAK)}
    messages, throughput = quantities.rate(value, name)
    number = messages if throughput is None else throughput
    if number is None or number <= 0:
        raise InputError(f"{name}: expected more than 0, found {0 if number is None else number:g}")
    return number if throughput is None else f"{throughput!r} B/s"


def sizes(value: str | None, name: str) -> Any:
    """What sizes count: produced bytes, or those of the log."""
    if value is not None and value not in (PRODUCED, IN_LOG):
        raise InputError(f"{name}: expected {PRODUCED} or {IN_LOG}, found {value!r}")
    return value


def duration(value: float | str | timedelta | None, name: str) -> float:
    """Seconds; infinite for "forever"."""
    if value == "forever":
        return math.inf
    seconds = quantities.duration(value, name)
    if seconds <= 0:
        raise InputError(f"{name}: expected more than 0, found {seconds:g}")
    return seconds


def skew(value: Any, name: str) -> Any:
    """The hottest partition over the mean; a report waits for the partitions."""
    if is_report(value):
        return value
    return inputs.at_least(1)(value, name)


def is_report(skew: object) -> bool:
    """Whether a skew is a distribution report or the path of one, and not a number."""
    return not isinstance(skew, (int, float, str)) or (isinstance(skew, str) and skew.endswith(".json"))
