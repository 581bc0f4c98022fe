"""Compressed text, found by its magic number and decompressed in blocks of bounded size.

One module for each codec and one line in the table. A codec is handed a function that reads the compressed
bytes and yields decompressed blocks; whatever a small file claims to decompress to, a block stays at
`BLOCK_BYTES` and is handed out before the next one is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.keys.compression import bzip2, gzip, lz4, xz, zstd

if TYPE_CHECKING:
    from kafka_architect.keys.compression.codec import Codec

CODECS: tuple[Codec, ...] = (gzip.CODEC, zstd.CODEC, lz4.CODEC, bzip2.CODEC, xz.CODEC)


def codec_of(head: bytes) -> Codec | None:
    """The codec whose data begins like this."""
    return next((codec for codec in CODECS if codec.matches(head)), None)
