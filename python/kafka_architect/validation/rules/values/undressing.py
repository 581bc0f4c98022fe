"""Values without the quotes and comments that .properties files do not know."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"(?<!\s)\s++(#|//).*", re.DOTALL)
_QUOTES = "\"'"


def has_comment(value: str) -> bool:
    """Whether something behind the value looks like a comment."""
    return _COMMENT.search(value.strip()) is not None


def undressed(value: str) -> str:
    """The value without a comment behind it, blanks or quotes around it."""
    bare = value.strip()
    if "#" in bare or "//" in bare:
        bare = _COMMENT.sub("", bare).strip()
    while len(bare) > 1 and bare[0] in _QUOTES and bare[-1] == bare[0] and bare.count(bare[0]) == 2:
        bare = bare[1:-1].strip()
    return bare
