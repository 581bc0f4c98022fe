"""Text of others made printable: names, values and keys are bytes that anybody may have chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def printable(text: str, *, lines: bool = False) -> str:
    r"""`text` with every character escaped that a terminal would obey or a reader would not see.

    Control characters (an escape, a carriage return), surrogates, and marks that turn the direction of
    writing become what Python writes for them: `\x1b`, `\u202e`.

    Args:
        text: Any text.
        lines: Keep line feeds, for texts of several lines that are ours.
    """
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() or (lines and one == "\n") else one.encode("unicode_escape").decode("ascii")
        for one in text
    )


def printable_document(document: Any) -> Any:
    """A document with every text in it made printable, names of members among them; numbers stay.

    Whatever renders a document for people calls this once, so that no single text can be forgotten.
    """
    if isinstance(document, str):
        return printable(document)
    if isinstance(document, Mapping):
        return {printable(str(name)): printable_document(value) for name, value in document.items()}
    if isinstance(document, list | tuple):
        # Most long lists are of numbers.
        return [value if type(value) is int else printable_document(value) for value in document]
    return document
