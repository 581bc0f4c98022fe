"""Standard input in place of a file: `-` on the command line."""

from __future__ import annotations

import sys

from kafka_architect.errors import SourceError


class StandardInput(str):
    """The name that standard input has in messages, with its bytes, which are read once and kept.

    Only a command line makes one: a path "-" in a document stays the name of a file.
    """

    _data: bytes | None = None

    def data(self, most: int) -> bytes:
        """What comes in, at most one byte more than `most`.

        Raises:
            SourceError: It cannot be read, or is a terminal, which would wait for ever.
        """
        if self._data is None:
            if sys.stdin.isatty():
                raise SourceError("-: standard input is a terminal: pipe a document into the command")
            try:
                self._data = sys.stdin.buffer.read(most + 1)
            except (OSError, ValueError) as error:
                raise SourceError(f"-: cannot read standard input: {error}") from error
        return self._data
