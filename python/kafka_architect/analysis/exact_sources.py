"""The second pass over sources of any format: what may be among the hottest keys, counted exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from kafka_architect import _core
from kafka_architect.analysis.exact_counts import candidates
from kafka_architect.analysis.file_pass import FileIdentity
from kafka_architect.analysis.measure import HELD_KEYS
from kafka_architect.analysis.source_pass import read_sources
from kafka_architect.errors import MalformedSourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kafka_architect.analysis.group_pass import SourceReading
    from kafka_architect.keys.source_file import SourceFile


def identities(files: Sequence[SourceFile]) -> dict[str, FileIdentity]:
    """What the files are now, to be told from what they are later."""
    return {file.path: FileIdentity.of(file.path) for file in files}


def count_sources_exactly(
    files: Sequence[SourceFile],
    state: _core.Distribution,
    reading: SourceReading,
    before: Mapping[str, FileIdentity],
    *,
    workers: int,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[dict[int, int], int]:
    """Read the files again and count exactly whatever may be among the hottest keys.

    Args:
        files: The sources, as they were read.
        state: What the first pass has counted.
        reading: How they were read.
        before: What the files were before the first pass.
        workers: Threads.
        on_progress: As for the first pass.

    Returns:
        Records by fingerprint, and the number of records that no other key exceeds.

    Raises:
        KeyboardInterrupt: It was interrupted.
        MalformedSourceError: A file changed since the first pass.
    """
    counted = state.snapshot(HELD_KEYS)
    held, outside_at_most = counted["heavy"]
    wanted, unlisted_at_most = candidates(held, outside_at_most)
    fingerprints = np.sort(np.array(wanted, dtype=np.uint64))
    # It counts what a Distribution counts, by the same calls.
    done = read_sources(
        files,
        lambda: cast("list[_core.Distribution]", [_core.ExactCounter(fingerprints)]),
        reading,
        workers=workers,
        on_progress=on_progress,
        alone=False,
    )
    if done.partial:
        raise KeyboardInterrupt
    exact = cast("_core.ExactCounter", done.states[0])
    totals = dict(zip(fingerprints.tolist(), exact.counts().tolist(), strict=True))
    ruled_out = any(key[0] in totals and not key[4] <= totals[key[0]] <= key[5] for key in held)
    changed = [path for path, identity in before.items() if FileIdentity.of(path) != identity]
    if ruled_out or changed or exact.records != counted["records"]:
        name = changed[0] if changed else files[0].path
        raise MalformedSourceError(
            f"{name}: changed between the two passes that count hot keys exactly: analyze a copy that is not "
            "written to, or read once (--no-exact, exact=False)"
        )
    return totals, unlisted_at_most
