"""xz, by the standard library."""

from __future__ import annotations

import lzma
import re
from typing import TYPE_CHECKING

from kafka_architect.keys.compression.codec import Codec
from kafka_architect.keys.compression.members import members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# xz -9 needs 65 MiB; more is asked for by files that are made to exhaust memory.
_MOST_MEMORY = 1 << 30


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    def make() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)

    return members("xz", read, make, lzma.LZMAError, padding=b"\0")


CODEC = Codec("xz", (".xz",), re.compile(rb"\xfd7zXZ\x00"), _blocks)
