"""Edits: what a fix would change in a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kafka_architect.validation.source_file import SourceFile, Span


class Applicability(StrEnum):
    """Whether a fix keeps what the configuration does today.

    A safe fix changes nothing that worked, and what it writes is certainly what was meant: what it replaces
    was refused or without effect, and there is one way to put it right. An unsafe fix changes behaviour, or
    chooses one of several ways, and wants a look.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Put `text` in place of the characters of `span`; an empty span inserts."""

    file: SourceFile
    span: Span
    text: str

    def __repr__(self) -> str:
        """Without the text: a line that is moved may hold a password."""
        return f"Edit(file={self.file!r}, span={self.span!r})"


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that cure one finding, all or none; `keys` are those that it sets, removes or renames."""

    applicability: Applicability
    edits: tuple[Edit, ...]
    summary: str
    keys: tuple[str, ...] = field(default=(), compare=False)
