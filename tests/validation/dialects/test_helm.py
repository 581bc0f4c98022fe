"""Values of Helm charts."""

from __future__ import annotations

import pytest

from kafka_architect.validation import attributes
from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .reading import edited, facts, never_raises, one, read_text, values

BITNAMI = """\
# values of bitnami/kafka
image:
  repository: bitnami/kafka
  tag: 3.9.0-debian-12-r1
heapOpts: -Xmx1g -Xms1g
extraConfig: |
  # all nodes
  min.insync.replicas=2
  default.replication.factor=3
overrideConfiguration:
  auto.create.topics.enable: false  # no
controller:
  replicaCount: 3
  controllerOnly: true
broker:
  replicaCount: 3
  heapOpts: "-Xmx4g"
  persistence:
    enabled: false
  resources: {limits: {memory: 8Gi}}
  extraEnvVars:
    - name: KAFKA_CFG_NUM_PARTITIONS
      value: "6"
provisioning:
  enabled: true
  topics:
    - name: orders
      partitions: 1
      replicationFactor: 2
      config:
        retention.ms: 1000
"""
CONFLUENT = """\
cp-kafka:
  enabled: true
  brokers: 3
  imageTag: 7.6.0
  heapOptions: "-Xms512M -Xmx512M"
  configurationOverrides:
    "offsets.topic.replication.factor": "1"
cp-kafka-connect:
  configurationOverrides:
    "config.storage.replication.factor": "1"
"""
SAMPLES = {"values.yaml": BITNAMI, "values-prod.yaml": CONFLUENT}


def test_values_of_all_nodes_count_for_each_group() -> None:
    found = {one.name: one for one in read_text("values.yaml", BITNAMI, "helm").configurations}
    assert {name: one.role for name, one in found.items()} == {
        "kafka/controller": Role.CONTROLLER,
        "kafka/broker": Role.BROKER,
        "orders": Role.TOPIC,
    }
    broker = found["kafka/broker"]
    assert values(broker) == {
        "min.insync.replicas": "2",
        "default.replication.factor": "3",
        "auto.create.topics.enable": "false",
        "num.partitions": "6",
    }
    assert broker.kafka_version == "3.9.0"
    assert not broker.complete
    found_facts = facts(broker)
    assert found_facts[attributes.HEAP] == str(4 * 2**30)
    assert found_facts[attributes.STORAGE] == "ephemeral"
    assert found_facts[attributes.BROKERS] == "3"
    assert found_facts[attributes.MEMORY] == str(8 * 2**30)
    assert facts(found["orders"])[attributes.PARTITIONS] == "1"


def test_charts_below_a_chart_stand_under_their_names() -> None:
    found = {one.name: one for one in read_text("values-prod.yaml", CONFLUENT, "helm").configurations}
    assert values(found["cp-kafka"]) == {"offsets.topic.replication.factor": "1"}
    assert found["cp-kafka"].kafka_version == "3.6"
    assert found["cp-kafka-connect"].role is Role.CONNECT_WORKER


def test_a_chart_that_is_switched_off_is_not_read() -> None:
    off = CONFLUENT.replace("cp-kafka:\n  enabled: true", "cp-kafka:\n  enabled: false")
    assert [one.name for one in read_text("values.yaml", off).configurations] == ["cp-kafka-connect"]


def test_keys_of_old_charts_are_in_camel_case() -> None:
    text = "# kafka\nautoCreateTopicsEnable: true\nlogSegmentBytes: _1048576\nreplicaCount: 1\n"
    broker = one("values.yaml", text, "helm")
    assert values(broker) == {"auto.create.topics.enable": "true", "log.segment.bytes": "1048576"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_go_where_the_setting_stands(newline: str) -> None:
    text = BITNAMI.replace("\n", newline)
    broker = one("values.yaml", text, name="kafka/broker")
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["min.insync.replicas"], "1")) == text.replace(
        "min.insync.replicas=2", "min.insync.replicas=1"
    )
    assert edited(writer.replace(settings["auto.create.topics.enable"], "true")) == text.replace(
        "enable: false  #", "enable: true  #"
    )
    assert edited(writer.replace(settings["num.partitions"], "9")) == text.replace('"6"', '"9"')
    line = f"  default.replication.factor=3{newline}"
    assert edited(writer.remove(settings["default.replication.factor"])) == text.replace(line, "")
    last = f'      value: "6"{newline}'
    added = f'    - name: KAFKA_CFG_LOG_RETENTION_HOURS{newline}      value: "24"{newline}'
    assert edited(writer.add("log.retention.hours", "24")) == text.replace(last, last + added)


def test_values_of_other_charts_are_not_recognised() -> None:
    assert find_dialect(SourceFile("values.yaml", "replicaCount: 1\nkafka: {host: a}\n")) is None


def test_broken_files_do_not_break_the_reader() -> None:
    never_raises("values.yaml", BITNAMI)
    never_raises("values.yaml", CONFLUENT)
