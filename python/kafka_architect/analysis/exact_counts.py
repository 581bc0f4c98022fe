"""The second pass over a file: what may be among the hottest keys, counted exactly."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.analysis.file_pass import STEP_SECONDS, FileIdentity
from kafka_architect.analysis.measure import HEAVY_KEYS, HELD_KEYS
from kafka_architect.analysis.settings import checked_workers
from kafka_architect.errors import MalformedSourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect import _core
    from kafka_architect.analysis.file_pass import FilePass


def count_hottest_exactly(
    done: FilePass, workers: int | None, on_progress: Callable[[int, int], None] | None = None
) -> tuple[dict[int, int], int]:
    """Read the file again and count exactly whatever may be among the hottest keys.

    Returns:
        Records by fingerprint, and the number of records that no other key exceeds: what the first pass
        proved of the keys that are not counted again.

    Raises:
        MalformedSourceError: The file was rewritten since the first pass.
    """
    threads = checked_workers(workers)
    held, outside_at_most = done.state.snapshot(HELD_KEYS)["heavy"]
    wanted, unlisted_at_most = candidates(held, outside_at_most)
    fingerprints = np.sort(np.array(wanted, dtype=np.uint64))
    totals = np.zeros(len(fingerprints), dtype=np.uint64)
    stripe = 0
    stripes = threads * 8
    while stripe < done.keys.stripes:
        began = time.perf_counter()
        totals += done.keys.count_exactly(fingerprints, stripe, stripes, threads)
        stripe = min(stripe + stripes, done.keys.stripes)
        took = max(time.perf_counter() - began, 1e-6)
        stripes = max(threads, int(stripes * min(STEP_SECONDS / took, 8)))
        if on_progress is not None:
            on_progress(done.keys.size_bytes * stripe // done.keys.stripes, done.keys.size_bytes)
    counted = dict(zip(fingerprints.tolist(), totals.tolist(), strict=True))
    _refuse_another_file(done, held, counted)
    return counted, unlisted_at_most


def _refuse_another_file(done: FilePass, held: list[_core._Heavy], counted: dict[int, int]) -> None:
    """The second pass must have read what the first one read.

    A file that only grew is the same up to where the first pass ended. Rewritten within a tick of the file
    system's clock, or by who sets the clock back, it shows in counts that the first pass has ruled out.
    """
    ruled_out = [key for key in held if key[0] in counted and not key[4] <= counted[key[0]] <= key[5]]
    if ruled_out or FileIdentity.of(done.path).differs_from(done.identity):
        raise MalformedSourceError(
            f"{done.path}: was rewritten between the two passes that count hot keys exactly: analyze a copy "
            "that is not written to, or read once (--no-exact, exact=False)"
        )


def candidates(held: list[_core._Heavy], outside_at_most: int) -> tuple[list[int], int]:
    """The keys that may be among the HEAVY_KEYS hottest, by fingerprint; and what others have at most.

    By their upper bounds: with nearly equal keys many more than are listed may be the hottest. A few hundred
    where the keys are skewed, all 8,192 of the summary at most.
    """
    lower = sorted((key[4] for key in held), reverse=True)
    least = lower[HEAVY_KEYS - 1] if len(lower) >= HEAVY_KEYS else 0
    others = [key[5] for key in held if key[5] < least]
    return [key[0] for key in held if key[5] >= least], max([outside_at_most, *others])
