"""Which files a run looks at: the ones that are named, and what a search through folders finds."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from kafka_architect.errors import SourceError
from kafka_architect.validation.dialects import known_endings
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SKIPPED = frozenset(
    {"node_modules", "__pycache__", "build", "dist", "target", "venv", "site-packages", "vendor"}
)
# Larger files are data, not configuration; one that is named is read whatever its size.
_LARGEST_FOUND = 1024 * 1024


def find_files(
    paths: Iterable[str | Path | SourceFile], exclude: tuple[str, ...] = ()
) -> tuple[list[SourceFile], frozenset[SourceFile]]:
    """The files to check, in order and each once, and those of them that were named.

    What has been read already (a SourceFile) counts as named.

    Raises:
        SourceError: if a path does not exist or cannot be read.
    """
    files: dict[str, SourceFile] = {}
    named: set[SourceFile] = set()
    for source in paths:
        if isinstance(source, SourceFile):
            named.add(files.setdefault(source.path, source))
            continue
        path = Path(source)
        try:
            folder = path.is_dir()
        except ValueError as error:
            raise SourceError(0, f"cannot read {str(path)!r}: {error}") from error
        if not folder:
            file = files.setdefault(str(path), SourceFile.read(path))
            named.add(file)
            continue
        for found in _walk(path, exclude):
            if str(found) not in files:
                files[str(found)] = SourceFile.read(found)
    return list(files.values()), frozenset(named)


def _walk(folder: Path, exclude: tuple[str, ...]) -> Iterator[Path]:
    endings = known_endings()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _SKIPPED and not _excluded(parent, name, exclude)
        )
        for name in sorted(names):
            if not name.lower().endswith(endings) or (exclude and _excluded(parent, name, exclude)):
                continue
            path = Path(parent, name)
            if _is_small_file(path):
                yield path


def _is_small_file(path: Path) -> bool:
    try:
        status = path.stat()
    except OSError:  # a link that leads nowhere
        return False
    return S_ISREG(status.st_mode) and status.st_size <= _LARGEST_FOUND


def _excluded(parent: str, name: str, patterns: tuple[str, ...]) -> bool:
    path = f"{parent}/{name}".replace("\\", "/").removeprefix("./")
    return any(
        fnmatch(path, pattern) or fnmatch(path, f"*/{pattern}") or fnmatch(name, pattern)
        for pattern in patterns
    )
