"""One pass over a text file, in steps: progress, interruption and checkpoints between them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect import _core
from kafka_architect.analysis.measure import HEAVY_KEYS, HELD_KEYS
from kafka_architect.analysis.settings import checked_workers
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.analysis.checkpoint import Checkpoint

# How long the core may run before Python looks for Ctrl-C and shows progress.
_STEP_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class FilePass:
    """What a pass has counted, and whether it was interrupted before the end."""

    state: _core.Distribution
    partial: bool
    keys: _core.TextPass


def read_file(
    before: _core.Distribution,
    path: str | os.PathLike[str],
    *,
    workers: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    checkpoint: Checkpoint | None = None,
) -> FilePass:
    """Add the keys of a file to `before` (which stays as it was).

    Ctrl-C ends the pass early; what was read until then is returned, marked partial. With a checkpoint the
    pass goes on where an earlier one was interrupted.

    Raises:
        SourceError, MalformedSourceError: The file cannot be read, or is not one key per line.
        StateError: The checkpoint belongs to another file or to other settings.
    """
    threads = checked_workers(workers)
    first_stripe = 0
    if checkpoint is not None and (saved := checkpoint.load(before.settings())) is not None:
        before, first_stripe = saved
    try:
        keys = _core.TextPass(os.fsencode(path), before, first_stripe)
    except InputError as error:
        if checkpoint is None:
            raise
        checkpoint.refuse(error)
    # The first step is small so that the rate is known; later ones last about _STEP_SECONDS.
    stripes = threads
    more = True
    try:
        while more:
            began = time.perf_counter()
            more = keys.step(stripes, threads)
            took = max(time.perf_counter() - began, 1e-6)
            stripes = max(threads, int(stripes * min(_STEP_SECONDS / took, 8)))
            if on_progress is not None:
                on_progress(keys.position_bytes, keys.size_bytes)
            if checkpoint is not None and more and checkpoint.is_due():
                checkpoint.save(keys.result(), keys.next_stripe)
    except KeyboardInterrupt:
        state = keys.result()
        if checkpoint is not None:
            checkpoint.save(state, keys.next_stripe)
        return FilePass(state, partial=True, keys=keys)
    if checkpoint is not None:
        checkpoint.remove()
    return FilePass(keys.result(), partial=False, keys=keys)


def count_hottest_exactly(
    done: FilePass, workers: int | None, on_progress: Callable[[int, int], None] | None = None
) -> tuple[dict[int, int], int]:
    """Read the file again and count exactly whatever may be among the hottest keys.

    Returns:
        Records by fingerprint, and the number of records that no other key exceeds: what the first pass
        proved of the keys that are not counted again.
    """
    threads = checked_workers(workers)
    candidates, unlisted_at_most = _candidates(done.state)
    fingerprints = np.sort(np.array(candidates, dtype=np.uint64))
    totals = np.zeros(len(fingerprints), dtype=np.uint64)
    stripe = 0
    stripes = threads * 8
    while stripe < done.keys.stripes:
        began = time.perf_counter()
        totals += done.keys.count_exactly(fingerprints, stripe, stripes, threads)
        stripe = min(stripe + stripes, done.keys.stripes)
        took = max(time.perf_counter() - began, 1e-6)
        stripes = max(threads, int(stripes * min(_STEP_SECONDS / took, 8)))
        if on_progress is not None:
            on_progress(done.keys.size_bytes * stripe // done.keys.stripes, done.keys.size_bytes)
    return dict(zip(fingerprints.tolist(), totals.tolist(), strict=True)), unlisted_at_most


def _candidates(state: _core.Distribution) -> tuple[list[int], int]:
    """The keys that may be among the HEAVY_KEYS hottest, by fingerprint; and what others have at most.

    By their upper bounds: with nearly equal keys many more than are listed may be the hottest. A few hundred
    where the keys are skewed, all 8,192 of the summary at most.
    """
    found, outside_at_most = state.snapshot(HELD_KEYS)["heavy"]
    lower = sorted((key[4] for key in found), reverse=True)
    least = lower[HEAVY_KEYS - 1] if len(lower) >= HEAVY_KEYS else 0
    others = [key[5] for key in found if key[5] < least]
    return [key[0] for key in found if key[5] >= least], max([outside_at_most, *others])
