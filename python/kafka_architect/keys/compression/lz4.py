"""LZ4 frames."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.keys.compression.codec import Codec
from kafka_architect.keys.compression.members import members
from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    frame = optional_module("lz4.frame", "decompressing LZ4")
    return members("LZ4", read, frame.LZ4FrameDecompressor, (RuntimeError, ValueError, EOFError))


CODEC = Codec("lz4", (".lz4",), re.compile(rb"\x04\x22\x4d\x18"), _blocks)
