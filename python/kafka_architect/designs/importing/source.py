"""Source: a file or folder to import, read once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from kafka_architect.documents import Document, parse_document
from kafka_architect.documents.standard_input import StandardInput
from kafka_architect.errors import InputError, SourceError
from kafka_architect.validation.source_file import SourceFile

MOST_BYTES = 16 << 20


@dataclass(frozen=True, eq=False)
class Source:
    """A file with its text, or a folder with an empty one.

    Attributes:
        name: what messages call it: the path as it was given.
    """

    name: str
    text: str = field(repr=False)
    is_folder: bool = False

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.name)

    @cached_property
    def file(self) -> SourceFile:
        """The file as the readers of dialects take it."""
        return SourceFile(self.name, self.text)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every YAML or JSON document of the file.

        Raises:
            InputError: One is wrong; with file and line.
        """
        return tuple(_documents(self.text, self.name))

    @cached_property
    def mappings(self) -> tuple[Document, ...]:
        """The documents that are mappings; none where the file is no YAML or JSON."""
        if self.is_folder or not self.name.lower().endswith((".yml", ".yaml", ".json")):
            return ()
        return tuple(one for one in self.documents if isinstance(one.value, dict))

    def has(self, *keys: str) -> bool:
        """Whether one of the file's mappings has all of these keys at its top."""
        return any(all(key in one.value for key in keys) for one in self.mappings)


def read_source(path: str | os.PathLike[str]) -> Source:
    """Read a file, or note a folder.

    Raises:
        SourceError: It cannot be read.
        InputError: It is larger than 16 MiB or not UTF-8.
    """
    name = os.fsdecode(path)
    try:
        if isinstance(path, StandardInput):
            data = path.data(MOST_BYTES)
        elif Path(name).is_dir():
            return Source(name, "", is_folder=True)
        else:
            with Path(name).open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{name}: cannot read: {reason}") from error
    if len(data) > MOST_BYTES:
        raise InputError(f"{name}: more than {MOST_BYTES:,} bytes; expected a file of at most that size")
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: not UTF-8 at byte {error.start:,}: {error.reason}") from error


@dataclass(frozen=True)
class _Part(Document):
    """One document of several in a file; its lines are those of the file."""

    lines_before: int = 0

    def line(self, *keys: str | int) -> int | None:
        """The line in the file."""
        found = super().line(*keys)
        return None if found is None else found + self.lines_before


def _documents(text: str, name: str) -> list[Document]:
    """YAML files hold several documents, each between lines of `---`."""
    if name.lower().endswith(".json"):
        return [parse_document(text, name=name)] if text.strip() else []
    parts: list[tuple[int, list[str]]] = [(0, [])]
    for number, line in enumerate(text.split("\n")):
        if line.rstrip() == "---" or line.startswith("--- "):
            parts.append((number, [line]))
        elif line.rstrip() == "...":
            parts.append((number + 1, []))
        else:
            parts[-1][1].append(line)
    return [
        _part("\n".join(lines), name, start)
        for start, lines in parts
        if any(_says_something(line) for line in lines)
    ]


def _part(text: str, name: str, lines_before: int) -> Document:
    try:
        parsed = parse_document(text, name=name)
    except InputError:
        # Once more behind empty lines, so that the message names the line of the file.
        parse_document("\n" * lines_before + text, name=name)
        raise
    kept = {one.name: getattr(parsed, one.name) for one in fields(parsed)}
    return _Part(**kept, lines_before=lines_before)


def _says_something(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith(("#", "---", "%"))


def text_of(value: Any) -> str | None:
    """A scalar as Kafka's configuration holds it; None for null, lists and mappings."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, (str, int, float)) else None
