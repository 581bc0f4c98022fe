"""analyze: read a key dump and report how its keys spread over partitions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.analysis.checkpoint import Checkpoint
from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.file_pass import count_hottest_exactly, read_file
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.saved_state import save_state
from kafka_architect.analysis.settings import check_top, checked_counts
from kafka_architect.errors import InputError
from kafka_architect.partitioner import partitioner_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.analysis.file_pass import FilePass
    from kafka_architect.analysis.measurements import Measurements

DEFAULT_PARTITIONS = (12, 24)

# A key below a thousandth of the records makes no partition hot: not worth a second pass.
_RELEVANT_SHARE = 1e-3
_TIGHT = 0.01


def analyze(
    path: str | os.PathLike[str],
    partitions: Sequence[int] = DEFAULT_PARTITIONS,
    workers: int | None = None,
    *,
    partitioner: str = "murmur2",
    top: int = 20,
    what_if: Sequence[int] = (),
    brokers: int | None = None,
    mitigate: bool = False,
    exact: bool | None = None,
    checkpoint: str | os.PathLike[str] | None = None,
    save: str | os.PathLike[str] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> DistributionReport:
    """Report how the keys of a text file spread over partitions, as a client's partitioner places them.

    The file holds one key per line (LF or CRLF; an empty line is an empty key). It is read in blocks:
    memory does not grow with the file. The result does not depend on `workers`.

    Args:
        path: The file of keys.
        partitions: The partition counts to report, each 1 to 1,000,000.
        workers: Threads to read with; the machine's cores by default.
        partitioner: A partitioner or a client that uses it; see `kafka_architect.partitioners()`.
        top: How many hot keys to list, 0 to 256.
        what_if: More partition counts to count exactly and judge.
        brokers: Recommended partition counts are multiples of this.
        mitigate: Whether the report simulates mitigations where a verdict is not healthy.
        exact: True counts the hot keys exactly, which reads the file twice; False never does. What no
            other key exceeds (`no_other_key_exceeds`) stays what the first pass proved. By default a second
            pass is made only where it would change what the report says: where a listed key of at
            least 0.1 % of the records is known to less than 1 %.
        checkpoint: A file to keep the state in, so that a later call goes on where this one was
            interrupted; removed when the pass is complete.
        save: A file to write the state to, for `kafka-architect analyze --merge`.
        on_progress: Called about four times a second with (bytes read, bytes in all).

    Returns:
        The report. After Ctrl-C it covers what was read until then, and its `partial` is True.

    Raises:
        SourceError: The file is missing, a directory, or cannot be read.
        MalformedSourceError: A line is longer than 16 MiB, or the file shrank while it was read.
        InputError: A partition count, `workers`, `top` or `brokers` is out of range, or the partitioner is
            unknown.
        StateError: The checkpoint belongs to another file or other settings.
    """
    check_top(top)
    if brokers is not None and brokers < 1:
        raise InputError(f"brokers is {brokers}: expected at least 1")
    state = _core.Distribution(
        partitioner_name(partitioner),
        checked_counts(partitions, "partitions"),
        checked_counts(what_if, "what_if", may_be_empty=True),
        0,
    )
    done = read_file(
        state,
        path,
        workers=workers,
        on_progress=on_progress,
        checkpoint=None if checkpoint is None else Checkpoint(checkpoint, path),
    )
    if save is not None:
        save_state(done.state, save)
    measurements = measure(done.state, source=os.fsdecode(path), partial=done.partial)
    if exact or (exact is None and not _tight_enough(measurements, top)):
        measurements = _counted_exactly(done, measurements, workers, on_progress)
    return DistributionReport(measurements, top=top, brokers=brokers, mitigate=mitigate)


def _tight_enough(measurements: Measurements, top: int) -> bool:
    relevant = measurements.records * _RELEVANT_SHARE
    return all(
        key.upper - key.lower <= _TIGHT * key.lower
        for key in measurements.heavy.keys[:top]
        if key.upper >= relevant
    )


def _counted_exactly(
    done: FilePass,
    measurements: Measurements,
    workers: int | None,
    on_progress: Callable[[int, int], None] | None,
) -> Measurements:
    if done.partial or measurements.sample.rate == 1.0:
        # Interrupted: the user wants an answer now. Few keys: they are exact already.
        return measurements
    try:
        exact_records, unlisted_at_most = count_hottest_exactly(done, workers, on_progress)
    except KeyboardInterrupt:
        return measurements
    return measure(
        done.state,
        source=measurements.source,
        exact_records=exact_records,
        unlisted_at_most=unlisted_at_most,
    )
