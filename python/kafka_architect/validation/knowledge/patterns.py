"""Patterns that a configuration holds, asked without letting them run away."""

from __future__ import annotations

import re

_LONGEST = 200
# A group that repeats inside and is repeated again takes time without bound on a text that does not match.
_REPEATED_TWICE = re.compile(r"[*+}][^()]*\)[*+{]")


def matches_whole(pattern: str, text: str) -> bool | None:
    """Whether a pattern matches all of a text, as Kafka asks; None where that is not known.

    Not known: Java's own syntax, a broken pattern, or one that could take forever.
    """
    if len(pattern) > _LONGEST or _REPEATED_TWICE.search(pattern):
        return None
    try:
        return re.fullmatch(pattern, text) is not None
    except (re.error, RecursionError, OverflowError):
        return None
