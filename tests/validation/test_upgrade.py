"""The report of an upgrade: what goes, what changes, what no longer starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kafka_architect import ConfigValidator
from kafka_architect.errors import InputError
from kafka_architect.validation.upgrade import upgrade_report

if TYPE_CHECKING:
    from kafka_architect.validation.finding import Finding

BROKER = """\
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=kafka-1:9093
listeners=PLAINTEXT://kafka-1:9092,CONTROLLER://kafka-1:9093
advertised.listeners=PLAINTEXT://kafka-1:9092,CONTROLLER://kafka-1:9093
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=/var/lib/kafka
"""


def keys(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.key for finding in findings]


def test_removed_keys_come_with_what_took_their_place() -> None:
    text = BROKER + "delegation.token.master.key=abcdefgh\ninter.broker.protocol.version=3.9\n"
    report = upgrade_report({"server.properties": text}, "3.9", "4.3")
    removed = report.parts["removed_keys"]
    assert keys(removed) == ["delegation.token.master.key", "inter.broker.protocol.version"]
    assert "delegation.token.secret.key" in removed[0].message
    assert "metadata.version" in removed[1].message


def test_a_key_that_is_still_there_is_not_removed() -> None:
    report = upgrade_report({"server.properties": BROKER + "num.io.threads=8\n"}, "3.9", "4.3")
    assert not report.parts["removed_keys"]
    assert not report.blocked


def test_a_new_bound_blocks_the_upgrade() -> None:
    report = upgrade_report({"server.properties": BROKER + "log.segment.bytes=102400\n"}, "3.9", "4.0")
    assert keys(report.parts["new_bounds"]) == ["log.segment.bytes"]
    assert "log.segment.bytes (UPG004)" in report.parts["newly_refused"][0].message
    assert report.blocked


def test_what_the_old_version_refused_already_is_not_new() -> None:
    report = upgrade_report({"producer.properties": "acks=7\n"}, "3.9", "4.3")
    assert not report.parts["newly_refused"]


def test_defaults_that_change_are_told_unless_the_file_decides() -> None:
    undecided = upgrade_report({"producer.properties": "acks=all\n"}, "3.9", "4.3")
    assert {"linger.ms", "metadata.recovery.strategy"} <= set(keys(undecided.parts["changed_defaults"]))
    decided = upgrade_report({"producer.properties": "acks=all\nlinger.ms=20\n"}, "3.9", "4.3")
    assert "linger.ms" not in keys(decided.parts["changed_defaults"])


def test_a_default_that_changed_before_the_upgrade_is_not_told() -> None:
    report = upgrade_report({"producer.properties": "acks=all\n"}, "4.0", "4.3")
    assert "linger.ms" not in keys(report.parts["changed_defaults"])


def test_a_value_that_becomes_the_default_is_no_longer_needed() -> None:
    report = upgrade_report({"producer.properties": "acks=all\nlinger.ms=5\n"}, "3.9", "4.0")
    assert keys(report.parts["no_longer_needed"]) == ["linger.ms"]


def test_a_topic_with_a_removed_key_is_refused() -> None:
    report = upgrade_report({"topic.properties": "message.format.version=3.0\n"}, "3.9", "4.0", role="topic")
    assert keys(report.parts["removed_keys"]) == ["message.format.version"]
    assert report.blocked


def test_zookeeper_has_to_go_first() -> None:
    text = "broker.id=1\nzookeeper.connect=zk-1:2181\nlog.dirs=/var/lib/kafka\n"
    report = upgrade_report({"server.properties": text}, "3.9", "4.3")
    assert keys(report.parts["path"]) == ["zookeeper.connect"]


def test_without_from_nothing_is_said_of_changes() -> None:
    result = ConfigValidator("4.3").validate({"producer.properties": "acks=all\nlinger.ms=5\n"})
    assert not {"UPG005", "UPG006", "UPG010"} & {finding.rule.code for finding in result.findings}


def test_the_report_is_plain_data() -> None:
    document = upgrade_report(
        {"server.properties": BROKER + "log.segment.bytes=1024\n"}, "3.9", "4.3"
    ).to_dict()
    assert (document["from"], document["to"], document["blocked"]) == ("3.9.2", "4.3.1", True)
    assert [finding["key"] for finding in document["new_bounds"]] == ["log.segment.bytes"]


@pytest.mark.parametrize(("old", "new"), [("4.3", "3.9"), ("4.3", "4.3")])
def test_an_upgrade_leads_to_a_later_version(old: str, new: str) -> None:
    with pytest.raises(InputError, match="later version"):
        upgrade_report({"producer.properties": "acks=all\n"}, old, new)


def test_a_key_of_a_shared_block_is_fine_when_one_client_reads_it() -> None:
    text = """
spring:
  kafka:
    properties:
      max.poll.records: 100
      max.pol.records: 100
    producer:
      acks: all
    consumer:
      group-id: orders
"""
    result = ConfigValidator("4.3", select=["UPG007"]).validate({"application.yml": text})
    assert [finding.key for finding in result.findings] == ["max.pol.records"]
