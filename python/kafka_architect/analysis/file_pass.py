"""One pass over a text file, in steps: progress, interruption and checkpoints between them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.analysis.settings import checked_workers
from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.analysis.checkpoint import Checkpoint

# How long the core may run before Python looks for Ctrl-C and shows progress.
STEP_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What tells a file from another one at its path, or from itself after somebody wrote to it."""

    size_bytes: int
    modified_ns: int

    @classmethod
    def of(cls, path: str) -> FileIdentity:
        """The identity of the file that is at a path now; one of nothing where there is none."""
        try:
            found = os.stat(path)  # noqa: PTH116 - a path of any bytes
        except OSError:
            return cls(-1, -1)
        return cls(found.st_size, found.st_mtime_ns)

    def differs_from(self, earlier: FileIdentity) -> bool:
        """Whether what was read earlier may be something else now; what was only added to is not."""
        return self.size_bytes <= earlier.size_bytes and self != earlier


@short_repr
@dataclass(frozen=True, slots=True)
class FilePass:
    """What a pass has counted, of which file, and whether it was interrupted before the end."""

    state: _core.Distribution
    partial: bool
    keys: _core.TextPass
    path: str
    identity: FileIdentity


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
        SourceError, MalformedSourceError: The file cannot be read, or is not one key per line; the checkpoint
            cannot be written before the pass begins.
        StateError: The checkpoint belongs to another file or to other settings.
    """
    threads = checked_workers(workers)
    first_stripe = 0
    if checkpoint is not None and (saved := checkpoint.load(before.settings())) is not None:
        before, first_stripe = saved
    name = os.fsdecode(path)
    identity = FileIdentity.of(name)
    try:
        keys = _core.TextPass(os.fsencode(path), before, first_stripe)
    except InputError as error:
        if checkpoint is None:
            raise
        checkpoint.refuse(error)
    if checkpoint is not None:
        checkpoint.begin(before, first_stripe)
    # The first step is small so that the rate is known; later ones last about STEP_SECONDS.
    stripes = threads
    more = True
    try:
        while more:
            began = time.perf_counter()
            more = keys.step(stripes, threads)
            took = max(time.perf_counter() - began, 1e-6)
            stripes = max(threads, int(stripes * min(STEP_SECONDS / took, 8)))
            if on_progress is not None:
                on_progress(keys.position_bytes, keys.size_bytes)
            if checkpoint is not None and more and checkpoint.is_due():
                checkpoint.save(keys.result(), keys.next_stripe)
    except KeyboardInterrupt:
        state = keys.result()
        if checkpoint is not None:
            checkpoint.save(state, keys.next_stripe)
        return FilePass(state, partial=True, keys=keys, path=name, identity=identity)
    if checkpoint is not None:
        checkpoint.remove()
    return FilePass(keys.result(), partial=False, keys=keys, path=name, identity=identity)
