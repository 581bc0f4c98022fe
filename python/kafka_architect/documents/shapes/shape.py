"""What all models of documents share."""

from __future__ import annotations

from typing import Any

import msgspec


class Shape(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part of a document. A field of `UNSET` is absent where it does not apply."""


class Headed(Shape, frozen=True, kw_only=True):
    """A whole document: what it is, its version, and the version of what wrote it."""

    format: str
    version: int
    tool: str


class Notice(Shape, frozen=True, kw_only=True):
    """A warning: a code for programs, a sentence for people."""

    code: str
    message: str


class Limit(Shape, frozen=True, kw_only=True):
    """A constraint in a scenario."""

    constraint: str
    scenario: str


Anything = dict[str, Any]
