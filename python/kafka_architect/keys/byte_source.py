"""ByteSource: the bytes of a file or of standard input, decompressed, with a look at the first of them."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from kafka_architect.errors import MalformedSourceError, SourceError
from kafka_architect.keys.compression import codec_of
from kafka_architect.keys.compression.codec import BLOCK_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from typing_extensions import Buffer

    from kafka_architect.keys.compression.codec import Codec

STANDARD_INPUT = "-"
HEAD_BYTES = 64 * 1024
_ALIASES = frozenset({"/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})


def is_read_once(path: str | os.PathLike[str]) -> bool:
    """Whether a path is standard input or another pipe: what was read of it cannot be read again."""
    name = os.fsdecode(path)
    if name == STANDARD_INPUT:
        return True
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 - a path of any bytes
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def plain_name(path: str | os.PathLike[str]) -> str:
    """A path as text; "-" for the other names of standard input, where that is a pipe."""
    name = os.fsdecode(path)
    return STANDARD_INPUT if name in _ALIASES and is_read_once(name) else name


class ByteSource(os.PathLike[str]):
    """A file, a pipe, or standard input ("-"), open for one reading from its beginning.

    It goes where a path goes: whoever had to look into a pipe hands on what is open.

    Attributes:
        name: What to call it in messages.
        path: The file; None for standard input and other pipes, which cannot be read at a place.
        size_bytes: Bytes of the file as it lies there; 0 where that is not known.
        codec: Its compression, None for none.
        head: The first decompressed bytes, `HEAD_BYTES` or more where there are so many.
        complete: Whether `head` is all of it.

    Raises:
        SourceError: It is missing, a folder or a device, or cannot be read.
        MalformedSourceError: Its compression is damaged in the first block.
        InputError: Its compression needs a library that is not installed.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        name = plain_name(path)
        self._given = name
        self.name = "standard input" if name == STANDARD_INPUT else name
        self._file, self.size_bytes, regular = _open(name)
        self.path = Path(name) if regular else None
        self._identity = self._written()
        self._position = 0
        self._begun = b""
        try:
            self._begun = self._read_raw(HEAD_BYTES)
            self.codec: Codec | None = codec_of(self._begun)
            self._blocks = self._read_blocks()
            self.head = b""
            self.complete = False
            self._failure: MalformedSourceError | None = None
            self._look()
        except BaseException:
            self.close()
            raise

    def __fspath__(self) -> str:
        """The path that it was opened by; "-" for standard input."""
        return self._given

    @property
    def position_bytes(self) -> int:
        """How much of the file was read, as it lies there."""
        return self._position

    @property
    def was_rewritten(self) -> bool:
        """Whether the file became another one since it was opened; what was only added to it did not."""
        now = self._written()
        return (
            now is not None
            and self._identity is not None
            and now != self._identity
            and now[0] <= self._identity[0]
        )

    def _written(self) -> tuple[int, int] | None:
        """Size and time of the last change of the file that is read, whatever has its name meanwhile."""
        if self.path is None:
            return None
        status = os.fstat(self._file.fileno())
        return status.st_size, status.st_mtime_ns

    def blocks(self) -> Iterator[bytes]:
        """All decompressed bytes in blocks; once.

        Raises:
            SourceError: The operating system refuses to read on.
            MalformedSourceError: The compressed data ends early or is damaged; all before was handed out.
        """
        if self.head:
            yield self.head
        if self._failure is not None:
            raise self._failure
        yield from self._blocks

    def stream(self) -> BinaryIO:
        """The decompressed bytes as a file that can be read once, from its beginning."""
        return io.BufferedReader(_Stream(self.blocks()), BLOCK_BYTES)

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if self._file is not sys.stdin.buffer:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def _look(self) -> None:
        parts = []
        length = 0
        try:
            while length < HEAD_BYTES:
                block = next(self._blocks, None)
                if block is None:
                    self.complete = True
                    break
                parts.append(block)
                length += len(block)
        except MalformedSourceError as error:
            # What came before it is looked at and counted first.
            self._failure = error
        self.head = b"".join(parts)

    def _read_blocks(self) -> Iterator[bytes]:
        if self.codec is None:
            while block := self._next(BLOCK_BYTES):
                yield block
            return
        try:
            yield from self.codec.blocks(self._next)
        except MalformedSourceError as error:
            raise MalformedSourceError(
                f"{self.name}: {error}, at byte {self._position:,} of the file at the latest"
            ) from error

    def _next(self, most: int) -> bytes:
        """The next bytes of the file: first those that were looked at for a magic number."""
        begun, self._begun = self._begun, b""
        return begun or self._read_raw(most)

    def _read_raw(self, most: int) -> bytes:
        try:
            data = self._file.read(most)
        except OSError as error:
            raise SourceError(error.errno, f"{self.name}: cannot read: {error.strerror}") from error
        self._position += len(data)
        return data


class _Stream(io.RawIOBase):
    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = memoryview(block)
        into = memoryview(buffer)
        count = min(len(into), len(self._left))
        into[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _open(name: str) -> tuple[BinaryIO, int, bool]:
    """The file, its size, and whether it is a regular one."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer, 0, False
    try:
        file = open(name, "rb")  # noqa: SIM115, PTH123 - ByteSource closes it; a path of any bytes
    except (OSError, ValueError) as error:
        raise SourceError(getattr(error, "errno", None), f"{name}: cannot open: {_reason(error)}") from error
    status = os.fstat(file.fileno())
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        file.close()
        raise SourceError(None, f"{name}: is neither a file nor a pipe")
    return file, status.st_size, stat.S_ISREG(status.st_mode)


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
