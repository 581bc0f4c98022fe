"""Python programs: clients made of literals, by three libraries with names and defaults of their own."""

from __future__ import annotations

import ast
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafka_architect.validation import attributes
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import (
    dialect_of,
    edited,
    framework,
    mutations,
    one,
    read,
    survives,
    values,
    written_at,
)

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration

DIALECT, NAME = "python.source", "app.py"
PROGRAM = dedent("""\
    import os
    from confluent_kafka import Consumer as C, Producer
    from confluent_kafka.admin import AdminClient, NewTopic

    BROKERS = "a:9092"
    base = {"bootstrap.servers": BROKERS, "sasl.password": os.environ["PASSWORD"]}  # é
    conf = {
        **base,
        "acks": 1,  # fast
        'linger.ms': 5 * 2,
        "enable.idempotence": False,
    }
    conf["compression.codec"] = "lz4"
    conf.update({"retries": 3})
    producer = Producer(conf)


    def consume(group):
        return C({**base, "group.id": group, "default.topic.config": {"auto.offset.reset": "earliest"}})


    AdminClient(dict(base, debug="all")).create_topics([
        NewTopic("orders", 6, 3, config={"retention.ms": "1"}),
        NewTopic(topic="small", num_partitions=1, replication_factor=-1),
    ])
    """)
KAFKA_PYTHON = dedent("""\
    from kafka import KafkaProducer

    producer = KafkaProducer(
        bootstrap_servers=["a:1", "b:2"],
        acks='all',
        batch_size=16 * 1024,
        compression_type=None,
        max_block_ms=5,
    )
    """)


def made(text: str, role: Role = Role.PRODUCER) -> Configuration:
    return one(read(DIALECT, NAME, text), role)


def test_a_dict_is_followed_through_merges_names_and_changes() -> None:
    producer = made(PROGRAM)
    assert producer.client is Client.LIBRDKAFKA
    assert values(producer) == {
        "bootstrap.servers": "a:9092",
        "sasl.password": 'os.environ["PASSWORD"]',
        "acks": "1",
        "linger.ms": "10",
        "enable.idempotence": "false",
        "compression.type": "lz4",
        "retries": "3",
    }
    assert producer.complete


def test_places_are_in_characters_behind_letters_of_two_bytes() -> None:
    text = "from kafka import KafkaProducer\nx = 'é', KafkaProducer(client_id='ü', acks=1)\n"
    assert written_at(made(text), "acks") == ("acks", "1")
    assert written_at(made(PROGRAM), "linger.ms") == ("'linger.ms'", "5 * 2")


def test_what_is_no_literal_is_only_known_later() -> None:
    producer, consumer = made(PROGRAM), made(PROGRAM, Role.CONSUMER)
    assert not producer.settings["sasl.password"].resolved
    assert not consumer.settings["group.id"].resolved
    assert consumer.settings["auto.offset.reset"].value == "earliest"


def test_topics_are_read_with_their_facts() -> None:
    text = PROGRAM
    orders = one(read(DIALECT, NAME, text), Role.TOPIC, "orders")
    assert {fact: setting.value for fact, setting in orders.attributes.items()} == {
        attributes.TOPIC_NAME: "orders",
        attributes.PARTITIONS: "6",
        attributes.REPLICATION_FACTOR: "3",
    }
    assert values(orders) == {"retention.ms": "1"}
    small = one(read(DIALECT, NAME, text), Role.TOPIC, "small")
    assert attributes.REPLICATION_FACTOR not in small.attributes


def test_keyword_arguments_get_kafkas_names_and_values() -> None:
    producer = made(KAFKA_PYTHON)
    assert producer.client is Client.KAFKA_PYTHON
    assert values(producer) == {
        "bootstrap.servers": "a:1,b:2",
        "acks": "all",
        "batch.size": "16384",
        "compression.type": "none",
        "max.block.ms": "5",
    }
    assert framework(producer) == {"linger.ms": "0", "reconnect.backoff.max.ms": "30000"}


