"""Names, keys and values are bytes of anybody: no output lets them control a terminal or break a row."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest

import kafka_architect as ka
from kafka_architect.documents.head import head
from kafka_architect.report import distribution, findings, plan, sizing_extras
from kafka_architect.report.findings_github import as_github
from kafka_architect.report.findings_json import as_json
from kafka_architect.report.findings_junit import as_junit
from kafka_architect.report.findings_markdown import as_markdown
from kafka_architect.report.findings_sarif import as_sarif
from kafka_architect.report.html import html_fragment
from kafka_architect.report.json_text import json_text
from kafka_architect.report.printable import printable, printable_document
from kafka_architect.sizing.explain import explain

# A colour, a bell, a carriage return, an 8-bit CSI, two directions of writing, a zero width, half a
# character, a cell, a heading, a tag, a line feed.
EVIL = "\x1b[31m\x07\r\x9b2J\u202e\u2066\u200b\udcff|# <b>\n## x"
KEY = EVIL.replace("\udcff", "")  # what is not UTF-8 is shown as digits
CALCULATOR = ka.ClusterSizingCalculator(
    ka.Workload(rate=50_000, message_bytes=1000, retention="7d", consumer_groups=3), "m5.2xlarge"
)


def poisoned(document: Any) -> Any:
    """Every text of a document with something hostile behind it."""
    if isinstance(document, str):
        return document + EVIL
    if isinstance(document, dict):
        return {name: poisoned(value) for name, value in document.items()}
    if isinstance(document, list | tuple):
        return [poisoned(value) for value in document]
    return document


def assert_harmless(text: str) -> None:
    found = {one for one in text if not one.isprintable() and one != "\n"}
    assert not found
    assert "\\x1b" in text or "\\u001b" in text, "the hostile text was left out: nothing is tested"


def shown(print_to: Any, document: Any) -> str:
    import io

    from rich.console import Console

    console = Console(file=io.StringIO(), width=200, color_system=None)
    with console.capture() as captured:
        print_to(console, document)
    return captured.get()


def test_the_ends_of_what_is_printable() -> None:
    assert printable("Zürich 東京 🙂 a|b") == "Zürich 東京 🙂 a|b"
    assert printable("a\nb") == r"a\nb"
    assert printable("a\nb\r", lines=True) == "a\nb\\r"
    assert printable_document({"a\r": [1, "b\r", None]}) == {r"a\r": [1, r"b\r", None]}


@pytest.mark.parametrize("one", EVIL, ids=lambda one: f"U+{ord(one):04X}")
def test_json_keeps_every_character_and_shows_none_of_them(one: str) -> None:
    text = json_text({"name": f"a{one}b", "\U000e0001": [one]})
    assert json.loads(text) == {"name": f"a{one}b", "\U000e0001": [one]}
    assert all(character.isprintable() or character == "\n" for character in text)
    text.encode()


REPORT = ka.analyze(
    [f"key{KEY}".encode()] * 600 + [b"{%d}" % n for n in range(999)],
    [12], what_if=[6, 7], mitigate=True,
)  # fmt: skip


def test_a_distribution_is_harmless() -> None:
    document = poisoned(REPORT.to_dict()) | head("analysis")
    assert_harmless(distribution.as_text(document))
    assert_harmless(html_fragment(document))
    assert "<b>\\n" not in html_fragment(document)
    assert_harmless(REPORT.to_json())
    assert json.loads(REPORT.to_json())["heavy_hitters"][0]["key"] == f"key{KEY}"
    assert_harmless(repr(ka.PartitioningStrategyAnalyzer().report(EVIL)))


def test_a_plan_and_what_goes_with_it_are_harmless() -> None:
    found = CALCULATOR.plan()
    document = poisoned(found.to_dict()) | head("plan")
    assert_harmless(plan.as_text(document))
    assert_harmless(html_fragment(document))
    assert_harmless(shown(lambda console, one: plan.print_to(console, one, explained=True), document))
    extras = {
        "timeline": CALCULATOR.timeline(36).to_dict(),
        "capacity": CALCULATOR.capacity(found.brokers).to_dict(),
    }
    assert_harmless(shown(sizing_extras.print_extras, poisoned(extras)))
    assert_harmless(
        shown(sizing_extras.print_partitions, poisoned(ka.recommend_partitions(rate=1).to_dict()))
    )
    explained = explain(found.to_dict(), "storage_per_broker")
    assert_harmless(shown(sizing_extras.print_explanation, poisoned(explained)))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> ka.ValidationResult:
    path = tmp_path_factory.mktemp("findings") / "producer.properties"
    path.write_text("bootstrap.servers=a:9092\nacks=1\nackz=1\nlinger.ms=5ms\n", encoding="ascii")
    return ka.ConfigValidator().validate(path)


@pytest.fixture(scope="module")
def document(found: ka.ValidationResult) -> Any:
    """Findings whose files, keys, configurations and messages are hostile."""
    document = found.to_dict()
    for finding in document["findings"]:
        for member in ("file", "key", "configuration", "message"):
            finding[member] += EVIL
        if finding["fix"] is not None:
            finding["fix"]["summary"] += EVIL
    for configuration in document["configurations"]:
        configuration["file"] += EVIL
    assert document["findings"]
    return document


def test_findings_as_text_and_html_are_harmless(document: Any) -> None:
    assert_harmless("\n".join(findings.lines(document, columns=110)))
    assert_harmless(html_fragment(document))


def test_findings_as_json_are_harmless_and_the_same(document: Any) -> None:
    assert_harmless(as_json(document))
    assert json.loads(as_json(document)) == json.loads(json.dumps(document))


def test_findings_as_sarif_are_harmless(found: ka.ValidationResult, document: Any) -> None:
    rules = {finding.rule.code: finding.rule.to_dict() for finding in found.findings}
    assert_harmless(json_text(as_sarif(document, list(rules.values()), "1")))


def test_findings_as_github_commands_are_one_line_each(document: Any) -> None:
    text = as_github(document)
    assert_harmless(text)
    assert len(text.split("\n")) == len(document["findings"])
    assert all(line.startswith("::") for line in text.split("\n"))


def test_findings_as_markdown_are_one_row_each(document: Any) -> None:
    text = as_markdown(document)
    assert_harmless(text)
    rows = [line for line in text.split("\n") if line.startswith("| ") and not line.startswith("| Line")]
    assert len(rows) == len(document["findings"])
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 5
    assert len(re.findall(r"^#", text, flags=re.MULTILINE)) == 1 + len({
        finding["file"] for finding in document["findings"]
    })  # fmt: skip


def test_findings_as_junit_are_xml(document: Any) -> None:
    text = as_junit(document)
    assert_harmless(text)
    ElementTree.fromstring(text)  # noqa: S314  # our own text
