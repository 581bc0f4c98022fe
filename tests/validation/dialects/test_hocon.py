"""HOCON: clients of Alpakka and Pekko, blocks of Kafka's keys, what overrides what, edits in place."""

from __future__ import annotations

from textwrap import dedent

import pytest

import kafka_architect as ka
from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, framework, mutations, one, read, survives, values

DIALECT, NAME = "hocon", "application.conf"
CLIENTS = dedent("""\
    include "base"
    app.group = orders
    akka.kafka {
      producer {
        parallelism = 100
        kafka-clients {
          bootstrap.servers = "a:9092"
          bootstrap.servers = ${?KAFKA_SERVERS}
          acks = 1 # why
          linger-ms = 5
          security { protocol = SSL }
        }
      }
      consumer.kafka-clients.group.id = ${app.group}-v1
    }
    mine = ${akka.kafka.consumer} {
      kafka-clients { "auto.offset.reset": earliest, max.poll.records: 5 }
    }
    """)


def test_each_section_is_a_client() -> None:
    reading = read(DIALECT, NAME, CLIENTS)
    producer = one(reading, Role.PRODUCER)
    assert values(producer) == {"bootstrap.servers": "a:9092", "acks": "1", "security.protocol": "SSL"}
    consumer = one(reading, Role.CONSUMER, "akka")
    assert values(consumer) == {"group.id": "orders-v1"}
    assert framework(consumer) == {"enable.auto.commit": "false"}
    assert values(one(reading, Role.CONSUMER, "mine")) == {
        "group.id": "orders-v1",
        "auto.offset.reset": "earliest",
        "max.poll.records": "5",
    }
    assert not any(each.complete for each in reading.configurations)


def test_the_environment_may_say_otherwise() -> None:
    producer = one(read(DIALECT, NAME, CLIENTS), Role.PRODUCER)
    assert producer.settings["bootstrap.servers"].default_of == "KAFKA_SERVERS"
    [acks] = list(ka.ConfigValidator(select=["DUR001"]).validate({NAME: CLIENTS}).findings)
    assert acks.place == (9, 7)


def test_a_key_in_another_spelling_has_no_effect() -> None:
    producer = one(read(DIALECT, NAME, CLIENTS), Role.PRODUCER)
    assert [loss.kafka_key for loss in producer.losses] == ["linger.ms"]
    assert "      linger.ms = 5\n" in edited(producer.writer.rename(producer.losses[0].setting, "linger.ms"))


def test_edits_keep_the_comment_and_the_place() -> None:
    producer = one(read(DIALECT, NAME, CLIENTS), Role.PRODUCER)
    assert "      acks = all # why\n" in edited(producer.writer.replace(producer.settings["acks"], "all"))
    assert '= "b:9093"\n' in edited(producer.writer.replace(producer.settings["bootstrap.servers"], "b:9093"))
    assert "acks" not in edited(producer.writer.remove(producer.settings["acks"]))
    consumer = one(read(DIALECT, NAME, CLIENTS), Role.CONSUMER, "mine")
    assert '{ "group.id": earliest' in edited(
        consumer.writer.rename(consumer.settings["auto.offset.reset"], "group.id")
    )


def test_what_cannot_be_edited_alone_is_left() -> None:
    reading = read(DIALECT, NAME, CLIENTS)
    producer, consumer = one(reading, Role.PRODUCER), one(reading, Role.CONSUMER, "akka")
    assert producer.writer.remove(producer.settings["bootstrap.servers"]) is None  # another comes to light
    assert producer.writer.rename(producer.settings["security.protocol"], "acks") is None
    assert consumer.writer.replace(consumer.settings["group.id"], "a") is None  # what is referred to


def test_a_new_key_goes_below_the_last_of_its_block() -> None:
    text = "akka.kafka.producer.kafka-clients {\n  acks = all\n  retries = 3 // x\n}\n"
    producer = one(read(DIALECT, NAME, text), Role.PRODUCER)
    assert "  retries = 3 // x\n  linger.ms = 5\n}" in edited(producer.writer.add("linger.ms", "5"))


