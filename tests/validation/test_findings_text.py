"""Findings as text: the worst first, equal ones folded, grouped as asked for."""

from __future__ import annotations

from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.report.findings import as_concise, as_text, lines
from kafka_architect.report.findings_formats import FORMATS, render
from tests.cluster.snapshots import brokers, snapshot, topic

CLUSTER = "services:\n" + "".join(
    f"""\
  kafka-{number}:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NODE_ID: {number}
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093
      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: "true"
"""
    for number in (1, 2, 3)
)
PRODUCER = "bootstrap.servers=a:1,b:1\nacks=1\nlinger.ms=x\n"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return ka.ConfigValidator().validate({"compose.yml": CLUSTER, "producer.properties": PRODUCER}).to_dict()


def starts(document: dict[str, Any], group_by: str) -> list[str]:
    """The lines that findings begin with: place, severity, code."""
    told = lines(document, columns=200, group_by=group_by)
    return [
        line for line in told if line.split(":")[0] in ("compose.yml", "producer.properties") and " (" in line
    ]


def test_the_worst_of_a_file_comes_first(document: dict[str, Any]) -> None:
    of_producer = [line for line in starts(document, "file") if line.startswith("producer.properties:")][1:]
    ranks = [
        (("error", "warning", "info").index(line.split()[1]), "rejected by Kafka" not in line)
        for line in of_producer
    ]
    assert ranks == sorted(ranks)
    assert "linger.ms" in as_text(document).partition("producer.properties: ")[2].splitlines()[2]


def test_a_file_is_headed_by_what_it_configures(document: dict[str, Any]) -> None:
    text = as_text(document)
    assert "compose.yml: broker kafka-1 (Kafka 4.1.1), broker kafka-2 (Kafka 4.1.1), broker kafka-3" in text
    assert "producer.properties: producer (Kafka 4.3.1, assumed)" in text
    given = ka.ConfigValidator("4.3").validate({"producer.properties": PRODUCER})
    assert "producer.properties: producer (Kafka 4.3.1)" in str(given)


def test_what_runs_is_named_once() -> None:
    """A topic of a running cluster is called "topic orders" already."""
    text = str(ka.ConfigValidator().validate(snapshot(brokers=brokers(), topics=[topic("orders")])))
    assert "cluster/topics/orders: topic orders (Kafka " in text


@pytest.mark.parametrize("group_by", ["file", "rule", "severity"])
def test_equal_findings_of_brokers_are_one_with_their_places(document: dict[str, Any], group_by: str) -> None:
    equal = [one for one in document["findings"] if one["code"] == "DUR007"]
    assert len(equal) == 3
    told = list(lines(document, columns=200, group_by=group_by))
    [at] = [
        number for number, line in enumerate(told) if " DUR007 " in line and line.startswith("compose.yml:")
    ]
    others = [f"{one['line']}:{one['column']}" for one in equal[1:]]
    assert told[at + 2].strip() == f"also at {', '.join(others)}"


@pytest.mark.parametrize("group_by", ["file", "rule", "severity"])
def test_no_finding_is_lost_in_a_group(document: dict[str, Any], group_by: str) -> None:
    text = "\n".join(lines(document, columns=10_000, group_by=group_by))
    for one in document["findings"]:
        assert one["code"] in text
        assert f"{one['line']}:{one['column']}" in text


def test_groups_by_rule_and_severity_have_their_counts(document: dict[str, Any]) -> None:
    assert "DUR007 unclean-leader-election: 3 findings" in list(lines(document, columns=200, group_by="rule"))
    counts = document["summary"]["by_severity"]
    heads = [line for line in lines(document, columns=200, group_by="severity") if line.endswith("findings")]
    assert heads[0] == f"error: {counts['error']} findings"


def test_many_findings_are_counted_by_rule_on_top() -> None:
    files = {f"app-{number}/producer.properties": PRODUCER for number in range(30)}
    document = ka.ConfigValidator().validate(files).to_dict()
    top, *rest = lines(document, columns=200)
    rules = len({one["code"] for one in document["findings"]})
    assert top == f"{len(document['findings'])} findings of {rules} rules:"
    table = rest[: rest.index("")]
    assert sum(int(line.split()[0]) for line in table) == len(document["findings"])
    assert table[0].split()[:2] == ["30", "error"]


def test_few_findings_have_no_table(document: dict[str, Any]) -> None:
    assert next(lines(document, columns=200)).startswith("compose.yml: ")


def test_concise_is_a_line_per_finding() -> None:
    document = ka.ConfigValidator().validate({"a\x1bb/producer.properties": PRODUCER}).to_dict()
    told = as_concise(document).split("\n")
    assert len(told) == len(document["findings"])
    assert all(line.startswith("a\\x1bb/producer.properties:") for line in told)
    assert any(": DUR001 acks=1: " in line for line in told)


@pytest.mark.parametrize("output", FORMATS)
def test_every_format_of_the_table_names_each_rule(document: dict[str, Any], output: str) -> None:
    from kafka_architect.validation.rules import rule_of

    codes = sorted({one["code"] for one in document["findings"]})
    text = render(document, output, [rule_of(code).to_dict() for code in codes])
    assert all(code in text for code in codes)
