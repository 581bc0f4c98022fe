"""Standard output and error of every command, whose reader may leave (`| head`) at any time.

What a command finds does not depend on who reads it: writing goes on to nowhere, and the exit code stays what
it would have been.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# Windows reports a broken pipe as an invalid argument.
_NO_READER = {errno.EPIPE} | ({errno.EINVAL} if os.name == "nt" else set())


class _BufferWithoutReader(io.BufferedWriter):
    """A buffer that is emptied to nowhere once the reader of its pipe has gone.

    Here and not below: an interrupt within a raw stream's write in Python would make what was written
    already be written once more.
    """

    def __init__(self, raw: io.RawIOBase, owner: TextIO) -> None:
        super().__init__(raw)
        self._owner = owner  # which would close the stream when it is collected

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, or forget what nobody reads."""
        try:
            return super().write(data)
        except OSError as error:
            self._leave(error)
            return memoryview(data).nbytes

    def flush(self) -> None:
        """Write what is held, or forget it."""
        try:
            super().flush()
        except OSError as error:
            self._leave(error)

    def _leave(self, error: OSError) -> None:
        if error.errno not in _NO_READER:
            raise error
        _redirect_to_nowhere(self.fileno())
        super().flush()


def open_output() -> None:
    """Make standard output and error ones whose reader may leave, and that take every character.

    Closed by the shell (`>&-`), there is nobody to write to, and nothing to read.
    """
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = _patient(sys.stdout or nowhere.open("w", encoding="utf-8"))
    sys.stderr = _patient(sys.stderr or nowhere.open("w", encoding="utf-8"))


def _patient(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    # With PYTHONUNBUFFERED there is no buffer between.
    raw: Any = getattr(stream.buffer, "raw", stream.buffer)
    return io.TextIOWrapper(
        _BufferWithoutReader(raw, stream),
        encoding=stream.encoding,
        errors="backslashreplace",  # a terminal that does not know a character gets its escape
        line_buffering=stream.line_buffering,
    )


def forget_output() -> None:
    """Let Python flush what is left at exit to nowhere, instead of failing once more."""
    _redirect_to_nowhere(sys.stdout.fileno())


def _redirect_to_nowhere(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