@pytest.mark.parametrize(
    ("idempotence", "acks"),
    [("", "1"), ("enable_idempotence=False", "1"), ("enable_idempotence=True", "all")],
)
def test_aiokafkas_acks_follow_idempotence(idempotence: str, acks: str) -> None:
    producer = made(f"import aiokafka\nasync def f():\n    p = aiokafka.AIOKafkaProducer({idempotence})\n")
    assert producer.settings["acks"].value == acks
    assert producer.client is Client.AIOKAFKA


def test_aiokafka_names_the_batch_size_its_own_way() -> None:
    producer = made("from aiokafka import AIOKafkaProducer as P\nP(max_batch_size=1)\n")
    assert values(producer) == {"batch.size": "1"}
    assert edited(producer.writer.replace(producer.settings["batch.size"], "2")).endswith(
        "P(max_batch_size=2)\n"
    )


def test_a_limit_that_aiokafka_does_not_have_is_unknown() -> None:
    consumer = made("from aiokafka import AIOKafkaConsumer\nAIOKafkaConsumer()\n", Role.CONSUMER)
    assert consumer.settings["max.poll.records"].value is None
    assert consumer.settings["session.timeout.ms"].value == "10000"


@pytest.mark.parametrize(
    ("call", "refused"),
    [
        ("kafka import KafkaProducer as K\nK(compression_type='none')", ["compression_type"]),
        ("kafka import KafkaProducer as K\nK(compression_type=None)", []),
        ("kafka import KafkaProducer as K\nK(linger_ms='5', acks=x())", ["linger_ms"]),
        ("kafka import KafkaProducer as K\nK(delivery_timeout_ms=9)", ["delivery_timeout_ms"]),
        ("kafka import KafkaProducer as K\nK(delivery_timeout_ms=9, **more)", []),
        ("kafka import KafkaConsumer as K\nK(group_instance_id='i')", ["group_instance_id"]),
        ("kafka import KafkaConsumer as K\nK(group_instance_id='i', **more)", []),
        ("aiokafka import AIOKafkaProducer as K\nK(security_protocol='SSL')", ["security_protocol"]),
        ("aiokafka import AIOKafkaProducer as K\nK(security_protocol='SSL', ssl_context=c)", []),
        ("aiokafka import AIOKafkaProducer as K\nK(transactional_id='t', acks=1)", ["acks"]),
    ],
)
def test_values_that_the_constructor_raises_for(call: str, refused: list[str]) -> None:
    client = made(f"from {call}\n", Role.CONSUMER if "Consumer" in call else Role.PRODUCER)
    assert [loss.setting.written for loss in client.losses] == refused
    assert all(loss.raised for loss in client.losses)


def test_a_number_of_thousands_of_digits_is_not_known() -> None:
    client = made(f"from kafka import KafkaProducer\nKafkaProducer(linger_ms=0x{'f' * 9000})\n")
    assert not client.settings["linger.ms"].resolved


@pytest.mark.parametrize(
    "library", ["from kafka import KafkaConsumer as K", "from aiokafka import AIOKafkaConsumer as K"]
)
def test_an_argument_that_the_library_does_not_have_is_a_loss(library: str) -> None:
    consumer = made(f"{library}\nK('t', group_id='g', lingr_ms=5, api_version=(1, 0))\n", Role.CONSUMER)
    assert [loss.setting.written for loss in consumer.losses] == ["lingr_ms"]
    assert "lingr.ms" not in consumer.settings


def test_security_arguments_become_the_keys_of_the_same_meaning() -> None:
    producer = made(
        "from kafka import KafkaProducer as P\nP(ssl_check_hostname=False, sasl_plain_password='hunter2')\n"
    )
    assert producer.settings["ssl.endpoint.identification.algorithm"].value == ""
    assert producer.settings["sasl.password"].secret
    assert (
        producer.writer.replace(producer.settings["ssl.endpoint.identification.algorithm"], "https") is None
    )


