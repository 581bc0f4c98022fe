"""What is concluded of two files together, only where they are of one system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kafka_architect import ConfigValidator

if TYPE_CHECKING:
    from pathlib import Path


def kafka(name: str = "kafka", protocol: str = "PLAINTEXT") -> str:
    return f"""\
services:
  {name}:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@{name}:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_LISTENERS: {protocol}://:9092,CONTROLLER://:9093
      KAFKA_ADVERTISED_LISTENERS: {protocol}://{name}:9092
      KAFKA_INTER_BROKER_LISTENER_NAME: {protocol}
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: CONTROLLER:PLAINTEXT,{protocol}:{protocol}
"""


def worker(topics: str) -> str:
    return f"""\
  connect:
    image: confluentinc/cp-kafka-connect:7.8.0
    environment:
      CONNECT_BOOTSTRAP_SERVERS: kafka:9092
      CONNECT_GROUP_ID: connect
      CONNECT_CONFIG_STORAGE_TOPIC: {topics}-configs
      CONNECT_OFFSET_STORAGE_TOPIC: {topics}-offsets
      CONNECT_STATUS_STORAGE_TOPIC: {topics}-status
      CONNECT_KEY_CONVERTER: org.apache.kafka.connect.storage.StringConverter
      CONNECT_VALUE_CONVERTER: org.apache.kafka.connect.storage.StringConverter
"""


CLIENT = "bootstrap.servers=kafka:9092\nsecurity.protocol=SSL\nkey.serializer=a.B\nvalue.serializer=a.B\n"


def codes(texts: dict[str, str]) -> set[str]:
    return {finding.rule.code for finding in ConfigValidator().validate(texts).findings}


def test_workers_of_two_compose_projects_are_no_cluster() -> None:
    one, other = kafka() + worker("one"), kafka() + worker("other")
    assert "CNT012" not in codes({"a/docker-compose.yml": one, "b/docker-compose.yml": other})
    assert "CNT012" not in codes({"docker-compose.yml": one, "docker-compose-es.yml": other})
    again = worker("other").replace("  connect:", "  connect-2:")
    assert "CNT012" in codes({"docker-compose.yml": one + again})
    assert "CNT012" in codes({"docker-compose.yml": one, "connect.yml": "services:\n" + again})


@pytest.mark.parametrize(
    ("client", "joined"),
    [
        ("a/producer.properties", True),
        ("a/app/config/producer.properties", True),
        ("b/producer.properties", False),
        ("c/producer.properties", False),
        ("producer.properties", False),
    ],
)
def test_a_client_belongs_to_the_nearest_project(client: str, joined: bool) -> None:
    texts = {"a/docker-compose.yml": kafka(), "b/docker/compose.yml": kafka(protocol="SSL"), client: CLIENT}
    assert ("SEC024" in codes(texts)) is joined


def test_one_system_in_a_repository_takes_all() -> None:
    assert "SEC024" in codes({"deploy/kafka/compose.yml": kafka(), "src/app/producer.properties": CLIENT})


def server(node: int, rack: str = "") -> str:
    return (
        f"process.roles=broker\nnode.id={node}\nlisteners=PLAINTEXT://:9092\n"
        f"controller.quorum.bootstrap.servers=c:9093\ncontroller.listener.names=CONTROLLER\n{rack}"
    )


def test_files_of_several_nodes_are_one_cluster() -> None:
    racked = server(1, "broker.rack=a\n")
    assert "BRK029" in codes({"node1/server.properties": racked, "node2/server.properties": server(2)})
    assert "BRK029" not in codes({"node1/server.properties": racked, "node2/server.properties": server(1)})
    assert "BRK029" not in codes({"a/x/server.properties": racked, "b/y/server.properties": server(2)})


def test_a_folder_is_searched_the_same_way(tmp_path: Path) -> None:
    for folder, topics in (("a", "one"), ("b", "other")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "docker-compose.yml").write_text(kafka() + worker(topics), encoding="utf-8")
    found = ConfigValidator().validate(tmp_path).findings
    assert "CNT012" not in {finding.rule.code for finding in found}
