"""Findings as JUnit XML: one test case per finding, and one that passes for a file without any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]


def as_junit(document: Document) -> str:
    """An XML document. Information is no failure: its test cases pass, with the message as output."""
    findings = document["findings"]
    files = dict.fromkeys(
        [configuration["file"] for configuration in document["configurations"]]
        + [finding["file"] for finding in findings]
    )
    root = ET.Element("testsuites", name="kafka-architect")
    for file in files:
        own = [finding for finding in findings if finding["file"] == file]
        failures = sum(finding["severity"] != "info" for finding in own)
        suite = ET.SubElement(
            root,
            "testsuite",
            name=_clean(file),
            tests=str(max(1, len(own))),
            failures=str(failures),
            errors="0",
            skipped="0",
        )
        if not own:
            ET.SubElement(suite, "testcase", name="no findings", classname=_clean(file))
        for finding in own:
            _test_case(suite, finding)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _test_case(suite: ET.Element, finding: Document) -> None:
    name = f"{finding['code']} {finding['name']} at {finding['line']}:{finding['column']}"
    case = ET.SubElement(suite, "testcase", name=_clean(name), classname=_clean(finding["file"]))
    if finding["severity"] == "info":
        ET.SubElement(case, "system-out").text = _clean(finding["message"])
        return
    failure = ET.SubElement(
        case,
        "failure",
        type=f"{finding['severity']}/{finding['verdict']}",
        message=_clean(finding["message"]),
    )
    failure.text = _clean(f"{finding['file']}:{finding['line']}:{finding['column']}: {finding['message']}")


def _clean(text: str) -> str:
    """What XML 1.0 cannot hold, not even escaped, is among what does not print."""
    return printable(text, lines=True)
