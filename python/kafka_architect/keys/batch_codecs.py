"""The codecs of record batches: a batch's records are one compressed block.

Blocks are small (16 KiB to 1 MiB as a rule), so that one call for each costs nothing; but ten bytes of a
block can claim gigabytes. What a block becomes is made in growing steps, and never more than a limit.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.optional_module import is_installed, optional_module

if TYPE_CHECKING:
    from collections.abc import Callable

    _Decompress = Callable[[bytes | memoryview], bytes | memoryview]

# Eight times its size is more than records usually become, so that one step is enough for most.
_USUAL_RATIO = 8
_FIRST_STEP_BYTES = 64 * 1024
_GZIP_WINDOW = 31  # a window of 2^15 bytes, plus 16 for the header and trailer of gzip
# java: SnappyOutputStream of snappy-java (xerial): a magic number, two versions, then blocks with lengths.
_XERIAL_MAGIC = b"\x82SNAPPY\x00"
_XERIAL_HEADER_BYTES = 16
_MOST_WINDOW = 1 << 27


class BatchCodecs:
    """Decompresses the batches of one segment; a library is imported when a batch first asks for it.

    Args:
        most_bytes: What a batch may become.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._made: dict[str, _Decompress] = {}

    def decompress(self, codec: str, block: bytes | memoryview) -> bytes | memoryview:
        """What a block was before it was compressed.

        Raises:
            MalformedBlockError: It is damaged, ends early, or becomes more than the limit.
            InputError: Its codec needs a library that is not installed.
        """
        if codec not in self._made:
            self._made[codec] = _CODECS[codec](self._most_bytes)
        return self._made[codec](block)


def _stepwise(most_bytes: int, size: int, step: Callable[[int], bytes], done: Callable[[], bool]) -> bytes:
    """All that `step` gives, in growing steps."""
    parts = []
    total = 0
    wanted = max(_USUAL_RATIO * size, _FIRST_STEP_BYTES)
    while not done():
        part = step(min(wanted, most_bytes + 1 - total))
        if not part:
            break
        parts.append(part)
        total += len(part)
        if total > most_bytes:
            raise _too_large(most_bytes)
        wanted *= 2
    return parts[0] if len(parts) == 1 else b"".join(parts)


class MalformedBlockError(MalformedSourceError):
    """A block that is no batch's, or becomes too much; whoever reads it adds its place."""


def _too_large(most_bytes: int) -> MalformedBlockError:
    return MalformedBlockError(
        f"decompresses to more than {most_bytes:,} bytes, far beyond what brokers accept by default"
    )


def _damaged(codec: str, reason: object) -> MalformedBlockError:
    return MalformedBlockError(f"cannot be decompressed as {codec} ({reason})")


def _gzip(most_bytes: int) -> _Decompress:
    library: Any = zlib
    if is_installed("isal"):
        from isal import isal_zlib

        library = isal_zlib

    def decompress(block: bytes | memoryview) -> bytes | memoryview:
        member = library.decompressobj(_GZIP_WINDOW)
        left: list[bytes | memoryview] = [block]

        def step(most: int) -> bytes:
            part: bytes = member.decompress(left[0], most)
            left[0] = member.unconsumed_tail
            return part

        try:
            out = _stepwise(most_bytes, len(block), step, lambda: member.eof)
        except (zlib.error, library.error) as error:
            raise _damaged("gzip", error) from error
        if not member.eof:
            raise _damaged("gzip", "it ends early")
        return out

    return decompress


def _lz4(most_bytes: int) -> _Decompress:
    frame = optional_module("lz4.frame", "reading batches compressed with LZ4")

    def decompress(block: bytes | memoryview) -> bytes | memoryview:
        decompressor = frame.LZ4FrameDecompressor()
        left: list[bytes | memoryview] = [block]

        def step(most: int) -> bytes:
            part: bytes = decompressor.decompress(left[0], max_length=most)
            left[0] = b""
            return part

        try:
            out = _stepwise(most_bytes, len(block), step, lambda: decompressor.eof)
        except (RuntimeError, ValueError, EOFError) as error:
            raise _damaged("LZ4", error) from error
        if not decompressor.eof:
            raise _damaged("LZ4", "it ends early")
        return out

    return decompress


def _zstd(most_bytes: int) -> _Decompress:
    zstandard = optional_module("zstandard", "reading batches compressed with Zstandard")
    decompressor = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)

    def decompress(block: bytes | memoryview) -> bytes | memoryview:
        try:
            with decompressor.stream_reader(block) as reader:
                return _stepwise(most_bytes, len(block), reader.read, lambda: False)
        except zstandard.ZstdError as error:
            raise _damaged("Zstandard", error) from error

    return decompress


def _snappy(most_bytes: int) -> _Decompress:
    cramjam = optional_module("cramjam", "reading batches compressed with snappy")
    snappy = cramjam.snappy

    def raw(block: bytes | memoryview, room: int) -> bytes | memoryview:
        try:
            if snappy.decompress_raw_len(block) > room:
                raise _too_large(most_bytes)
            out = memoryview(snappy.decompress_raw(block))
        except cramjam.DecompressionError as error:
            raise _damaged("snappy", error) from error
        return out

    def decompress(block: bytes | memoryview) -> bytes | memoryview:
        if block[: len(_XERIAL_MAGIC)] != _XERIAL_MAGIC:
            return raw(block, most_bytes)
        parts = []
        total = 0
        for part in _xerial_blocks(block):
            parts.append(raw(part, most_bytes - total))
            total += len(parts[-1])
        return parts[0] if len(parts) == 1 else b"".join(parts)

    return decompress


def _xerial_blocks(block: bytes | memoryview) -> list[memoryview]:
    view = memoryview(block)
    at = _XERIAL_HEADER_BYTES
    blocks = []
    while at < len(view):
        size = int.from_bytes(view[at : at + 4], "big")
        at += 4
        if at > len(view) or size > len(view) - at:
            raise _damaged("snappy", "a block reaches past its end")
        blocks.append(view[at : at + size])
        at += size
    return blocks


_CODECS: dict[str, Callable[[int], _Decompress]] = {
    "gzip": _gzip,
    "snappy": _snappy,
    "lz4": _lz4,
    "zstd": _zstd,
}
