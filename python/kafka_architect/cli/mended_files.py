"""Mended texts put in place: each file whole, or as it was."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.validation.fixing import Mended


def write_in_place(mended: Iterable[Mended]) -> None:
    """Replace files by their mended texts, atomically, with their owner and mode; links stay links.

    Raises:
        SourceError: if one of them is no file, may not be written, or is no longer what was checked; then
            none has been written.
    """
    targets = [(one, _writable(one)) for one in mended]
    for one, target in targets:
        _replace(target, one.file.encode(one.text))


def _writable(one: Mended) -> Path:
    path = one.file.path
    target = Path(path).resolve()
    if not target.is_file():
        raise SourceError(
            0, f"cannot fix {path}: it is not a file; pass its text to `-`, which prints the result"
        )
    if not os.access(target, os.W_OK):
        raise SourceError(0, f"cannot fix {path}: it is read-only; nothing was written")
    if target.read_bytes() != one.file.encode(one.file.text):
        raise SourceError(
            0,
            f"cannot fix {path}: it changed during the check, or its encoding is invalid; nothing was "
            "written; run again",
        )
    return target


def _replace(target: Path, content: bytes) -> None:
    status = target.stat()
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as new:
        try:
            new.write(content)
            new.close()
            if hasattr(os, "chown"):
                with suppress(PermissionError):  # a file of somebody else's becomes ours, as with an editor
                    os.chown(new.name, status.st_uid, status.st_gid)
            Path(new.name).chmod(status.st_mode)
            os.replace(new.name, target)  # noqa: PTH105 - says what it is: atomic
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise
