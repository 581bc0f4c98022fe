"""Findings as Markdown, for comments on pull requests and for wikis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kafka_architect.report.findings import summary_lines
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$])")
# In a comment on a pull request a name behind @ calls somebody, unless something stands between them.
_MENTION = re.compile(r"(?<!\w)@(?=\w)")


def as_markdown(document: Document) -> str:
    """A table per file, and the summary."""
    lines = ["# Kafka configuration", ""]
    lines += [f"{_escaped(line)}  " for line in summary_lines(document)]
    for file in dict.fromkeys(finding["file"] for finding in document["findings"]):
        lines += ["", f"## {_escaped(file)}", "", "| Line | Severity | Rule | Finding |", "|--:|---|---|---|"]
        for finding in document["findings"]:
            if finding["file"] == file:
                lines.append(
                    f"| {finding['line']} | {finding['severity']} | {finding['code']} {finding['name']} "
                    f"| {_escaped(finding['message'])} |"
                )
    return "\n".join(lines)


def _escaped(text: str) -> str:
    text = printable(text, lines=True).replace("\n", " ")
    text = _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))
    return _MENTION.sub("@&#8203;", text)
