"""EndedStream: a stream that a library reads in a thread of its own, and that can be made to end."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

# A library that waits for room to read on does not come back; nobody waits longer for it.
_MOST_SECONDS = 0.5


class EndedStream:
    """What pyarrow's readers take for a file.

    pyarrow reads ahead in a thread that goes on when the reader has failed: it would still be inside a read
    of ours when the interpreter ends, which aborts the process. After `end` it sees the end of the file.
    """

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._reading = threading.Lock()
        self._over = False
        self._saw_the_end = threading.Event()

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, most: int = -1) -> bytes:
        """The next bytes; none once the stream was ended."""
        with self._reading:
            data = b"" if self._over else self._file.read(most)
        if not data:
            self._saw_the_end.set()
        return data

    def close(self) -> None:
        """Whoever opened the file closes it."""

    def end(self) -> None:
        """Let a read that is under way come to its end, and the next one find nothing."""
        self._over = True
        with self._reading:
            pass
        self._saw_the_end.wait(_MOST_SECONDS)
