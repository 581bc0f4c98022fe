"""Codec: a way to decompress a stream, and what all of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kafka_architect.errors import MalformedSourceError

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

# What a codec reads and hands out at a time. Larger blocks leave the L2 cache between codec and counter.
COMPRESSED_BYTES = 256 * 1024
BLOCK_BYTES = 1024 * 1024

Read = "Callable[[int], bytes]"


class Decompressor(Protocol):
    """What the decompressors of zlib's, bz2's and lzma's kind have in common."""

    @property
    def eof(self) -> bool:
        """Whether the end of a member was seen."""

    @property
    def unused_data(self) -> bytes:
        """What was fed behind that end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Up to so many bytes more."""


@dataclass(frozen=True, slots=True)
class Codec:
    """A compression that is found by its magic number.

    Attributes:
        name: "gzip".
        endings: Usual endings of names.
        magic: What its data begins with.
        blocks: Decompresses what the function reads. Raises MalformedSourceError, once all that could be
            decompressed was handed out, where the data ends early or is damaged.
    """

    name: str
    endings: tuple[str, ...]
    magic: re.Pattern[bytes]
    blocks: Callable[[Callable[[int], bytes]], Iterator[bytes]]

    def matches(self, head: bytes) -> bool:
        """Whether data of this codec begins like this."""
        return self.magic.match(head) is not None


def cut_short(codec: str) -> MalformedSourceError:
    """What to raise where data ends inside a member; the source adds its name and the place."""
    return MalformedSourceError(f"the {codec} data ends before its end: the file was cut short")


def damaged(codec: str, error: Exception) -> MalformedSourceError:
    """What to raise where a library refuses the data."""
    return MalformedSourceError(f"the {codec} data is damaged ({error})")
