"""The page of a pattern: the text that the terminal shows and docs/patterns holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def pattern_page(document: Mapping[str, Any]) -> str:
    """A pattern's documentation as Markdown that reads as plain text too."""
    lines = [f"# {document['title']} ({document['name']})", "", document["summary"], ""]
    for head, key in (
        ("Use it when", "when"),
        ("Do not use it when", "when_not"),
        ("Trade-offs", "gives_up"),
    ):
        if document[key]:
            lines += [f"## {head}", "", *(f"- {one}" for one in document[key]), ""]
    lines += ["## What it adds", "", document["how"], ""]
    lines += ["## Example", "", "```yaml", "patterns:", *_indented(document["example"]), "```", ""]
    lines += ["## Sources", "", *(f"- {one}" for one in document["sources"])]
    return "\n".join(lines) + "\n"


def _indented(text: str) -> list[str]:
    return [f"  {line}" if line else "" for line in text.rstrip("\n").split("\n")]