def test_classes_of_assignors_get_kafkas_names() -> None:
    text = (
        "from kafka import KafkaConsumer as C\nC(partition_assignment_strategy=[a.StickyPartitionAssignor])\n"
    )
    strategy = made(text, Role.CONSUMER).settings["partition.assignment.strategy"]
    assert strategy.value == "org.apache.kafka.clients.consumer.StickyAssignor"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Producer({'acks': 1})", True),
        ("Producer(dict(acks=1))", True),
        ("Producer(**{'acks': 1})", True),
        ("Producer({'acks': 1} | {})", True),
        ("c = {'acks': 1}\nProducer(c.copy())", True),
        ("c: dict = {'acks': 1}\nProducer(c)", True),
        ("Producer({'acks': 1, **other()})", False),
        ("Producer({'acks': 1, name: 2})", False),
        ("c = load()\nc['acks'] = 1\nProducer(c)", False),
        ("class A:\n    def f(self):\n        self.c = {'acks': 1}\n        Producer(self.c)", True),
    ],
)
def test_ways_to_hand_over_a_dict(text: str, whole: bool) -> None:
    producer = made(f"from confluent_kafka import Producer\n{text}\n")
    assert values(producer) == {"acks": "1"}
    assert producer.complete is whole


def test_a_name_that_is_assigned_twice_has_its_last_value_above_the_call() -> None:
    text = "from confluent_kafka import Producer\nc = {'acks': 0}\nc = {'acks': 1}\nProducer(c)\nc = {}\n"
    assert values(made(text)) == {"acks": "1"}
    unclear = "from confluent_kafka import Producer\nc = {}\nc = {'acks': 1}\ndef f(): Producer(c)\n"
    assert not made(unclear).complete


@pytest.mark.parametrize(
    "text",
    [
        "import confluent_kafka\nconfluent_kafka.Producer({'acks': 1})\n",
        "import confluent_kafka as ck\nck.Producer({'acks': 1})\n",
        "from confluent_kafka import *\nProducer({'acks': 1})\n",
        "from confluent_kafka import SerializingProducer\nSerializingProducer({'acks': 1})\n",
        "from confluent_kafka.avro import AvroProducer\nAvroProducer({'acks': 1, 'schema.registry.url': ''})",
    ],
)
def test_ways_to_import(text: str) -> None:
    assert values(made(text)) == {"acks": "1"}


def test_a_name_of_another_package_is_no_client() -> None:
    text = "import confluent_kafka\nfrom mine import Producer\nProducer({'acks': 1})\n"
    assert not read(DIALECT, NAME, text).configurations


@pytest.mark.parametrize("text", ["import kafkaesque\n", "x = 'from kafka import y'\n", "", "acks=1\n"])
def test_other_programs_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("acks", "all", '    "acks": "all",  # fast\n'),
        ("enable.idempotence", "true", '    "enable.idempotence": True,\n'),
        ("compression.type", "zstd", 'conf["compression.codec"] = "zstd"\n'),
    ],
)
def test_a_literal_is_replaced_in_its_kind(key: str, value: str, line: str) -> None:
    producer = made(PROGRAM)
    text = edited(producer.writer.replace(producer.settings[key], value))
    assert line in text
    ast.parse(text)


@pytest.mark.parametrize("key", ["bootstrap.servers", "sasl.password"])
def test_an_expression_is_not_replaced(key: str) -> None:
    producer = made(PROGRAM)
    assert producer.writer.replace(producer.settings[key], "x") is None


def test_a_new_item_gets_a_line_of_its_own() -> None:
    producer = made(PROGRAM)
    text = edited(producer.writer.add("batch.size", "65536"))
    assert '    "enable.idempotence": False,\n    "batch.size": "65536",\n}\n' in text
    assert values(made(text))["batch.size"] == "65536"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Producer({'a.b': 1})", "Producer({'a.b': 1, 'acks': 'all'})"),
        ("Producer({})", 'Producer({"acks": "all"})'),
        ("Producer({\n    'a.b': 1\n})", "Producer({\n    'a.b': 1,\n    'acks': 'all'\n})"),
    ],
)
def test_a_new_item_of_a_dict(before: str, after: str) -> None:
    producer = made(f"from confluent_kafka import Producer\n{before}\n")
    assert edited(producer.writer.add("acks", "all")) == f"from confluent_kafka import Producer\n{after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("KafkaProducer()", "KafkaProducer(linger_ms=5)"),
        ("KafkaProducer(acks=1)", "KafkaProducer(acks=1, linger_ms=5)"),
        ("KafkaProducer(\n    acks=1,\n)", "KafkaProducer(\n    acks=1,\n    linger_ms=5,\n)"),
    ],
)
def test_a_new_argument(before: str, after: str) -> None:
    producer = made(f"from kafka import KafkaProducer\n{before}\n")
    assert edited(producer.writer.add("linger.ms", "5")) == f"from kafka import KafkaProducer\n{after}\n"
    assert producer.writer.add("partitioner.class", "x") is None


