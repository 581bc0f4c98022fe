"""What a file tells of its Kafka version without naming it."""

from __future__ import annotations

import pytest

from kafka_architect import ConfigValidator

ZOOKEEPER = "broker.id=1\nlisteners=PLAINTEXT://:9092\nzookeeper.connect=zk:2181\nlog.dirs=/var/lib/kafka\n"
OF_THE_VERSION = {"VAL004", "UPG001", "UPG003", "KRF014", "KRF003", "CST036", "UPG013"}


def codes(text: str, name: str = "server.properties", version: str | None = None) -> list[str]:
    found = ConfigValidator(version).validate({name: text}).findings
    return [finding.rule.code for finding in found if finding.rule.code in OF_THE_VERSION]


def test_a_broker_under_zookeeper_is_judged_by_the_last_version_that_has_it() -> None:
    text = ZOOKEEPER + "zookeeper.connection.timeout.ms=18000\n"
    assert codes(text) == ["KRF014"]
    assert ConfigValidator().validate({"server.properties": text}).configurations[0].kafka_version == "3.9.2"


@pytest.mark.parametrize("version", ["4.0", "4.3"])
def test_where_the_version_is_given_the_lack_of_zookeeper_is_one_finding(version: str) -> None:
    assert codes(ZOOKEEPER + "zookeeper.connection.timeout.ms=18000\n", version=version) == ["VAL004"]


def compose(tag: str) -> str:
    return (
        f"services:\n  kafka:\n    image: confluentinc/cp-kafka{tag}\n    environment:\n"
        "      KAFKA_BROKER_ID: 1\n      KAFKA_ZOOKEEPER_CONNECT: zk:2181\n"
        "      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092\n"
    )


@pytest.mark.parametrize("tag", [":${TAG}", ":7.6.0", ":5.4.0"])
def test_a_tag_that_says_nothing_against_it_lets_zookeeper_tell(tag: str) -> None:
    assert codes(compose(tag), "docker-compose.yml") == ["KRF014"]


@pytest.mark.parametrize("tag", ["", ":latest", ":8.2.0"])
def test_a_newer_image_does_not_start_with_zookeeper(tag: str) -> None:
    assert codes(compose(tag), "docker-compose.yml") == ["VAL004"]
