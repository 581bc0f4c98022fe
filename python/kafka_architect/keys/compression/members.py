"""Streams of members that a decompressor of bz2's and lzma's kind reads one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.keys.compression.codec import BLOCK_BYTES, COMPRESSED_BYTES, cut_short, damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def members(
    codec: str,
    read: Callable[[int], bytes],
    make: Callable[[], Any],
    errors: type[Exception] | tuple[type[Exception], ...],
    *,
    padding: bytes = b"",
) -> Iterator[bytes]:
    """The decompressed blocks of all members.

    Args:
        codec: Its name, for messages.
        read: Reads compressed bytes.
        make: Makes a decompressor with `eof`, `needs_input` and `unused_data`.
        errors: What it raises for damaged data.
        padding: Bytes that may fill the space between members.
    """
    member = make()
    data = read(COMPRESSED_BYTES)
    while data or not (member.eof or member.needs_input):
        try:
            block = member.decompress(data, BLOCK_BYTES)
        except errors as error:
            raise damaged(codec, error) from error
        if block:
            yield block
        data = b""
        if member.eof:
            data = member.unused_data or b""
            while not (data := data.lstrip(padding) if padding else data):
                if not (data := read(COMPRESSED_BYTES)):
                    return
            member = make()
        elif member.needs_input:
            data = read(COMPRESSED_BYTES)
    raise cut_short(codec)
