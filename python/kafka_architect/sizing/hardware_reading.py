"""Values of hardware as people write them in a file: numbers, texts with units, switches, parts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.sizing import quantities
from kafka_architect.sizing.named import known

if TYPE_CHECKING:
    from collections.abc import Sequence

_GIB = 2**30
# Beyond these a figure is a slip of the pen, and products of several would overflow.
_MOST = 1e15
_SHOWN = 60


def shown(value: object) -> str:
    """A value as an error quotes it: short, whatever a file holds."""
    try:
        text = repr(value)
    except RecursionError:
        return f"a {type(value).__name__} nested too deep to show"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def number(value: object, name: str, expected: str) -> float:
    """A finite number, also one that is written as text ("1.20", "16")."""
    if isinstance(value, str):
        try:
            value = float(value.replace("_", "").replace(",", ""))
        except ValueError as error:
            raise InputError(f"{name}: expected {expected}, found {shown(value)}") from error
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputError(f"{name}: expected {expected}, found {shown(value)}")
    if not -_MOST <= value <= _MOST:
        raise InputError(f"{name}: expected {expected}, found {shown(value)}")
    return float(value)


def positive(value: object, name: str) -> float:
    """A number above 0."""
    found = number(value, name, "a number above 0")
    if found <= 0:
        raise InputError(f"{name}: expected a number above 0, found {shown(value)}")
    return found


def not_negative(value: object, name: str) -> float:
    """A number of 0 or more."""
    found = number(value, name, "a number of 0 or more")
    if found < 0:
        raise InputError(f"{name}: expected a number of 0 or more, found {shown(value)}")
    return found


def switch(value: object, name: str) -> bool:
    """True or false, and nothing that only looks like it."""
    if not isinstance(value, bool):
        raise InputError(f"{name}: expected true or false, found {shown(value)}")
    return value


def text(value: object, name: str) -> str:
    """A text."""
    if not isinstance(value, str):
        raise InputError(f"{name}: expected text, found {shown(value)}")
    return value


def bandwidth(value: object, name: str) -> float:
    """MB/s: a number, or a text with a unit such as '10 Gbps', '25 Gbit/s', '500 MiB/s'."""
    if isinstance(value, str):
        lowered = value.lower()
        if "up to" in lowered:
            raise InputError(f"{name}: {shown(value)} is a burst: give what is sustained (the baseline)")
        # Bits, when written so: nobody writes gigabytes per second as Gbps.
        for unit, bits in (("gbps", "Gbit/s"), ("mbps", "Mbit/s"), ("kbps", "kbit/s")):
            if lowered.rstrip().endswith(unit) and not value.rstrip().endswith("Bps"):
                value = value.rstrip()[: -len(unit)] + bits
                break
        found = _plain(value)
        if found is None:
            found = quantities.throughput(value, name) / 1e6
        return positive(found, name)
    return positive(number(value, name, "MB/s such as 1250, or '10 Gbit/s'"), name)


def gibibytes(value: object, name: str) -> float:
    """GiB: a number, or a text with a unit such as '64 GiB' or '64 GB'."""
    if isinstance(value, str) and _plain(value) is None:
        return positive(quantities.size(value, name) / _GIB, name)
    return positive(number(value, name, "GiB such as 64, or '64 GiB'"), name)


def gigabytes(value: object, name: str) -> float:
    """GB: a number, or a text with a unit such as '14 TB'."""
    if isinstance(value, str) and _plain(value) is None:
        return positive(quantities.size(value, name) / 1e9, name)
    return positive(number(value, name, "GB such as 14000, or '14 TB'"), name)


def part(value: object, kind: type, name: str) -> Any:
    """A part that is one already, or that a mapping describes; None where there is none."""
    if value is None or isinstance(value, kind):
        return value
    if not isinstance(value, dict):
        raise InputError(f"{name}: expected fields and values such as {{name: ...}}, found {shown(value)}")
    return kind.from_dict(value)  # type: ignore[attr-defined]


def parts(value: object, kind: type, name: str) -> tuple[Any, ...]:
    """Several parts."""
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, (dict, kind)) for one in value):
        raise InputError(f"{name}: expected a list of fields and values, found {shown(value)}")
    return tuple(part(one, kind, name) for one in value)


def named_fields(document: object, names: Sequence[str], what: str) -> dict[str, Any]:
    """The fields of a mapping; hyphens may stand for underscores."""
    if not isinstance(document, dict):
        raise InputError(f"{what}: expected fields and values, found {shown(document)}")
    named: dict[str, Any] = {}
    for key, value in document.items():
        name = str(key)[:_SHOWN].replace("-", "_")
        if name in named:
            raise InputError(f"{what} has {name} twice")
        named[name] = value
    return known(named, names, what)


def _plain(value: str) -> float | None:
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None
