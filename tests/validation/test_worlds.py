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


def strimzi(cluster: str, zones: bool = False, insync: int | None = None) -> str:
    rack = "    rack:\n      topologyKey: topology.kubernetes.io/zone\n" if zones else ""
    config = f"    config:\n      min.insync.replicas: {insync}\n" if insync else ""
    return f"""\
apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata:
  name: both
  labels:
    strimzi.io/cluster: {cluster}
spec:
  replicas: 3
  roles: [controller]
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata:
  name: brokers
  labels:
    strimzi.io/cluster: {cluster}
spec:
  replicas: 3
  roles: [broker]
---
apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata:
  name: {cluster}
spec:
  kafka:
    version: 4.3.1
{rack}{config}"""


@pytest.mark.parametrize("joint", ["\n---\n", None], ids=["one file", "two files"])
def test_clusters_of_one_folder_are_not_compared_with_each_other(joint: str | None) -> None:
    source, target = strimzi("source", zones=True, insync=2), strimzi("target")
    texts = (
        {"one.yaml": source, "two.yaml": target} if joint is None else {"both.yaml": source + joint + target}
    )
    # Some brokers have racks, and controllers say another min.insync.replicas: each cluster is consistent.
    assert not codes(texts) & {"BRK029", "DUR018", "DUR021"}


def test_a_topic_is_held_to_the_cluster_that_it_names() -> None:
    topic = """\
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: orders.order.created
  labels:
    strimzi.io/cluster: {}
spec:
  partitions: 6
  replicas: 3
"""
    small = strimzi("small").replace("replicas: 3", "replicas: 1")
    texts = strimzi("large") + "---\n" + small
    assert "TOP031" not in codes({"all.yaml": texts + topic.format("large")})
    assert "TOP031" in codes({"all.yaml": texts + topic.format("small")})


def test_brokers_with_a_quorum_of_their_own_are_a_cluster_of_their_own() -> None:
    def file(node: int, port: int, rack: str = "") -> str:
        return (
            f"process.roles=broker,controller\nnode.id={node}\ncontroller.quorum.voters={node}@b{node}:{port}\n"
            f"{rack and f'broker.rack={rack}'}\n"
        )

    apart = {"server-1.properties": file(1, 9093, "a"), "server-2.properties": file(2, 9093)}
    assert "BRK029" not in codes(apart)
    together = {
        name: text.replace("voters=1@b1:9093", "voters=1@b1:9093,2@b2:9093") for name, text in apart.items()
    }
    assert "BRK029" in codes(together)
