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


class _PipeWithoutReader(io.RawIOBase):
    """A stream that takes everything once its reader has gone."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self._gone = False

    def write(self, data: ReadableBuffer, /) -> int | None:
        """Write, or forget what nobody reads."""
        if self._gone:
            return memoryview(data).nbytes
        try:
            return self._raw.write(data)
        except OSError as error:
            if error.errno not in _NO_READER:
                raise
            self._gone = True
            return memoryview(data).nbytes

    def writable(self) -> bool:
        """It is for writing only."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """The descriptor of the operating system."""
        return self._raw.fileno()


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
        io.BufferedWriter(_PipeWithoutReader(raw)),
        encoding=stream.encoding,
        errors="backslashreplace",  # a terminal that does not know a character gets its escape
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def forget_output() -> None:
    """Let Python flush what is left at exit to nowhere, instead of failing once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
