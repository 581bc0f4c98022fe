"""Checkpoints: a long pass over a file can go on where it was interrupted.

A checkpoint file is one line of JSON (which file, how large and how old it was, which stripe comes next)
and the state's bytes behind it. It is replaced in one step, so that an interrupted save leaves the earlier
one; it is written once before the pass begins, so that a place that cannot be written is known at once.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kafka_architect import _core
from kafka_architect.analysis.saved_state import read_state_file
from kafka_architect.errors import InputError, SourceError, StateError
from kafka_architect.files import check_target, write_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_EVERY_SECONDS = 30.0
_FORMAT = "kafka-architect checkpoint 1"
_WHAT = "the checkpoint"


class Checkpoint:
    """Where the state of a pass over `source` is kept between runs.

    Attributes:
        failures: What was said of saves that failed while the pass went on; the same failure once.

    Raises:
        InputError, SourceError: The path is the source, a device, a link or a folder, or cannot be written.
    """

    def __init__(self, path: str | os.PathLike[str], source: str | os.PathLike[str]) -> None:
        check_target(path, inputs=[source], what=_WHAT)
        self.failures: list[str] = []
        self._path = Path(path)
        self._source = Path(os.fsdecode(source))
        self._saved_at = time.monotonic()

    def is_due(self) -> bool:
        """Whether the last try is long enough ago."""
        return time.monotonic() - self._saved_at >= _EVERY_SECONDS

    def begin(self, state: _core.Distribution, next_stripe: int) -> None:
        """Write the checkpoint before anything is counted.

        Raises:
            SourceError: It cannot be written.
        """
        self._write(state, next_stripe)

    def save(self, state: _core.Distribution, next_stripe: int) -> None:
        """Keep the state of the stripes before `next_stripe`; after a failure the earlier one stays."""
        try:
            self._write(state, next_stripe)
        except (SourceError, InputError) as error:
            if str(error) not in self.failures:
                self.failures.append(str(error))

    def _write(self, state: _core.Distribution, next_stripe: int) -> None:
        self._saved_at = time.monotonic()
        header = json.dumps({"format": _FORMAT, "next_stripe": next_stripe, **self._identity()})
        content = header.encode() + b"\n" + state.to_bytes()
        write_file(self._path, content, inputs=[self._source], what=_WHAT)

    def load(self, settings: Mapping[str, object]) -> tuple[_core.Distribution, int] | None:
        """The saved state and its next stripe; None when nothing was saved.

        Raises:
            SourceError: The checkpoint cannot be read.
            StateError: It is damaged, too large, of another file, or of another analysis.
        """
        try:
            header, _, state_bytes = read_state_file(self._path, _WHAT).partition(b"\n")
        except SourceError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return None
            raise
        fields = self._header(header)
        identity = self._identity()
        if any(fields.get(name) != value for name, value in identity.items()):
            raise StateError(
                f"{self._path}: belongs to a different file, or one modified since; expected {identity}; "
                "remove the checkpoint to start over"
            )
        try:
            state = _core.Distribution.from_bytes(state_bytes)
        except StateError as error:
            raise StateError(f"{self._path}: {error}") from error
        if state.settings() != settings:
            raise StateError(
                f"{self._path}: was created with different settings ({dict(state.settings())}); use the same "
                "settings, or remove the checkpoint to start over"
            )
        # A stripe has many bytes, or is the only one.
        next_stripe = fields["next_stripe"]
        if type(next_stripe) is not int or not 0 <= next_stripe <= max(identity["source_bytes"], 1):
            raise StateError(f"{self._path}: refers to a position outside the file ({next_stripe!r})")
        return state, next_stripe

    def refuse(self, error: InputError) -> NoReturn:
        """Say whose fault it is that a pass cannot begin where the checkpoint says."""
        raise StateError(f"{self._path}: {error}") from error

    def remove(self) -> None:
        """Forget the checkpoint: the pass is complete."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            self.failures.append(f"{self._path}: cannot remove {_WHAT}: {error.strerror}")

    def _header(self, header: bytes) -> dict[str, Any]:
        try:
            fields = json.loads(header)
            known_format = fields["format"] == _FORMAT
            fields["next_stripe"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise StateError(f"{self._path}: not a checkpoint of kafka-architect") from error
        if not known_format:
            raise StateError(f"{self._path}: a checkpoint of an unknown format; expected {_FORMAT!r}")
        assert isinstance(fields, dict)  # noqa: S101 - a list has no item "format"
        return fields

    def _identity(self) -> dict[str, int]:
        try:
            found = self._source.stat()
        except OSError as error:
            raise SourceError(f"{self._source}: cannot open: {error.strerror}") from error
        return {"source_bytes": found.st_size, "source_modified_ns": found.st_mtime_ns}
