"""Imported: what files say, as the plain values of a specification, and what they do not say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a file leaves open: where, the question, and the field of the specification that answers it."""

    about: str
    question: str
    answer_with: str


@dataclass(slots=True, kw_only=True)
class Imported:
    """The result of an import.

    Attributes:
        specification: plain values, as a specification's file would hold them.
        formats: the formats that were read.
        complete: the topics whose settings are all known: what is missing there is Kafka's default.
        asked: what was not known.
        left_out: what the files say and a specification has no place for.
    """

    specification: dict[str, Any]
    formats: tuple[str, ...]
    complete: frozenset[str] = frozenset()
    asked: list[Asked] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
