"""One pass over a text file, in steps: progress, interruption and checkpoints between them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect import _core
from kafka_architect.analysis.settings import checked_workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.analysis.checkpoint import Checkpoint

# How long the core may run before Python looks for Ctrl-C and shows progress.
_STEP_SECONDS = 0.25

# Candidates that a second pass counts exactly: many times what anybody lists, and few enough for a filter
# that turns nearly every other key away.
_CANDIDATES = 1024


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
    keys = _core.TextPass(os.fsencode(path), before, first_stripe)
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
    """Read the file again and count the candidates for the hottest keys exactly.

    Returns:
        Records by fingerprint, and the number of records that no other key exceeds: what the first pass
        proved of the keys that are no candidates.
    """
    threads = checked_workers(workers)
    found, unlisted_at_most = done.state.snapshot(_CANDIDATES)["heavy"]
    fingerprints = np.sort(np.array([key[0] for key in found], dtype=np.uint64))
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
