"""Saved states: keep what was counted, and report several of them as one."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.report_warning import ReportWarning
from kafka_architect.analysis.settings import check_top
from kafka_architect.errors import InputError, SourceError, StateError
from kafka_architect.files import check_target, write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

_WHAT = "the state"
# What is counted of 20 million partitions, the most that an analysis counts, takes half of it.
_MOST_BYTES = 1 << 30


def save_state(
    state: _core.Distribution,
    path: str | os.PathLike[str],
    *,
    inputs: Sequence[str | os.PathLike[str]] = (),
) -> None:
    """Write the state to a file, in one step: an interrupted save leaves what was there.

    Raises:
        InputError: The path is one of `inputs`, a device, a link or a folder.
        SourceError: The file cannot be written.
    """
    write_file(path, state.to_bytes(), inputs=inputs, what=_WHAT)


def check_save(path: str | os.PathLike[str] | None, inputs: Sequence[str | os.PathLike[str]]) -> None:
    """Ask before the work whether a state can be saved there; raises as `save_state`."""
    if path is not None:
        check_target(path, inputs=inputs, what=_WHAT)


def not_saved(
    state: _core.Distribution,
    path: str | os.PathLike[str] | None,
    inputs: Sequence[str | os.PathLike[str]],
) -> tuple[ReportWarning, ...]:
    """Save the state where a path is given; what failed is a warning, so that the report is not lost."""
    if path is None:
        return ()
    try:
        save_state(state, path, inputs=inputs)
    except (InputError, SourceError) as error:
        return (ReportWarning("state-not-saved", str(error)),)
    return ()


def read_state_file(path: str | os.PathLike[str], what: str = _WHAT) -> bytes:
    """The bytes of a file that holds a state.

    Raises:
        SourceError: It cannot be read.
        StateError: It is no ordinary file, or larger than any state.
    """
    name = os.fsdecode(path)
    try:
        # A pipe without a writer would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise SourceError(f"{name}: cannot read {what}: {_reason(error)}") from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise StateError(f"{name}: cannot read {what}: it is not a regular file")
        size = found.st_size
        if size > _MOST_BYTES:
            raise StateError(
                f"{name}: cannot read {what}: it has {size:,} bytes; expected at most {_MOST_BYTES:,}"
            )
        with open(descriptor, "rb", closefd=False) as opened:
            return opened.read(size)
    except OSError as error:
        raise SourceError(f"{name}: cannot read {what}: {_reason(error)}") from error
    finally:
        os.close(descriptor)


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def load_state(path: str | os.PathLike[str]) -> _core.Distribution:
    """Read a state that `save_state` wrote.

    Raises:
        SourceError: The file cannot be read.
        StateError: It holds no state, a damaged one, or one of an unknown version, or is too large for one.
    """
    data = read_state_file(path)
    try:
        return _core.Distribution.from_bytes(data)
    except StateError as error:
        raise StateError(f"{os.fsdecode(path)}: {error}") from error


def merge_states(
    paths: Sequence[str | os.PathLike[str]],
    *,
    save: str | os.PathLike[str] | None = None,
    top: int = 20,
    brokers: int | None = None,
    mitigate: bool = False,
) -> DistributionReport:
    """Report several saved states as one, and save the sum if wanted.

    Raises:
        InputError: There are none, or `save` would replace one of them, a device or a link.
        SourceError, StateError: One cannot be read, or was made with other settings than the first.

    Examples:
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     states = [pathlib.Path(folder, name) for name in ("monday.ka", "tuesday.ka")]
        ...     for state in states:
        ...         _ = ka.analyze("examples/flights_dest.txt", [12], save=state)
        ...     ka.merge_states(states).records
        673552
    """
    check_top(top)
    if not paths:
        raise InputError("expected at least one saved state to merge")
    check_save(save, paths)
    merged = load_state(paths[0])
    for path in paths[1:]:
        try:
            merged.merge(load_state(path))
        except StateError as error:
            raise StateError(f"{os.fsdecode(path)}: {error}") from error
    warnings = not_saved(merged, save, paths)
    source = " + ".join(os.fsdecode(path) for path in paths)
    return DistributionReport(
        measure(merged, source=source), top=top, brokers=brokers, mitigate=mitigate, warnings=warnings
    )
