"""Read a key dump once and report how its keys spread over partitions."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.analysis.distribution_report import DistributionReport, PartitionLoad
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT_PARTITIONS = (12, 24)

# How long the core may run before Python looks for Ctrl-C and shows progress.
_STEP_SECONDS = 0.25


def analyze(
    path: str | os.PathLike[str],
    partitions: Sequence[int] = DEFAULT_PARTITIONS,
    workers: int | None = None,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> DistributionReport:
    """Report how the keys of a text file spread over partitions, as Kafka's Java producer would place them.

    The file holds one key per line (LF or CRLF; an empty line is an empty key). It is read once, in
    blocks: memory does not grow with the file. The result does not depend on `workers`.

    Args:
        path: The file of keys.
        partitions: The partition counts to report, each 1 to 1,000,000.
        workers: Threads to read with; the machine's cores by default.
        on_progress: Called about four times a second with (bytes read, bytes in all).

    Raises:
        SourceError: The file is missing, a directory, or cannot be read.
        MalformedSourceError: A line is longer than 16 MiB, or the file shrank while it was read.
        InputError: A partition count or `workers` is out of range.
    """
    counts = _checked_partitions(partitions)
    threads = _checked_workers(workers)
    keys = _core.TextPass(os.fsencode(path), counts)
    # The first step is small so that the rate is known; later ones last about _STEP_SECONDS.
    stripes = threads
    more = True
    while more:
        began = time.perf_counter()
        more = keys.step(stripes, threads)
        took = max(time.perf_counter() - began, 1e-6)
        stripes = max(threads, int(stripes * min(_STEP_SECONDS / took, 8)))
        if on_progress is not None:
            on_progress(keys.position_bytes, keys.size_bytes)
    return _report(os.fsdecode(path), keys)


def _report(source: str, keys: _core.TextPass) -> DistributionReport:
    effective_keys = keys.effective_keys
    return DistributionReport(
        source=source,
        partitioner="murmur2",
        records=keys.records,
        null_keys=keys.null_keys,
        empty_keys=keys.empty_keys,
        effective_keys=effective_keys or None,
        partitions=tuple(
            PartitionLoad.from_records(records.tolist(), effective_keys) for _, records in keys.partitions()
        ),
    )


def _checked_partitions(partitions: Sequence[object]) -> list[int]:
    limit = _core.MAX_COUNTED_PARTITIONS
    if not partitions:
        raise InputError("partitions is empty: expected at least one partition count, e.g. [12, 24]")
    counts: dict[int, None] = {}  # as a set that keeps the order
    for count in partitions:
        if not isinstance(count, int) or isinstance(count, bool):
            raise InputError(f"partition count {count!r} is not a whole number")
        if not 1 <= count <= limit:
            raise InputError(f"partition count {count} is out of range: expected 1 to {limit:,}")
        counts[count] = None
    return list(counts)


def _checked_workers(workers: object) -> int:
    if workers is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not isinstance(workers, int) or isinstance(workers, bool) or not 1 <= workers <= 1024:
        raise InputError(f"workers is {workers!r}: expected a whole number from 1 to 1024")
    return workers
