"""Columns of timestamps as they are used: milliseconds since 1970, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.errors import MalformedSourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

# From March 1973 to the year 5138: seconds, microseconds and sequence numbers are outside.
_FIRST_MS, _LAST_MS = 10**11, 10**14


def milliseconds(numbers: Callable[[], Any]) -> NDArray[np.int64] | None:
    """A column of a source's own timestamps; -1 for a record without one (what is below 0).

    None where they are no milliseconds: written as dates, in another unit, or nothing that tells time. They
    only say when records came, so that is no fault of the source.

    Args:
        numbers: Reads the column; raises MalformedSourceError where it is not of whole numbers.
    """
    try:
        found = np.asarray(numbers(), dtype=np.int64)
    except MalformedSourceError:
        return None
    if not np.all((found < 0) | ((found >= _FIRST_MS) & (found < _LAST_MS))):
        return None
    out: NDArray[np.int64] = np.maximum(found, -1)
    return out