@pytest.mark.parametrize("key", ["acks", "linger.ms", "compression.type", "enable.idempotence"])
def test_what_is_removed_is_gone_and_the_rest_is_python(key: str) -> None:
    producer = made(PROGRAM)
    text = edited(producer.writer.remove(producer.settings[key]))
    assert set(values(made(text))) == set(values(producer)) - {key}


@pytest.mark.parametrize("key", ["a.a", "b.b", "c.c"])
def test_an_item_within_a_line_goes_with_its_comma(key: str) -> None:
    text = "from confluent_kafka import Producer\nProducer({'a.a': 1, 'b.b': 2, 'c.c': 3})\n"
    producer = made(text)
    left = edited(producer.writer.remove(producer.settings[key]))
    assert set(values(made(left))) == {"a.a", "b.b", "c.c"} - {key}
    assert ", ," not in left


def test_a_key_is_renamed_in_its_quotes_and_an_argument_by_its_name() -> None:
    producer = made("from confluent_kafka import Producer\nProducer({'linger': 1})\n")
    assert "{'linger.ms': 1}" in edited(producer.writer.rename(producer.settings["linger"], "linger.ms"))
    other = made("from kafka import KafkaProducer\nKafkaProducer(lingr_ms=1)\n")
    assert "(linger_ms=1)" in edited(other.writer.rename(other.losses[0].setting, "linger.ms"))


def test_a_line_that_is_no_python_is_named_and_the_rest_is_read() -> None:
    text = (
        "from confluent_kafka import Producer\nprint 'hello'\nif x:\n    print 'x'\nProducer({'acks': 1})\n"
    )
    reading = read(DIALECT, NAME, text)
    assert len(reading.faults) == 2
    assert reading.faults[0].offset == text.index("print 'hello'")
    assert values(one(reading, Role.PRODUCER)) == {"acks": "1"}


def test_merges_of_merges_come_to_an_end() -> None:
    lines = ["from confluent_kafka import Producer", "a0 = {'x.y': 1}"]
    lines += [f"a{n} = {{**a{n - 1}, **a{n - 1}, **a{n - 1}}}" for n in range(1, 40)]
    text = "\n".join([*lines, "b = {**b}", "Producer(a39 | b)"]) + "\n"
    assert not made(text).complete


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("text", [PROGRAM, KAFKA_PYTHON], ids=["dict", "arguments"])
def test_a_mutilated_program_never_raises(seed: int, text: str) -> None:
    for mutated in mutations(text, seed, 150):
        survives(DIALECT, NAME, mutated)


@given(st.text(alphabet="Pa{}()[]'\":,*=|.\n\r\f \t\x00é1-", max_size=60))
def test_any_text_never_raises(text: str) -> None:
    survives(DIALECT, NAME, "from confluent_kafka import Producer as P\na = " + text + "\nP(a)\n")
    survives(DIALECT, NAME, "from kafka import KafkaProducer as P\nP(" + text + ")\n")


@pytest.mark.parametrize(
    ("settings", "lost"),
    [
        ("{'bootstrap.servers': '127.0.0.1:1'}", ["group.id"]),
        ("{'bootstrap.servers': '127.0.0.1:1', 'group.id': 'g'}", []),
        ("{'bootstrap.servers': '127.0.0.1:1', **given}", []),
    ],
)
def test_a_consumer_of_confluent_kafka_needs_a_group(settings: str, lost: list[str]) -> None:
    consumer = made(f"from confluent_kafka import Consumer\nConsumer({settings})\n", Role.CONSUMER)
    assert [loss.setting.written for loss in consumer.losses] == lost


def test_confluent_kafka_says_so_itself() -> None:
    confluent_kafka = pytest.importorskip("confluent_kafka", reason="dependency group test")
    with pytest.raises(ValueError, match=r"group\.id must be set"):
        confluent_kafka.Consumer({"bootstrap.servers": "127.0.0.1:1"})
