"""Names written as a text: easier to read and to change than a list of quotes."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
