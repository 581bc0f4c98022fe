"""Kubernetes objects."""

from __future__ import annotations

import pytest

from kafka_architect.validation import attributes
from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .reading import edited, facts, never_raises, one, read_text, values

STATEFUL_SET = """\
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.0.0
          env:
            - name: KAFKA_NODE_ID
              valueFrom: {fieldRef: {fieldPath: metadata.name}}
            - name: KAFKA_PROCESS_ROLES
              value: "broker,controller"  # combined
            - {name: KAFKA_LOG_DIRS, value: /data/logs}
            - name: KAFKA_HEAP_OPTS
              value: -Xmx2g
            - name: KAFKA_DEFAULT_REPLICATION_FACTOR
              value: '1'
          resources:
            limits: {memory: 4Gi}
          volumeMounts:
            - {name: data, mountPath: /data}
  volumeClaimTemplates:
    - metadata: {name: data}
"""
CONFIG_MAP = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: kafka-config
data:
  server.properties: |
    # the broker
    node.id=1
    process.roles=broker,controller

    log.retention.hours=24
  quoted.properties: "acks=1\\nbootstrap.servers=a:9092"
  notes.properties: |
    hello=world
"""


def test_a_pods_variables_are_a_broker() -> None:
    broker = one("kafka.yaml", STATEFUL_SET, "kubernetes")
    assert broker.role is Role.BROKER
    assert broker.name == "kafka"
    assert broker.kafka_version == "4.0.0"
    assert values(broker)["process.roles"] == "broker,controller"
    assert not broker.settings["node.id"].resolved
    found = facts(broker)
    assert found[attributes.STORAGE] == "persistent-claim"
    assert found[attributes.BROKERS] == "3"
    assert found[attributes.HEAP] == str(2 * 2**30)
    assert found[attributes.MEMORY] == str(4 * 2**30)
    assert found[attributes.RUNTIME] == "kubernetes"


def test_an_empty_dir_is_gone_with_the_pod() -> None:
    text = STATEFUL_SET.replace(
        "      containers:", "      volumes:\n        - {name: data, emptyDir: {}}\n      containers:"
    )
    text = text[: text.index("  volumeClaimTemplates")]
    assert facts(one("kafka.yaml", text))[attributes.STORAGE] == "ephemeral"


def test_properties_of_a_config_map_are_read_in_place() -> None:
    found = {one.name: one for one in read_text("config.yaml", CONFIG_MAP, "kubernetes").configurations}
    assert found.keys() == {"kafka-config/server.properties", "kafka-config/quoted.properties"}
    broker = found["kafka-config/server.properties"]
    assert values(broker) == {
        "node.id": "1",
        "process.roles": "broker,controller",
        "log.retention.hours": "24",
    }
    assert found["kafka-config/quoted.properties"].role is Role.PRODUCER


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_of_a_config_map_leave_every_other_character_alone(newline: str) -> None:
    text = CONFIG_MAP.replace("\n", newline)
    (broker, producer) = read_text("config.yaml", text).configurations
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["node.id"], "7")) == text.replace("node.id=1", "node.id=7")
    assert edited(writer.remove(settings["node.id"])) == text.replace(f"    node.id=1{newline}", "")
    last = f"    log.retention.hours=24{newline}"
    assert edited(writer.add("num.partitions", "6")) == text.replace(
        last, f"{last}    num.partitions=6{newline}"
    )
    assert producer.writer.replace(producer.settings["acks"], "all") is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_of_variables_leave_every_other_character_alone(newline: str) -> None:
    text = STATEFUL_SET.replace("\n", newline)
    broker = one("kafka.yaml", text)
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["process.roles"], "broker")) == text.replace(
        '"broker,controller"', '"broker"'
    )
    assert edited(writer.replace(settings["log.dirs"], "/var")) == text.replace("/data/logs", '"/var"')
    two_lines = (
        f"            - name: KAFKA_DEFAULT_REPLICATION_FACTOR{newline}              value: '1'{newline}"
    )
    assert edited(writer.remove(settings["default.replication.factor"])) == text.replace(two_lines, "")
    assert edited(writer.rename(settings["log.dirs"], "metadata.log.dir")) == text.replace(
        "KAFKA_LOG_DIRS", "KAFKA_METADATA_LOG_DIR"
    )
    added = f'            - name: KAFKA_MIN_INSYNC_REPLICAS{newline}              value: "2"{newline}'
    assert edited(writer.add("min.insync.replicas", "2")) == text.replace(two_lines, two_lines + added)
    assert writer.replace(settings["node.id"], "1") is None


def test_config_maps_of_variables_are_brokers_too() -> None:
    head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: env}\ndata:\n"
    text = head + "  KAFKA_LISTENERS: PLAINTEXT://:9092\n  A: b\n"
    broker = one("env.yaml", text, "kubernetes")
    assert values(broker) == {"listeners": "PLAINTEXT://:9092"}
    assert not broker.complete


def test_objects_about_something_else_are_not_recognised() -> None:
    text = "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n"
    assert find_dialect(SourceFile("service.yaml", text)) is None


def test_helm_templates_are_read_around_their_actions() -> None:
    text = (
        STATEFUL_SET.replace("replicas: 3", "replicas: {{ .Values.replicas }}")
        .replace("          resources:", "          {{- if .Values.limits }}\n          resources:")
        .replace("          volumeMounts:", "          {{- end }}\n          volumeMounts:")
    )
    broker = one("templates/kafka.yaml", text.replace("'1'", "{{ .Values.factor | quote }}"), "kubernetes")
    factor = broker.settings["default.replication.factor"]
    assert not factor.resolved
    assert factor.value == "{{ .Values.factor | quote }}"
    assert values(broker)["process.roles"] == "broker,controller"


def test_broken_files_do_not_break_the_reader() -> None:
    never_raises("kafka.yaml", STATEFUL_SET)
    never_raises("kafka.yaml", CONFIG_MAP)


@pytest.mark.parametrize(
    ("command", "complete"),
    [
        ("unset KAFKA_REST_PORT; /etc/confluent/docker/run", True),
        ("export KAFKA_NODE_ID=${HOSTNAME##*-} && exec /etc/confluent/docker/run", False),
        ("KAFKA_NODE_ID=1 /etc/confluent/docker/run", False),
        ("/opt/own/start.sh", False),
    ],
)
def test_a_command_that_only_starts_the_image_hides_no_setting(command: str, complete: bool) -> None:
    text = f"""\
apiVersion: v1
kind: Pod
metadata: {{name: kafka}}
spec:
  containers:
    - name: kafka
      image: confluentinc/cp-kafka:8.0.0
      command: ["bash", "-c", "{command}"]
      env:
        - {{name: KAFKA_PROCESS_ROLES, value: broker}}
"""
    assert one("kafka.yaml", text, "kubernetes").complete is complete


def test_a_client_in_a_config_map_is_completed_by_the_program_that_mounts_it() -> None:
    text = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: clients}
data:
  producer.properties: |
    acks=all
    key.serializer=a.B
  consumer.properties: |
    bootstrap.servers=kafka-1:9092
    group.id=billing
"""
    producer, consumer = read_text("clients.yaml", text).configurations
    assert not producer.complete
    assert consumer.complete
