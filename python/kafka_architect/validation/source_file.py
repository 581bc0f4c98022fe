"""A file as text with places: what was read, how, and where line and column are."""

from __future__ import annotations

import codecs
import os
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from kafka_architect.errors import SourceError

MOST_BYTES = 64 * 1024 * 1024


class Span(NamedTuple):
    """Characters `start` up to, not including, `end` of a file's text."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class SourceFile:
    """The text of one file, without its byte order mark; equal only to itself.

    `faults` names what went wrong in decoding; `encoding` is what writes the text back as it was. `unread`
    is a file or folder that a search found and could not read: its fault says why. `mentions_kafka` is
    what is remembered of a text that was not kept (coverage.py).
    """

    path: str
    text: str = field(repr=False)  # it may hold passwords, in a file of which nothing was recognised
    encoding: str = "utf-8"
    faults: tuple[str, ...] = field(default=())
    unread: bool = False
    mentions_kafka: bool = False

    @classmethod
    def read(cls, path: str | Path) -> SourceFile:
        """Read a file.

        Raises:
            SourceError: if the operating system refuses it, or it is larger than 64 MiB.
        """
        try:
            with Path(path).open("rb") as opened:
                # Asking for the most would make room for it: 64 MiB, for a file of some lines.
                size = os.fstat(opened.fileno()).st_size
                content = opened.read(min(size, MOST_BYTES) + 1)
                if len(content) != size:  # a pipe, or it grew since
                    content += opened.read(MOST_BYTES + 1 - len(content))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SourceError(getattr(error, "errno", None) or 0, f"cannot read {path}: {reason}") from error
        if len(content) > MOST_BYTES:
            raise SourceError(
                0, f"{path} is larger than 64 MiB, which is not a configuration; specify a smaller file"
            )
        return cls.decode(str(path), content)

    @classmethod
    def decode(cls, path: str, content: bytes) -> SourceFile:
        """Turn bytes into text: UTF-8, UTF-16 by its mark, else Latin-1 with a fault that says so."""
        for mark, encoding in (
            (codecs.BOM_UTF8, "utf-8-sig"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
        ):
            if content.startswith(mark):
                text = content[len(mark) :].decode(encoding.removesuffix("-sig"), "replace")
                fault = () if encoding == "utf-8-sig" else (_UTF_16,)
                return cls(path, text, encoding, fault)
        try:
            return cls(path, content.decode("utf-8"))
        except UnicodeDecodeError as error:
            fault_text = (
                f"byte {content[error.start]:#04x} at offset {error.start:,} is not UTF-8; the file was read "
                "as ISO-8859-1, the encoding of .properties files in Kafka; save files of other formats as "
                "UTF-8"
            )
            return cls(path, content.decode("iso-8859-1"), "iso-8859-1", (fault_text,))

    def encode(self, text: str) -> bytes:
        """`text` as the bytes of this file: same encoding, same mark."""
        marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
        return marks.get(self.encoding, b"") + text.encode(self.encoding)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts."""
        starts = [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]
        return starts[:-1]

    @cached_property
    def name(self) -> str:
        """The last part of the path."""
        return os.path.basename(self.path)  # noqa: PTH119 - asked of every file; PurePath takes its time

    @cached_property
    def lower_text(self) -> str:
        """The text in lower case, for what looks for words."""
        return self.text.lower()

    def forget_lower_text(self) -> None:
        """Give the memory of `lower_text` back, once nobody looks for words any more."""
        self.__dict__.pop("lower_text", None)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_span(self, line: int) -> Span:
        """The characters of a line (from 1), with its line end."""
        starts = self.line_starts
        return Span(starts[line - 1], starts[line] if line < len(starts) else len(self.text))

    def line_before(self, offset: int) -> str:
        """What stands before an offset in its line."""
        return self.text[self.line_starts[bisect_right(self.line_starts, offset) - 1] : offset]

    @cached_property
    def newline(self) -> str:
        """The line end that the file uses."""
        return "\r\n" if "\r\n" in self.text else "\n"


_UTF_16 = "the file is UTF-16; Kafka and the tools around it read UTF-8 or ISO-8859-1: save it as UTF-8"
