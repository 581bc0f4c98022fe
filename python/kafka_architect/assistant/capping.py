"""Answers of a size that fits a conversation: the longest lists are cut, and what was cut is said."""

from __future__ import annotations

import json
from typing import Any, Final

# About ten thousand tokens: a quarter of what assistants take of one answer.
MOST_CHARACTERS: Final = 40_000
_LENGTHS: Final = (200, 100, 50, 20, 10, 5, 3, 1)
_LONGEST_TEXT: Final = 4_000
_MOST_NAMES: Final = 200


def capped(document: dict[str, Any], most: int = MOST_CHARACTERS) -> tuple[dict[str, Any], list[str]]:
    """The document, and what was left out of it: "findings: 20 of 1,204".

    Lists keep their first entries: findings, hot keys and offers come by weight.
    """
    for length in (None, *_LENGTHS):
        left_out: list[str] = []
        cut = _cut(document, length, "", left_out)
        if len(json.dumps(cut, default=str)) <= most:
            return cut, left_out
    return _without_the_largest(cut, most, left_out), left_out


def _without_the_largest(document: dict[str, Any], most: int, left_out: list[str]) -> dict[str, Any]:
    """Parts that are wide mappings give their names only, the largest first, until the rest fits."""
    sizes = {name: len(json.dumps(part, default=str)) for name, part in document.items()}
    total = sum(sizes.values())
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True):
        if total <= most:
            break
        names = list(document[name])[:_MOST_NAMES] if isinstance(document[name], dict) else []
        left_out.append(f"{name}: left out ({sizes[name]:,} characters)")
        document = {**document, name: names}
        total += len(json.dumps(names)) - sizes[name]
    return document


def capped_text(text: str, most: int = MOST_CHARACTERS) -> tuple[str, list[str]]:
    """The text up to the last whole line that fits, and what was left out."""
    if len(text) <= most:
        return text, []
    kept = text[:most].rpartition("\n")[0] or text[:most]
    lines, all_lines = kept.count("\n") + 1, text.count("\n") + 1
    return kept, [f"text: {lines:,} of {all_lines:,} lines"]


def _cut(value: Any, length: int | None, path: str, left_out: list[str]) -> Any:
    if isinstance(value, dict):
        return {
            name: _cut(inner, length, f"{path}.{name}" if path else str(name), left_out)
            for name, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        kept = value if length is None else value[:length]
        if len(kept) < len(value):
            left_out.append(f"{path}: {len(kept):,} of {len(value):,}")
        return [_cut(inner, length, path, left_out) for inner in kept]
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        left_out.append(f"{path}: {_LONGEST_TEXT:,} of {len(value):,} characters")
        return value[:_LONGEST_TEXT]
    return value
