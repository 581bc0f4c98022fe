"""How large a document, and a number in it, may be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kafka_architect.errors import InputError

MOST_DIGITS = 300  # 1e308 is the largest double; Python refuses to read integers of 4,300 digits and more


@dataclass(frozen=True)
class Limits:
    """What a document may be at most; each is checked before the memory is used."""

    bytes: int = 64 << 20
    depth: int = 100
    values: int = 2_000_000


def finite(number: float, written: str, where: str) -> float:
    """The number, unless it is infinite or none."""
    if not math.isfinite(number):
        raise InputError(f"{where}: {written[:40]} is not a finite number")
    return number
