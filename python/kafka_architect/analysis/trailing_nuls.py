"""numpy's S arrays drop NULs at the end of an item: a fault only where keys are bytes and not text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.report_warning import ReportWarning

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Enough to see of what kind the keys are.
_LOOKED_AT = 100_000


def trailing_nuls(keys: NDArray[Any]) -> ReportWarning | None:
    """A warning where some keys hold NULs inside and others may have lost some at their end.

    Keys of text have no NULs. Longs and other bytes of one width have them anywhere: each that ends in NULs
    is shorter here than where the producer hashes it.
    """
    if keys.dtype.kind != "S" or keys.ndim != 1 or keys.dtype.itemsize == 0:
        return None
    looked_at = np.ascontiguousarray(np.asarray(keys)[:_LOOKED_AT])
    is_nul = looked_at.view(np.uint8).reshape(len(looked_at), -1) == 0
    # From the end: whether a byte and all behind it are NUL.
    at_end = np.logical_and.accumulate(is_nul[:, ::-1], axis=1)[:, ::-1]
    inside = (is_nul & ~at_end).any(axis=1)
    shortened = at_end[:, -1]
    if not inside.any() or not shortened.any():
        return None
    width = keys.dtype.itemsize
    return ReportWarning(
        "trailing-nuls",
        f"{int(shortened.sum()):,} of the first {len(looked_at):,} keys are shorter than the others, which "
        f"contain NUL bytes: numpy's {keys.dtype} drops NULs at the end of a key, and a key without them is "
        f"placed in another partition. Pass a.view('V{width}') for keys of one width, or a list of bytes.",
    )
