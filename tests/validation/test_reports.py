"""The formats for machines, each read back by what reads it elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import textwrap
from itertools import product
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import kafka_architect as ka
from kafka_architect.report.findings import lines
from kafka_architect.report.findings_github import as_github
from kafka_architect.report.findings_json import as_json
from kafka_architect.report.findings_junit import as_junit
from kafka_architect.report.findings_markdown import as_markdown
from kafka_architect.report.findings_sarif import as_sarif
from kafka_architect.report.printable import printable

from .growing import GROWING
from .sarif_multitool import multitool

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def result() -> ka.ValidationResult:
    return ka.ConfigValidator("4.3").validate(
        {
            "deploy/my kafka/producer.properties": "acks=1\nlinger.ms=x%0Ay\nacks=0\n",
            "server.properties": "node.id=1\nprocess.roles=broker\nunclean.leader.election.enable=true\n",
            "consumer.properties": "group.id=a|b\nisolation.level=read_comitted\n\x01=2\n",
        }
    )


@pytest.mark.clients
def test_json_has_the_whole_document_and_a_finding_to_a_line(result: ka.ValidationResult) -> None:
    document = result.to_dict()
    text = as_json(document)
    assert json.loads(text) == json.loads(json.dumps(document))
    lines = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.startswith('    {"code"')]
    assert lines == document["findings"] != []
    assert json.loads(as_json({"findings": []})) == {"findings": []}


@pytest.mark.parametrize("growing", GROWING)
def test_json_of_a_result_is_that_of_its_document(growing: str) -> None:
    """It is written without the document in between, and says the same to the byte."""
    one = GROWING[growing]
    texts = {
        one.name: one.text(2_000),
        "dir/a \u202eb.properties": "acks=\x7f\u00e9\nlinger.ms=5ms\nackz=1\n",
    }
    result = ka.ConfigValidator("4.3", "durability", select=["ALL"]).validate(texts)
    assert result.findings
    assert result.to_json() == as_json(result.to_dict())


def test_lines_break_where_textwrap_breaks_them() -> None:
    texts = (
        "",
        "a",
        "a b " * 60,
        f"{'x' * 200} and more",
        "\u00e9 \u2003 " * 40,
        "dd-ee-ff " * 30,
        "\x1b[31m \t" * 20,
    )
    for text, columns in product(texts, (0, 24, 40, 110)):
        wrapped = textwrap.wrap(
            printable(" ".join(text.split())), max(columns, 24), initial_indent="    ",
            subsequent_indent="    ", break_on_hyphens=False,
        )  # fmt: skip
        finding = {
            "file": "f", "line": 1, "column": 1, "severity": "info", "code": "C", "name": "n",
            "verdict": "advice", "message": text, "fix": None,
        }  # fmt: skip
        summary = ka.ConfigValidator().validate({"producer.properties": "acks=1"}).summary
        shown = list(lines({"findings": [finding], "summary": summary}, columns=columns))
        assert shown[2 : len(wrapped) + 3] == [*wrapped, ""]


def test_sarif_passes_the_validator_of_its_makers(result: ka.ValidationResult, tmp_path: Path) -> None:
    rules = {finding.rule.code: finding.rule.to_dict() for finding in result.findings}
    log = as_sarif(result.to_dict(), list(rules.values()), "0.1.0")
    path = tmp_path / "kafka.sarif"
    path.write_text(json.dumps(log), encoding="utf-8")
    report = tmp_path / "report.sarif"
    command = [str(multitool()), "validate", str(path), "--output", str(report)]
    subprocess.run(command, check=False, capture_output=True, timeout=120)
    said = json.loads(report.read_text(encoding="utf-8-sig"))
    errors = [one["message"] for run in said["runs"] for one in run["results"] if one.get("level") == "error"]
    assert not errors
    assert len(log["runs"][0]["results"]) == len(result.findings) > 3


def test_sarif_has_every_finding_with_its_place(result: ka.ValidationResult) -> None:
    rules = {finding.rule.code: finding.rule.to_dict() for finding in result.findings}
    run = as_sarif(result.to_dict(), list(rules.values()), "0.1.0")["runs"][0]
    for finding, shown in zip(result.findings, run["results"], strict=True):
        region = shown["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == finding.place
        assert run["tool"]["driver"]["rules"][shown["ruleIndex"]]["id"] == finding.rule.code


def test_absolute_paths_become_file_uris() -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({"/etc/kafka/a b.properties": "acks=0\n"})
    rules = [finding.rule.to_dict() for finding in result.findings]
    [shown] = as_sarif(result.to_dict(), rules, "0")["runs"][0]["results"]
    location = shown["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "file:///etc/kafka/a%20b.properties"}


def test_junit_is_xml_and_counts_what_failed(result: ka.ValidationResult) -> None:
    root = ET.fromstring(as_junit(result.to_dict()))  # noqa: S314 - our own output
    cases = root.findall("./testsuite/testcase")
    failures = root.findall("./testsuite/testcase/failure")
    severe = [finding for finding in result.findings if finding.severity != "info"]
    assert len(cases) >= len(result.findings)
    assert len(failures) == len(severe)
    for suite in root.findall("testsuite"):
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))


def test_junit_shows_a_file_without_findings_as_passed() -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": "acks=all\n"})
    root = ET.fromstring(as_junit(result.to_dict()))  # noqa: S314 - our own output
    [case] = root.findall("./testsuite/testcase")
    assert case.find("failure") is None


def test_github_commands_are_one_line_each(result: ka.ValidationResult) -> None:
    lines = as_github(result.to_dict()).split("\n")
    assert len(lines) == len(result.findings)
    pattern = re.compile(r"::(error|warning|notice) file=[^,]+,line=\d+,col=\d+,title=[^:]+::.+")
    for line in lines:
        assert pattern.fullmatch(line), line


def test_github_commands_escape_what_would_end_them() -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({"a,b:c.properties": "acks=0\n"}, "producer")
    assert "file=a%2Cb%3Ac.properties,line=1" in as_github(result.to_dict())


def test_markdown_cells_do_not_break(result: ka.ValidationResult) -> None:
    rows = [line for line in as_markdown(result.to_dict()).splitlines() if line.startswith("| ")]
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_markdown_calls_nobody_and_decodes_nothing() -> None:
    text = "batch.size=@user ~~x~~ &lt; $y$ u@h\n"
    shown = as_markdown(
        ka.ConfigValidator(select=["VAL001"]).validate({"producer.properties": text}).to_dict()
    )
    assert r"'@&#8203;user \~\~x\~\~ &amp;lt; \$y\$ u@h'" in shown


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a:b/producer.properties", "a%3Ab/producer.properties"),
        ("/a:b/producer.properties", "file:///a%3Ab/producer.properties"),
        ("C:\\kafka\\producer.properties", "file:///C:/kafka/producer.properties"),
    ],
)
def test_a_colon_in_a_path_makes_no_scheme(path: str, uri: str) -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({path: "acks=0\n"}, "producer")
    rules = [finding.rule.to_dict() for finding in result.findings]
    [shown] = as_sarif(result.to_dict(), rules, "0")["runs"][0]["results"]
    assert shown["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
