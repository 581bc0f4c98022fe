"""Checkpoints: a long pass over a file can go on where it was interrupted.

A checkpoint file is one line of JSON (which file, how large and how old it was, which stripe comes next)
and the state's bytes behind it. It is replaced in one step, so that an interrupted save leaves the earlier
one.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kafka_architect import _core
from kafka_architect.errors import SourceError, StateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.errors import InputError

_EVERY_SECONDS = 30.0
_FORMAT = "kafka-architect checkpoint 1"


class Checkpoint:
    """Where the state of a pass over `source` is kept between runs."""

    def __init__(self, path: str | os.PathLike[str], source: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._source = Path(source)
        self._saved_at = time.monotonic()

    def is_due(self) -> bool:
        """Whether the last save is long enough ago."""
        return time.monotonic() - self._saved_at >= _EVERY_SECONDS

    def save(self, state: _core.Distribution, next_stripe: int) -> None:
        """Keep the state of the stripes before `next_stripe`."""
        header = json.dumps({"format": _FORMAT, "next_stripe": next_stripe, **self._identity()})
        unfinished = self._path.with_name(self._path.name + ".new")
        try:
            unfinished.write_bytes(header.encode() + b"\n" + state.to_bytes())
            unfinished.replace(self._path)
        except OSError as error:
            raise SourceError(f"{self._path}: cannot save the checkpoint: {error.strerror}") from error
        self._saved_at = time.monotonic()

    def load(self, settings: Mapping[str, object]) -> tuple[_core.Distribution, int] | None:
        """The saved state and its next stripe; None when nothing was saved.

        Raises:
            StateError: The checkpoint is damaged, of another file, or of another analysis.
        """
        try:
            header, _, state_bytes = self._path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SourceError(f"{self._path}: cannot read the checkpoint: {error.strerror}") from error
        try:
            fields = json.loads(header)
            known_format = fields["format"] == _FORMAT
            next_stripe = fields["next_stripe"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise StateError(f"{self._path}: not a checkpoint of kafka-architect") from error
        if not known_format:
            raise StateError(f"{self._path}: a checkpoint of an unknown format; expected {_FORMAT!r}")
        identity = self._identity()
        if any(fields.get(name) != value for name, value in identity.items()):
            raise StateError(
                f"{self._path}: belongs to another or since changed file; expected {identity}; "
                "remove the checkpoint to begin anew"
            )
        try:
            state = _core.Distribution.from_bytes(state_bytes)
        except StateError as error:
            raise StateError(f"{self._path}: {error}") from error
        if state.settings() != settings:
            raise StateError(
                f"{self._path}: was made with other settings ({dict(state.settings())}); "
                "ask for the same, or remove the checkpoint to begin anew"
            )
        # A stripe has many bytes, or is the only one.
        if type(next_stripe) is not int or not 0 <= next_stripe <= max(identity["source_bytes"], 1):
            raise StateError(f"{self._path}: names a place that is not in the file ({next_stripe!r})")
        return state, next_stripe

    def refuse(self, error: InputError) -> NoReturn:
        """Say whose fault it is that a pass cannot begin where the checkpoint says."""
        raise StateError(f"{self._path}: {error}") from error

    def remove(self) -> None:
        """Forget the checkpoint: the pass is complete."""
        self._path.unlink(missing_ok=True)

    def _identity(self) -> dict[str, int]:
        try:
            found = self._source.stat()
        except OSError as error:
            raise SourceError(f"{self._source}: cannot open: {error.strerror}") from error
        return {"source_bytes": found.st_size, "source_modified_ns": found.st_mtime_ns}
