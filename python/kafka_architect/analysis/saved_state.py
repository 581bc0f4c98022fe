"""Saved states: keep what was counted, and report several of them as one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.settings import check_top
from kafka_architect.errors import InputError, SourceError, StateError

if TYPE_CHECKING:
    from collections.abc import Sequence


def save_state(state: _core.Distribution, path: str | os.PathLike[str]) -> None:
    """Write the state to a file, in one step: an interrupted save leaves what was there.

    Raises:
        SourceError: The file cannot be written.
    """
    target = Path(path)
    unfinished = target.with_name(target.name + ".new")
    try:
        unfinished.write_bytes(state.to_bytes())
        unfinished.replace(target)
    except OSError as error:
        raise SourceError(f"{target}: cannot save the state: {error.strerror}") from error


def load_state(path: str | os.PathLike[str]) -> _core.Distribution:
    """Read a state that `save_state` wrote.

    Raises:
        SourceError: The file cannot be read.
        StateError: It holds no state, a damaged one, or one of an unknown version.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"{os.fsdecode(path)}: cannot read the state: {error.strerror}") from error
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
        InputError: There are none.
        SourceError, StateError: One cannot be read, or was made with other settings than the first.
    """
    check_top(top)
    if not paths:
        raise InputError("expected at least one saved state to merge")
    merged = load_state(paths[0])
    for path in paths[1:]:
        try:
            merged.merge(load_state(path))
        except StateError as error:
            raise StateError(f"{os.fsdecode(path)}: {error}") from error
    if save is not None:
        save_state(merged, save)
    source = " + ".join(os.fsdecode(path) for path in paths)
    return DistributionReport(measure(merged, source=source), top=top, brokers=brokers, mitigate=mitigate)
