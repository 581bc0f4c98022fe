"""Maps of Kafka's keys that no framework owns: variables of Ansible, own formats."""

from __future__ import annotations

from textwrap import dedent

import pytest

from kafka_architect.validation import attributes
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, mutations, one, read, survives, values

DIALECT, NAME = "plain_yaml", "group_vars/kafka.yml"
VARIABLES = dedent("""\
    kafka_version: 4.3.1
    kafka_broker_properties:
      log.retention.hours: 168 # a week
      num.partitions: 3
      broker.rack: "{{ zone }}"
    kafka_topics:
      - name: orders
        partitions: 6
        replication_factor: 3
        config:
          retention.ms: 86400000
          cleanup.policy: delete
    kafka_client_properties:
      producer: {acks: 1, linger.ms: 5, batch.size: 1}
    """)


def test_each_map_has_the_role_that_its_keys_tell() -> None:
    reading = read(DIALECT, NAME, VARIABLES)
    assert [each.role for each in reading.configurations] == [Role.BROKER, Role.TOPIC, Role.PRODUCER]
    assert values(one(reading, Role.PRODUCER)) == {"acks": "1", "linger.ms": "5", "batch.size": "1"}


def test_the_facts_around_a_topic_are_its_attributes() -> None:
    topic = one(read(DIALECT, NAME, VARIABLES), Role.TOPIC)
    assert topic.name == "orders"
    assert {name: setting.value for name, setting in topic.attributes.items()} == {
        attributes.TOPIC_NAME: "orders",
        attributes.PARTITIONS: "6",
        attributes.REPLICATION_FACTOR: "3",
    }


def test_templates_are_only_known_later() -> None:
    rack = one(read(DIALECT, NAME, VARIABLES), Role.BROKER).settings["broker.rack"]
    assert (rack.value, rack.resolved) == ("{{ zone }}", False)


def test_edits_keep_the_comment() -> None:
    broker = one(read(DIALECT, NAME, VARIABLES), Role.BROKER)
    text = edited(broker.writer.replace(broker.settings["log.retention.hours"], "24"))
    assert "  log.retention.hours: 24 # a week\n" in text
    assert '  broker.rack: "{{ zone }}"\n  num.io.threads: 8\n' in edited(
        broker.writer.add("num.io.threads", "8")
    )


@pytest.mark.parametrize(
    "text",
    ["a: b\n", "", "logging:\n  level:\n    org.apache.kafka: info\n    org.acme: debug\n",
     "x:\n  linger.ms: 1\ny:\n  num.partitions: 3\n", "client.id: a\nfoo.bar: b\n"],
)  # fmt: skip
def test_other_files_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(VARIABLES, seed):
        survives(DIALECT, NAME, text)
