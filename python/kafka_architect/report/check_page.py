"""The page of a check of designs: the text that the terminal shows and docs/designs holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_page(document: Mapping[str, Any]) -> str:
    """A check's documentation as Markdown that reads as plain text too."""
    lines = [f"# {document['code']} {document['name']}", "", f"Severity: {document['severity']}.", ""]
    lines += [document["summary"], "", "## Why", "", document["why"], ""]
    for head, key in (("Found", "bad"), ("Repaired", "good")):
        lines += [f"## {head}", "", "```yaml", document[key].rstrip("\n"), "```", ""]
    lines += ["## Sources", "", *(f"- {one}" for one in document["sources"])]
    return "\n".join(lines) + "\n"
