"""Values of hardware as people write them in a file: numbers, texts with units, switches, parts."""

from __future__ import annotations

import math
from typing import TypeVar

from kafka_architect.errors import InputError
from kafka_architect.sizing import quantities
from kafka_architect.sizing.figure_reading import (
    named_fields,
    not_negative,
    number,
    positive,
    shown,
    switch,
    text,
    whole,
)
from kafka_architect.sizing.market import Controller, Market, Volume

_Part = TypeVar("_Part", Volume, Controller, Market)

__all__ = [
    "bandwidth", "controllers", "gibibytes", "gigabytes", "market", "named_fields", "not_negative", "number",
    "positive", "shown", "switch", "text", "volume", "volumes", "whole",
]  # fmt: skip
_GIB = 2**30


def bandwidth(value: object, name: str) -> float:
    """MB/s: a number, or a text with a unit such as '10 Gbps', '25 Gbit/s', '500 MiB/s'."""
    if isinstance(value, str):
        lowered = value.lower()
        if "up to" in lowered:
            raise InputError(
                f"{name}: {shown(value)} is a burst rate: give the sustained rate (the baseline)"
            )
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


def volume(value: object, name: str) -> Volume | None:
    """A kind of volume, or the fields of one."""
    return _part(value, Volume, name)


def volumes(value: object, name: str) -> tuple[Volume, ...]:
    """Kinds of volumes."""
    return _parts(value, Volume, name)


def controllers(value: object, name: str) -> tuple[Controller, ...]:
    """Machines for controllers."""
    return _parts(value, Controller, name)


def market(value: object, name: str) -> Market:
    """What a provider charges; that of hardware of one's own where nothing is given."""
    return _part(value, Market, name) or Market()


def _part(value: object, kind: type[_Part], name: str) -> _Part | None:
    """A part that is one already, or that a mapping describes; None where there is none."""
    if value is None or isinstance(value, kind):
        return value
    if not isinstance(value, dict):
        raise InputError(f"{name}: expected fields and values such as {{name: ...}}, found {shown(value)}")
    try:
        return kind.from_dict(value)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def _parts(value: object, kind: type[_Part], name: str) -> tuple[_Part, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, (dict, kind)) for one in value):
        raise InputError(f"{name}: expected a list of fields and values, found {shown(value)}")
    return tuple(found for one in value if (found := _part(one, kind, name)) is not None)


def _plain(value: str) -> float | None:
    try:
        found = float(value)
    except ValueError:
        return None
    return found if math.isfinite(found) else None
