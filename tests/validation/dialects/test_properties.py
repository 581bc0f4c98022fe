""".properties files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.formats.properties_text import (
    escape_key,
    escape_value,
    read_properties,
)
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile, Span

from .reading import edited, never_raises, one, read_text, values

SERVER = """\
# A broker.
process.roles = broker,controller
node.id : 1
listeners=PLAINTEXT://:9092,\\
    CONTROLLER://:9093
log.dirs /data/a,/data/b
! retention
log.retention.hours=${hours}
delete.topic.enable
"""
PLACES = st.text(alphabet="ab=: \t\f\n\r\\#!u0041é😀", max_size=60)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def test_a_server_file_is_a_broker() -> None:
    broker = one("server.properties", SERVER, "properties")
    assert broker.role is Role.BROKER
    assert values(broker) == {
        "process.roles": "broker,controller",
        "node.id": "1",
        "listeners": "PLAINTEXT://:9092,CONTROLLER://:9093",
        "log.dirs": "/data/a,/data/b",
        "log.retention.hours": "${hours}",
        "delete.topic.enable": "",
    }
    assert not broker.settings["log.retention.hours"].resolved
    assert broker.complete


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("etc/node.properties", "node.environment=test\nnode.id=ffff\nnode.data-dir=/var/trino\n"),
        ("gunicorn.conf", "bind = 127.0.0.1\nretries = 3\n"),
    ],
)
def test_a_key_or_two_that_others_have_too_make_no_configuration(path: str, text: str) -> None:
    assert read_text(path, text).configurations == []


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        ("app.properties", "bootstrap.servers=a:9092\nshop.currency=EUR\nshop.country=DE\n", Role.ADMIN),
        ("app.properties", "group.id=g\nauto.offset.reset=latest\na.b=1\na.c=2\na.d=3\n", Role.CONSUMER),
        ("app.properties", "retention.ms=1000\nname=plays\n", Role.TOPIC),
        ("etc/broker.properties", "node.id=1\nvendor.x=1\nvendor.y=2\n", Role.BROKER),
    ],
)
def test_a_few_of_kafka_s_keys_among_others_do(path: str, text: str, role: Role) -> None:
    assert one(path, text).role is role


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        ("config/server.properties", "process.roles=controller\nnode.id=1\n", Role.CONTROLLER),
        ("producer.properties", "bootstrap.servers=a:9092\nacks=1\n", Role.PRODUCER),
        ("consumer.properties", "bootstrap.servers=a:9092\ngroup.id=g\n", Role.CONSUMER),
        ("client.properties", "bootstrap.servers=a:9092\nsecurity.protocol=SSL\n", Role.ADMIN),
        ("producer.properties", "bootstrap.servers=a:9092\n", Role.PRODUCER),
        ("connect-distributed.properties", "group.id=g\noffset.storage.topic=o\n", Role.CONNECT_WORKER),
        ("consumer.properties", "zookeeper.connect=z:2181\ngroup.id=g\n", Role.CONSUMER),
        ("producer.properties", "metadata.broker.list=a:9092\nproducer.type=sync\n", Role.PRODUCER),
        ("sink.properties", "connector.class=A\ntopics=t\n", Role.CONNECT_SINK),
        ("mm2.properties", "clusters=a,b\na->b.enabled=true\n", Role.MM2),
        ("streams.properties", "application.id=a\n", Role.STREAMS),
    ],
)
def test_keys_and_names_tell_the_role(path: str, text: str, role: Role) -> None:
    assert one(path, text, "properties").role is role


@pytest.mark.parametrize("path", ["connect-log4j.properties", "gradle.properties"])
def test_files_about_something_else_are_not_recognised(path: str) -> None:
    assert find_dialect(SourceFile(path, "a=b\n")) is None


@pytest.mark.parametrize("path", ["consumer-notes.txt", "producer.properties", "my.conf"])
def test_files_without_a_key_of_kafka_are_no_configuration(path: str) -> None:
    assert read_text(path, "milk=2\neggs=12\n").configurations == []


OF_ANOTHER_PROGRAM = "".join(f"cruise.{number}.threshold=1\n" for number in range(8))


@pytest.mark.parametrize(
    ("path", "text", "roles"),
    [
        ("cruisecontrol.properties", "bootstrap.servers=a:1\nzookeeper.connect=z:2181\n", []),
        (
            "a.properties",
            "broker.id=1\nzookeeper.connect=z:1\nlog.dirs=/d\nlisteners=A://:1\nnum.partitions=3\n",
            [Role.BROKER],
        ),
        (
            "a.properties",
            "bootstrap.servers=a:1\ngroup.id=g\nclient.id=c\nmax.poll.records=1\n",
            [Role.CONSUMER],
        ),
    ],
)
def test_another_programs_file_that_names_the_brokers_is_no_brokers(
    path: str, text: str, roles: list[Role]
) -> None:
    read = read_text(path, text + OF_ANOTHER_PROGRAM, "properties")
    assert [found.role for found in read.configurations] == roles


def test_zookeeper_alone_tells_a_broker() -> None:
    assert one("a.properties", "zookeeper.connect=z:2181\n", "properties").role is Role.BROKER


def test_templates_leave_the_rest_readable() -> None:
    branches = "{% if prod %}\nmin.insync.replicas=2\n{% else %}\nmin.insync.replicas=1\n{% endif %}\n"
    text = branches + "node.id={{ id }}\n"
    broker = one("server.properties.j2", text, "properties")
    assert values(broker) == {"min.insync.replicas": "1", "node.id": "{{ id }}"}
    assert not broker.settings["node.id"].resolved
    assert not broker.complete
    assert broker.repeats == []


def test_a_byte_order_mark_takes_the_first_key_along() -> None:
    file = SourceFile.decode("server.properties", b"\xef\xbb\xbfnode.id=1\nlog.dirs=/a\n")
    dialect = find_dialect(file)
    assert dialect is not None
    (broker,) = dialect.read(file, None).configurations
    assert [loss.kafka_key for loss in broker.losses] == ["node.id"]


def test_letters_beyond_ascii_arrive_as_others() -> None:
    broker = one("server.properties", "# é\nnode.id=1\nbroker.rack=Zürich\nlog.dir=\\u00e9\n")
    assert [loss.kafka_key for loss in broker.losses] == ["broker.rack"]


def test_a_bad_escape_is_a_fault_and_the_rest_is_read() -> None:
    reading = read_text("server.properties", "node.id=1\nlog.dirs=\\u00\n")
    assert "rejects the whole file" in reading.faults[0].message
    assert values(reading.configurations[0])["node.id"] == "1"


def test_a_key_that_is_set_twice_is_a_repeat() -> None:
    (repeat,) = one("server.properties", "node.id=1\nlog.dirs=/a\nnode.id=2\n").repeats
    assert (repeat.dropped.value, repeat.kept.value) == ("1", "2")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_leave_every_other_character_alone(newline: str) -> None:
    text = SERVER.replace("\n", newline)
    broker = one("server.properties", text)
    writer, settings_ = broker.writer, broker.settings
    assert edited(writer.replace(settings_["node.id"], "7")) == text.replace("node.id : 1", "node.id : 7")
    assert edited(writer.replace(settings_["log.dirs"], "/c")) == text.replace("s /data/a,/data/b", "s =/c")
    assert edited(writer.replace(settings_["delete.topic.enable"], "true")) == text.replace(
        "delete.topic.enable", "delete.topic.enable=true"
    )
    listeners = f"listeners=PLAINTEXT://:9092,\\{newline}    CONTROLLER://:9093{newline}"
    assert edited(writer.remove(settings_["listeners"])) == text.replace(listeners, "")
    assert edited(writer.rename(settings_["node.id"], "broker.id")) == text.replace("node.id", "broker.id")
    assert edited(writer.add("num.partitions", "6")) == text + f"num.partitions=6{newline}"


def test_a_last_line_that_continues_into_nothing_is_not_added_to() -> None:
    broker = one("server.properties", "node.id=1\nlog.dirs=/a,\\")
    assert broker.writer.add("num.partitions", "6") is None


@given(PLACES)
@settings(max_examples=500)
def test_places_lie_in_the_text_and_in_order(text: str) -> None:
    at = 0
    for found in read_properties(text):
        assert at <= found.key_span.start <= found.key_span.end <= found.value_span.start
        assert found.value_span.start <= found.value_span.end <= len(text)
        at = found.value_span.end


@given(WORDS, WORDS)
@settings(max_examples=500)
def test_what_is_escaped_is_read_back(key: str, value: str) -> None:
    found = list(read_properties(f"{escape_key(key)}={escape_value(value)}"))
    assert [(one.key, one.value) for one in found] == [(key, value)]


@given(PLACES, WORDS)
@settings(max_examples=300)
def test_a_replaced_value_is_read_back_and_nothing_else_changes(text: str, value: str) -> None:
    file = SourceFile("server.properties", text)
    block = PropertiesBlock(file)
    before = list(block.settings())
    for number, setting in enumerate(before):
        edit = block.replace(setting, value)
        if edit is None:  # a key that the end of the file continues
            assert text.endswith("\\")
            continue
        changed = edited(edit)
        after = list(PropertiesBlock(SourceFile("server.properties", changed)).settings())
        if number == len(before) - 1 or "\\" not in text:
            expected = [one.value if at != number else value for at, one in enumerate(before)]
            assert [one.value for one in after] == expected


def test_a_block_inside_another_file_is_edited_where_it_stands() -> None:
    text = "before\n    acks=1\n    linger.ms=5\nafter\n"
    block = PropertiesBlock(SourceFile("x.yml", text), Span(7, 34))
    acks, _ = block.settings()
    assert edited(block.replace(acks, "all")) == text.replace("acks=1", "acks=all")
    assert edited(block.add("retries", "3")) == text.replace("after", "    retries=3\nafter")


def test_broken_files_do_not_break_the_reader() -> None:
    never_raises("server.properties", SERVER)
