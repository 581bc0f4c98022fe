"""Findings as GitHub workflow commands: annotations on the lines of a pull request.

Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(document: Document) -> str:
    """One workflow command a line."""
    lines = []
    for finding in document["findings"]:
        properties = {
            "file": finding["file"],
            "line": str(finding["line"]),
            "col": str(finding["column"]),
            "title": f"{finding['code']} {finding['name']}",
        }
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        lines.append(f"::{_COMMANDS[finding['severity']]} {listed}::{_data(finding['message'])}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return printable(text, lines=True).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
