"""Servers whose command names their keys: kafka-server-start.sh FILE --override key=value."""

from __future__ import annotations

import pytest

from kafka_architect.validation import attributes
from kafka_architect.validation.role import Role

from .reading import edited, facts, one, read_text, values

STATEFUL_SET = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: kafka}
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: broker
          image: example.org/own:v1
          command:
            - sh
            - -c
            - "exec kafka-server-start.sh server.properties --override broker.id=${HOSTNAME##*-} \\
              --override listeners=PLAINTEXT://:9093 \\
              --override zookeeper.connect=zk-0:2181,zk-1:2181 \\
              --override log.dirs=/var/lib/kafka \\
              --override min.insync.replicas=1 "
          env:
            - {name: KAFKA_HEAP_OPTS, value: -Xmx512M}
            - {name: SOMETHING, value: else}
          volumeMounts:
            - {name: data, mountPath: /var/lib/kafka}
  volumeClaimTemplates:
    - metadata: {name: data}
"""
LIST = """\
services:
  kafka:
    image: example.org/own:v1
    command:
      - bin/kafka-server-start.sh
      - config/kraft/server.properties
      - --override
      - node.id=1
      - --override
      - "advertised.listeners=PLAINTEXT://kafka:9092"
"""


def test_overrides_are_the_keys_of_a_broker_in_an_image_that_nobody_knows() -> None:
    broker = one("kafka.yaml", STATEFUL_SET, "kubernetes")
    assert broker.role is Role.BROKER
    assert values(broker) == {
        "broker.id": "${HOSTNAME##*-}",
        "listeners": "PLAINTEXT://:9093",
        "zookeeper.connect": "zk-0:2181,zk-1:2181",
        "log.dirs": "/var/lib/kafka",
        "min.insync.replicas": "1",
    }
    assert not broker.settings["broker.id"].resolved
    assert facts(broker)[attributes.BROKERS] == "3"
    assert facts(broker)[attributes.HEAP] == str(512 * 1024**2)
    assert facts(broker)[attributes.STORAGE] == "persistent-claim"


def test_what_the_file_in_the_image_says_is_not_known() -> None:
    assert not one("kafka.yaml", STATEFUL_SET).complete
    known = STATEFUL_SET.replace("example.org/own:v1", "apache/kafka:3.9.0")
    assert not one("kafka.yaml", known).complete


def test_overrides_win_over_variables() -> None:
    text = STATEFUL_SET.replace("example.org/own:v1", "apache/kafka:3.9.0").replace(
        "{name: SOMETHING, value: else}", '{name: KAFKA_MIN_INSYNC_REPLICAS, value: "2"}'
    )
    broker = one("kafka.yaml", text)
    assert values(broker)["min.insync.replicas"] == "1"
    assert broker.repeats == []


def test_overrides_are_items_of_a_list_too() -> None:
    broker = one("compose.yaml", LIST, "docker-compose")
    assert values(broker) == {"node.id": "1", "advertised.listeners": "PLAINTEXT://kafka:9092"}


def test_an_override_is_edited_where_it_stands_and_nothing_is_added() -> None:
    broker = one("kafka.yaml", STATEFUL_SET)
    edit = broker.writer.replace(broker.settings["min.insync.replicas"], "2")
    mended = STATEFUL_SET.replace("min.insync.replicas=1", "min.insync.replicas=2")
    assert edited(edit) == mended
    assert broker.writer.add("num.partitions", "3") is None


@pytest.mark.parametrize(
    "command", ["kafka-server-start.sh server.properties", "kafka-topics.sh --override a=b --list"]
)
def test_other_commands_are_no_broker(command: str) -> None:
    text = f"services:\n  kafka:\n    image: example.org/own:v1\n    command: {command}\n"
    assert read_text("compose.yaml", text).configurations == []
