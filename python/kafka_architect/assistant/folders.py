"""Folders: where an assistant may read, and the one where it may write."""

from __future__ import annotations

import os
import site
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GUARD: ContextVar[Callable[[str], None] | None] = ContextVar("files that a tool may open", default=None)


class Folders:
    """Files that were allowed, by the folders that they lie in; links are followed before that is asked.

    Args:
        readable: Folders whose files may be read, with all below them.
        writable: The folder whose files may be written, and read too; None for none.

    Raises:
        InputError: One of them is no folder.
    """

    def __init__(
        self, readable: tuple[str | os.PathLike[str], ...], writable: str | os.PathLike[str] | None = None
    ) -> None:
        self.writable = None if writable is None else _folder(writable)
        self.readable = tuple(_folder(one) for one in readable)
        if self.writable is not None:
            self.readable += (self.writable,)
        # Modules and data of programs, which are imported and read as tools need them.
        here = Path.cwd()
        code = (
            sys.prefix,
            sys.base_prefix,
            *site.getsitepackages(),
            str(Path(__file__).parents[1]),
            *sys.path,
        )
        self._own = tuple(place for one in code if one and (place := Path(one).resolve()) != here)

    def to_read(self, path: str) -> str:
        """The path of a file or folder that may be read; a relative one lies in one of the folders.

        Raises:
            InputError: It is outside, or there is no folder at all.
        """
        found = [folder / path for folder in self.readable if _is_below((folder / path).resolve(), folder)]
        if not found:
            raise InputError(f"{path}: {self._outside()}")
        return str(next((one for one in found if one.exists()), found[0]))

    def to_write(self, path: str) -> str:
        """The path of what may be written.

        Raises:
            InputError: It is outside, or nothing may be written.
        """
        if self.writable is None:
            raise InputError(
                f"{path}: nothing may be written; start kafka-architect mcp with --write FOLDER to allow it"
            )
        target = self.writable / path
        if not _is_below(target.resolve(), self.writable) or target.resolve() == self.writable:
            raise InputError(f"{path}: expected a path below {self.writable}, the folder for writing")
        return str(target)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """What opens a file meanwhile keeps to the folders: a specification may name others."""
        _install_guard()
        token = _GUARD.set(self._refuse_outside)
        try:
            yield
        finally:
            _GUARD.reset(token)

    def _refuse_outside(self, path: str) -> None:
        place = Path(path).resolve()
        if not any(_is_below(place, folder) for folder in (*self.readable, *self._own)):
            raise PermissionError(13, self._outside(), path)

    def _outside(self) -> str:
        if not self.readable:
            return (
                "no folder may be read; hand over the text itself, or start kafka-architect mcp with "
                "--folder FOLDER"
            )
        return f"outside the folders that may be read ({', '.join(map(str, self.readable))})"


_installed: list[bool] = []


def _install_guard() -> None:
    """Python asks an audit hook before it opens a file; one can be added, and never removed."""
    if not _installed:
        sys.addaudithook(_asked)
        _installed.append(True)


def _asked(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or (refuse := _GUARD.get()) is None:
        return
    path = arguments[0]
    if isinstance(path, (str, bytes)):
        refuse(os.fsdecode(path))


def _folder(path: str | os.PathLike[str]) -> Path:
    folder = Path(path).expanduser().resolve()
    if not folder.is_dir():
        raise InputError(f"{os.fsdecode(path)}: expected a folder")
    return folder


def _is_below(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents
