"""Zstandard; frames and skippable frames may follow each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kafka_architect.keys.compression.codec import BLOCK_BYTES, COMPRESSED_BYTES, Codec, cut_short, damaged
from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# zstd --long=27 is what decompressors accept without being asked; more is a frame that wants gigabytes.
_MOST_WINDOW = 1 << 27
# All that a part decompresses to comes out at once: four bytes can stand for a block of 128 KiB, so that a
# part is 64 MiB at most.
_PART_BYTES = 2048


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """By objects that know where a frame ends: the library's reader takes a cut frame for a whole one."""
    zstandard = optional_module("zstandard", "decompressing Zstandard")
    decompressor = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)
    frame: Any = None
    parts: list[bytes] = []
    waiting = 0
    while data := read(COMPRESSED_BYTES):
        left = memoryview(data)
        while left:
            frame = frame or decompressor.decompressobj(write_size=BLOCK_BYTES)
            try:
                part = frame.decompress(left[:_PART_BYTES])
            except zstandard.ZstdError as error:
                if parts:
                    yield b"".join(parts)
                raise damaged("Zstandard", error) from error
            left = left[_PART_BYTES:]
            if frame.eof:
                left = memoryview(frame.unused_data + bytes(left))
                frame = None
            if part:
                parts.append(part)
                waiting += len(part)
            if waiting >= BLOCK_BYTES:
                yield b"".join(parts)
                parts.clear()
                waiting = 0
    if parts:
        yield b"".join(parts)
    if frame is not None:
        raise cut_short("Zstandard")


CODEC = Codec("zstd", (".zst", ".zstd"), re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _blocks)
