"""Findings as SARIF 2.1.0, for code scanning.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import importlib.metadata
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_DRIVE = re.compile(r"[A-Za-z]:/")
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif_text(document: Document, rules: Sequence[Document]) -> str:
    """The log as JSON text, by this version of kafka-architect."""
    return json_text(as_sarif(document, rules, importlib.metadata.version("kafka-architect")))


def as_sarif(document: Document, rules: Sequence[Document], version: str) -> dict[str, Any]:
    """A SARIF log with one run. `rules` are the documents of the rules that may have found something."""
    index = {rule["code"]: number for number, rule in enumerate(rules)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kafka-architect",
                        "version": version,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, index) for finding in document["findings"]],
            }
        ],
    }


def _rule(rule: Document) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule["code"],
        "name": "".join(word.capitalize() for word in rule["name"].split("-")),
        "shortDescription": {"text": rule["summary"]},
        "fullDescription": {"text": rule["why"]},
        "defaultConfiguration": {"level": _LEVELS[rule["severity"]]},
        "help": {"text": f"{rule['why']}\n\nSources: {'; '.join(rule['sources'])}"},
        "properties": {"verdict": rule["verdict"], "tags": ["kafka", rule["subject"]]},
    }
    return described


def _result(finding: Document, index: Mapping[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding["code"],
        "ruleIndex": index[finding["code"]],
        "level": _LEVELS[finding["severity"]],
        "message": {"text": finding["message"]},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding["file"]),
                    "region": {"startLine": finding["line"], "startColumn": finding["column"]},
                },
                "logicalLocations": [{"name": finding["key"], "fullyQualifiedName": _qualified(finding)}],
            }
        ],
        "properties": {"verdict": finding["verdict"]},
    }
    if finding["fix"] is not None:
        result["fixes"] = [_fix(finding["fix"])]
    return result


def _qualified(finding: Document) -> str:
    return f"{finding['configuration']}: {finding['key']}" if finding["key"] else finding["configuration"]


def _fix(fix: Document) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix["edits"]:
        changes.setdefault(edit["file"], []).append(
            {
                "deletedRegion": {
                    "startLine": edit["line"],
                    "startColumn": edit["column"],
                    "endLine": edit["end_line"],
                    "endColumn": edit["end_column"],
                },
                "insertedContent": {"text": edit["text"]},
            }
        )
    return {
        "description": {"text": f"{fix['summary']} ({fix['applicability']})"},
        "artifactChanges": [
            {"artifactLocation": _artifact(file), "replacements": replacements}
            for file, replacements in changes.items()
        ],
    }


def _artifact(path: str) -> dict[str, str]:
    """A relative reference, as code scanning wants it; an absolute path becomes a file: URI."""
    forward = path.replace("\\", "/").removeprefix("./")
    # What stands before a colon would be read as a scheme.
    encoded = quote(forward.encode("utf-8", "surrogateescape"), safe="/~.-_")
    if forward.startswith("/"):
        return {"uri": f"file://{encoded}"}
    return {"uri": f"file:///{encoded.replace('%3A', ':', 1)}" if _DRIVE.match(forward) else encoded}
