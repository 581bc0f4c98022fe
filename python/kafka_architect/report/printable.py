"""Text of others made printable: names, values and keys are bytes that anybody may have chosen."""

from __future__ import annotations


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