@pytest.mark.parametrize(
    ("written", "value", "resolved"),
    [
        ("acks = 1\nacks = all", "all", True),
        ("acks = 05", "05", True),
        ("acks = ${x}\nx = 1", "${x}", False),  # relative to the file, not to the block
        ("acks = ${none}", "${none}", False),
        ("acks = ${?none}", "${?none}", False),
        ('acks = 1\ninclude "more"', "1", False),
        ('include "less"\nacks = 1', "1", True),
        ("acks = [1]", "[1]", False),
        ('acks = """a\nll"""', "a\nll", True),
    ],
)
def test_the_value_in_force(written: str, value: str, resolved: bool) -> None:
    text = f"akka.kafka.producer.kafka-clients {{\n{written}\n}}\n"
    setting = one(read(DIALECT, NAME, text), Role.PRODUCER).settings["acks"]
    assert (setting.value, setting.resolved) == (value, resolved)


def test_a_duration_in_the_section_of_a_client_arrives_as_it_is() -> None:
    """kafka-clients hands texts on; who reads another block may read durations."""
    block = "{\n  bootstrap.servers = a\n  linger.ms = 5 seconds\n}\n"
    validator = ka.ConfigValidator(select=["VAL"])
    found = validator.validate({NAME: f"akka.kafka.producer.kafka-clients {block}"})
    assert [one.key for one in found.findings] == ["linger.ms"]
    assert not validator.validate({NAME: f"my.producer {block}"}).findings


def test_blocks_of_keys_are_judged_by_what_they_write() -> None:
    text = "ktor.kafka {\n  bootstrap.servers = [a]\n  producer { client.id = x, linger.ms = 5 }\n}\n"
    producer = one(read(DIALECT, NAME, text), Role.PRODUCER)
    assert values(producer) == {"client.id": "x", "linger.ms": "5"}
    assert not producer.owned


def test_akka_net_has_the_client_of_its_keys() -> None:
    text = "akka.kafka.producer.kafka-clients {\n  bootstrap.servers = a\n  queue.buffering.max.ms = 5\n}\n"
    assert one(read(DIALECT, NAME, text), Role.PRODUCER).client is Client.LIBRDKAFKA


OTHERS = {
    "Logstash": 'input {\n  kafka {\n    bootstrap.servers => "b:9092"\n    linger.ms => "b"\n  }\n}\n',
    "JAAS": 'KafkaClient {\n  bootstrap.servers="b"\n  linger.ms="5";\n};\n',
    "nginx": "upstream kafka {\n  server b:9092;\n}\n",
    "no end": "kafka {\n  bootstrap.servers = b\n  linger.ms = 5\n",
    "no keys": "kafka {\n  topic = b\n}\n",
    "properties": "bootstrap.servers=b:9092\nlinger.ms=5\nkafka=1\n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_formats_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


def test_it_is_no_properties_file_by_another_name() -> None:
    assert find_dialect(SourceFile("application.properties", CLIENTS)) is None


def test_objects_within_themselves_and_doubled_ones_end() -> None:
    doubled = "".join(f"a{n} = {{ x = ${{a{n - 1}}}, y = ${{a{n - 1}}} }}\n" for n in range(1, 60))
    joined = "".join(f"b{n} = ${{b{n - 1}}}${{b{n - 1}}}\n" for n in range(1, 60))
    chain = "".join(f"c{n} = ${{c{n + 1}}}\n" for n in range(5_000))
    itself = "d { e = ${d}, f = ${?d}, kafka-clients.linger.ms = 5, producer = ${d} }\n"
    text = f"a0 {{ linger.ms = 5 }}\nb0 = kafka\n{doubled}{joined}{chain}{itself}"
    assert ka.ConfigValidator().validate({NAME: text}, allow_empty=True).failures == 0


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(CLIENTS, seed, 200):
        survives(DIALECT, NAME, text)
