"""Words of a POSIX shell for names that anybody may have chosen."""

from __future__ import annotations

import shlex


def word(text: str) -> str:
    """The text as one word; what does not print is written in octal, which printf turns back."""
    if text.isprintable():
        return shlex.quote(text)
    return f'"$(printf %b {shlex.quote("".join(map(_escaped, text)))})"'


def _escaped(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable():
        return character
    return "".join(f"\\0{byte:03o}" for byte in character.encode())
