"""What a file holds, by its first block: nothing that is no list of keys may pass for one.

Only the first 64 KiB are looked at, so that it costs the same for a file of any size.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from kafka_architect.errors import MalformedSourceError
from kafka_architect.keys.binary_formats import binary_format
from kafka_architect.keys.byte_source import is_read_once
from kafka_architect.keys.text_formats import text_format

if TYPE_CHECKING:
    from kafka_architect.keys.found_format import FoundFormat

_HEAD_BYTES = 64 * 1024
# What is more often rows or objects than keys: nobody is asked to find out by a report that is wrong.
ASKED_FOR = frozenset({"delimited", "json-lines", "json-strings"})


def recognise(head: bytes, *, complete: bool) -> FoundFormat | None:
    """What the first block of a source looks like; None where it may be one key per line.

    Args:
        head: The first bytes of the source.
        complete: Whether they are all of it.
    """
    return binary_format(head) or text_format(head, complete=complete)


def doubt_about(path: str | os.PathLike[str], input_format: str = "auto") -> FoundFormat | None:
    """Refuse a file that is certainly not one key per line; return what it probably is instead, if anything.

    A file that cannot be read is left to whoever reads it.

    Args:
        path: The file.
        input_format: "text" says that each line is a key, whatever it looks like; then nobody looks.

    Raises:
        MalformedSourceError: What the file looks like, how that was told, and how to get at its keys.
    """
    if input_format == "text":
        return None
    head, complete = _first_block(path)
    found = recognise(head, complete=complete)
    if found is not None and found.certain:
        raise MalformedSourceError(found.message(os.fsdecode(path)))
    return found


def _first_block(path: str | os.PathLike[str]) -> tuple[bytes, bool]:
    try:
        # A pipe without a writer would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return b"", True
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return b"", True
        return os.read(descriptor, _HEAD_BYTES), status.st_size <= _HEAD_BYTES
    except OSError:
        return b"", True
    finally:
        os.close(descriptor)


def found_in(path: str | os.PathLike[str]) -> FoundFormat | None:
    """What a file looks like; None where it may be one key per line, or cannot be read."""
    head, complete = _first_block(path)
    return recognise(head, complete=complete)


def is_plain_text(path: str | os.PathLike[str], input_format: str = "auto") -> bool:
    """Whether a file is, or may be, one key per line; what cannot be read is left to its reader.

    A pipe is looked into once, by its reader: nobody knows before.
    """
    if is_read_once(path):
        return False
    if input_format != "auto":
        return input_format == "text"
    head, complete = _first_block(path)
    found = recognise(head, complete=complete)
    return found is None or not (found.certain or found.name in ASKED_FOR)
