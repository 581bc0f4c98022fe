"""Which files a run looks at: the ones that are named, and what a search through folders finds."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError, SourceError
from kafka_architect.validation.application_files import may_be_of_an_application
from kafka_architect.validation.coverage import mentions_kafka
from kafka_architect.validation.dialects import find_dialect, known_endings
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SKIPPED = frozenset(
    {"node_modules", "__pycache__", "build", "dist", "target", "venv", "site-packages", "vendor"}
)
# Larger files are data, not configuration; one that is named is read whatever its size.
_LARGEST_FOUND = 1024 * 1024
_LONGEST_SHOWN = 200


def find_files(
    paths: Iterable[str | Path | SourceFile], exclude: tuple[str, ...] = ()
) -> tuple[list[SourceFile], frozenset[SourceFile]]:
    """The files to check, in order and each once, and those of them that were named.

    What has been read already (a SourceFile) counts as named. Of a file that a search found and no dialect
    recognises, the path is kept and not the text: folders hold tens of thousands of them.

    Raises:
        InputError: if it is no path.
        SourceError: if a path does not exist or cannot be read.
    """
    files: dict[str, SourceFile] = {}  # by the path that links lead to: each file once
    wanted: list[SourceFile] = []
    for source in paths:
        if isinstance(source, SourceFile):
            wanted.append(files.setdefault(source.path, source))
            continue
        path = _path(source)
        try:
            folder = path.is_dir()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SourceError(0, f"cannot read {str(path)[:_LONGEST_SHOWN]!r}: {reason}") from error
        if not folder:
            file = SourceFile.read(path)
            wanted.append(files.setdefault(os.path.realpath(path), file))
            continue
        for real, found in _walk(path, exclude):
            if real in files:
                continue
            try:
                files[real] = _found(found) if isinstance(found, Path) else _unread(found)
            except SourceError as error:
                files[real] = _unread(error, str(found))
            if files[real].unread:
                wanted.append(files[real])
    return list(files.values()), frozenset(wanted)


def _found(path: Path) -> SourceFile:
    """A file of a folder. One of an application may be read in the dialect of those beside it."""
    file = SourceFile.read(path)
    if find_dialect(file) is not None or may_be_of_an_application(file.path):
        return file
    return SourceFile(file.path, "", mentions_kafka=mentions_kafka(file))


def _path(source: object) -> Path:
    if isinstance(source, str) and "\n" in source:
        # Not shown: it may have passwords in it.
        raise InputError(
            "expected the path of a file or folder, found multi-line text; pass text with a file name that "
            "shows its format: {'producer.properties': text}"
        )
    if not isinstance(source, (str, os.PathLike)):
        raise InputError(f"expected the path of a file or folder, found {type(source).__name__}")
    if not str(source):
        raise InputError("expected the path of a file or folder, found an empty one; `.` is this folder")
    return Path(source)


def _unread(error: OSError, path: str = "") -> SourceFile:
    """What a search found and the operating system does not let us read: said, not passed over."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    fault = f"cannot be read: {reason}; exclude it (--exclude), or make it readable"
    return SourceFile(path or str(Path(error.filename)), "", faults=(fault,), unread=True)


def _walk(folder: Path, exclude: tuple[str, ...]) -> Iterator[tuple[str, Path | OSError]]:
    """The files below a folder by the paths that links lead to, and the folders that cannot be read.

    A link that leads out of the folder is not followed: `--fix` would write there.
    """
    endings = known_endings()
    root = os.path.realpath(folder)
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _SKIPPED and not _excluded(parent, name, exclude)
        )
        real = os.path.realpath(parent)
        for name in sorted(names):
            if not name.lower().endswith(endings) or (exclude and _excluded(parent, name, exclude)):
                continue
            path = Path(parent, name)
            leads_to = os.path.realpath(path) if path.is_symlink() else os.path.join(real, name)  # noqa: PTH118
            if _is_within(leads_to, root) and _is_small_file(path):
                yield leads_to, path
    for error in closed:
        yield str(error.filename), error


def _is_within(path: str, root: str) -> bool:
    """Whether a path is below the folder that was given: a link may lead to somebody else's files."""
    return path.startswith(root if root.endswith(os.sep) else root + os.sep)


def _is_small_file(path: Path) -> bool:
    try:
        status = path.stat()
    except OSError:  # a link that leads nowhere
        return False
    return S_ISREG(status.st_mode) and status.st_size <= _LARGEST_FOUND


def _excluded(parent: str, name: str, patterns: tuple[str, ...]) -> bool:
    path = f"{parent}/{name}".replace("\\", "/").removeprefix("./")
    wanted = (pattern.removeprefix("./").rstrip("/") for pattern in patterns)
    return any(
        fnmatch(path, pattern) or fnmatch(path, f"*/{pattern}") or fnmatch(name, pattern)
        for pattern in wanted
    )
