"""bzip2, by the standard library."""

from __future__ import annotations

import bz2
import re
from typing import TYPE_CHECKING

from kafka_architect.keys.compression.codec import Codec
from kafka_architect.keys.compression.members import members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    return members("bzip2", read, bz2.BZ2Decompressor, (OSError, ValueError))


CODEC = Codec("bzip2", (".bz2",), re.compile(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)"), _blocks)
