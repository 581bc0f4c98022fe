"""Blocks of text, cut where lines end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.errors import MalformedSourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

# No record of a topic is longer; a text without line ends would else be held as a whole.
MOST_LINE_BYTES = 64 * 1024 * 1024


def whole_lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same text in blocks that end with a line end; the last one may lack it.

    Raises:
        MalformedSourceError: A line is longer than `MOST_LINE_BYTES`.
    """
    kept: list[bytes] = []
    length = 0
    for block in blocks:
        end = block.rfind(b"\n") + 1
        if end == 0:
            kept.append(block)
            length += len(block)
            if length > MOST_LINE_BYTES:
                raise MalformedSourceError(
                    f"a line is longer than {MOST_LINE_BYTES:,} bytes; expected lines of text, ended by LF"
                )
            continue
        yield b"".join([*kept, block[:end]]) if kept else block[:end]
        rest = block[end:]
        kept, length = ([rest], len(rest)) if rest else ([], 0)
    if kept:
        yield b"".join(kept)
