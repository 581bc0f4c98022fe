"""Documents as JSON text that is safe to show: valid, UTF-8, and without characters that a terminal obeys."""

from __future__ import annotations

import json
from typing import Any


def json_text(document: Any, *, indent: int | None = 2) -> str:
    """A document as JSON; equal to what the standard library writes, once it is parsed."""
    return escaped_json(json.dumps(document, indent=indent, ensure_ascii=False, allow_nan=False))


def escaped_json(text: str) -> str:
    r"""JSON text with what does not print written as `\uXXXX`: such characters stand in strings only."""
    # Strings of JSON hold no control characters but DEL; looking at each of a large text takes long.
    if (text.isascii() and "\x7f" not in text) or text.replace("\n", "").isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)
