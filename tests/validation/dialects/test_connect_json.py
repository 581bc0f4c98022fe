"""Connect JSON: connectors in every form that the REST API and files have."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafka_architect.validation.dialects.formats.json_tree import json_file
from kafka_architect.validation.dialects.formats.yaml_tree import child, items, pairs, text_of
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, edited, mutations, one, read, survives, values, written_at

DIALECT, NAME = "connect_json", "connectors.json"
SINK = dedent("""\
    {
      "name": "orders-sink",
      "config": {
        "connector.class": "io.confluent.connect.jdbc.JdbcSinkConnector",
        "tasks.max": 2,
        "topics": "orders",
        "errors.tolerance": "all",
        "errors.log.enable": true,
        "consumer.override.max.poll.records": "500"
      }
    }
    """)
SOURCE = '{"connector.class": "FileStreamSource", "file": "a", "topic": "b", "producer.override.acks": "1"}'


def test_a_request_body_is_a_connector() -> None:
    sink = one(read(DIALECT, NAME, SINK), Role.CONNECT_SINK)
    assert sink.name == "orders-sink"
    assert values(sink)["tasks.max"] == "2"
    assert values(sink)["errors.log.enable"] == "true"
    assert written_at(sink, "topics") == ('"topics"', '"orders"')


def test_the_bare_map_of_a_put_is_one_too() -> None:
    source = one(read(DIALECT, "files.json", SOURCE), Role.CONNECT_SOURCE)
    assert source.name == "files.json"


@pytest.mark.parametrize(
    "text",
    [
        f"[{SINK}, {SOURCE}]",
        f'{{"connectors": [{SINK}, {SOURCE}]}}',
        f'{{"a": {SINK}, "b": {{"c": {SOURCE}}}}}',
    ],
    ids=["list", "connectors", "map"],
)
def test_several_connectors_are_found_wherever_they_are(text: str) -> None:
    assert [each.role for each in read(DIALECT, NAME, text).configurations] == [
        Role.CONNECT_SINK,
        Role.CONNECT_SOURCE,
    ]


def test_a_name_around_the_map_is_the_connectors() -> None:
    assert read(DIALECT, NAME, f'{{"files": {SOURCE}}}').configurations[0].name == "files"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("org.apache.kafka.connect.mirror.MirrorSourceConnector", Role.CONNECT_SOURCE),
        ("io.debezium.connector.mysql.MySqlConnector", Role.CONNECT_SOURCE),
        ("com.snowflake.kafka.connector.SnowflakeSinkConnector", Role.CONNECT_SINK),
        ("com.example.Whatever", Role.CONNECT_SINK),
    ],
)
def test_source_or_sink_is_told_by_the_class_before_the_topics(name: str, role: Role) -> None:
    text = json.dumps({"connector.class": name, "topics": "a"})
    assert read(DIALECT, NAME, text).configurations[0].role is role


def test_a_worker_is_recognised() -> None:
    text = '{"bootstrap.servers": "a:1", "group.id": "c", "offset.storage.topic": "o", "producer.acks": "1"}'
    worker = one(read(DIALECT, "worker.json", text), Role.CONNECT_WORKER)
    assert values(worker)["producer.acks"] == "1"


def test_a_value_that_is_no_text_is_named() -> None:
    text = '{"connector.class": "FileStreamSink", "topics": ["a", "b"], "file": "x"}'
    reading = read(DIALECT, NAME, text)
    assert "Connect rejects" in reading.faults[0].message
    assert "file" in reading.configurations[0].settings


def test_the_last_of_equal_keys_wins_and_the_other_is_remembered() -> None:
    text = '{"connector.class": "FileStreamSink", "topics": "a", "topics": "b"}'
    sink = one(read(DIALECT, NAME, text), Role.CONNECT_SINK)
    assert sink.settings["topics"].value == "b"
    assert [repeat.dropped.value for repeat in sink.repeats] == ["a"]


def test_externalised_secrets_are_only_known_later() -> None:
    text = '{"connector.class": "JdbcSink", "topics": "a", "connection.password": "${file:/run/s:p}"}'
    password = one(read(DIALECT, NAME, text), Role.CONNECT_SINK).settings["connection.password"]
    assert not password.resolved


def test_templates_leave_the_rest_readable() -> None:
    text = (
        '{"connector.class": "JdbcSink", "topics": "{{ topics }}", "tasks.max": {{ tasks }}, "batch.size": 1}'
    )
    sink = one(read(DIALECT, NAME, text), Role.CONNECT_SINK)
    assert not sink.settings["topics"].resolved
    assert sink.settings["topics"].value == "{{ topics }}"
    assert not sink.settings["tasks.max"].resolved
    assert sink.settings["batch.size"].value == "1"


def test_what_stands_before_a_syntax_error_is_still_read() -> None:
    reading = read(DIALECT, NAME, '{"connector.class": "JdbcSink", "topics": "a", "tasks.max": "1"')
    assert reading.faults[0].message.startswith("not JSON: ")
    assert values(reading.configurations[0])["tasks.max"] == "1"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("topics", "b", '"topics": "b"'),
        ("tasks.max", "3", '"tasks.max": 3'),
        ("tasks.max", "many", '"tasks.max": "many"'),
        ("errors.log.enable", "false", '"errors.log.enable": false'),
        ("errors.tolerance", "none", '"errors.tolerance": "none"'),
    ],
)
def test_a_value_keeps_its_kind(key: str, value: str, expected: str) -> None:
    sink = one(read(DIALECT, NAME, SINK), Role.CONNECT_SINK)
    text = edited(sink.writer.replace(sink.settings[key], value))
    assert expected in text
    assert json.loads(text)


def test_a_new_key_gets_a_line_and_the_comma_before_it() -> None:
    sink = one(read(DIALECT, NAME, SINK), Role.CONNECT_SINK)
    text = edited(sink.writer.add("errors.deadletterqueue.topic.name", "dlq"))
    assert text == SINK.replace('"500"\n', '"500",\n    "errors.deadletterqueue.topic.name": "dlq"\n')


@pytest.mark.parametrize("key", ["connector.class", "topics", "consumer.override.max.poll.records"])
def test_removing_a_pair_leaves_json(key: str) -> None:
    sink = one(read(DIALECT, NAME, SINK), Role.CONNECT_SINK)
    left = json.loads(edited(sink.writer.remove(sink.settings[key])))["config"]
    assert key not in left
    assert len(left) == len(sink.settings) - 1


def test_a_key_is_renamed_in_quotes() -> None:
    sink = one(read(DIALECT, NAME, SINK), Role.CONNECT_SINK)
    text = edited(sink.writer.rename(sink.settings["topics"], "topics.regex"))
    assert '"topics.regex": "orders"' in text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda children: st.lists(children) | st.dictionaries(st.text(), children),
        max_leaves=20,
    )
)
def test_every_json_text_is_read_as_json_reads_it(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, indent="\t", ensure_ascii=False)):
        tree = json_file(SourceFile("a.json", text))
        assert not tree.faults
        assert _plain(tree.documents[0]) == value


def _plain(node: object) -> object:
    kind = getattr(node, "id", "")
    if kind == "mapping":
        return {pair.key: _plain(pair.value) for pair in pairs(node)}  # type: ignore[arg-type]
    if kind == "sequence":
        return [_plain(item) for item in items(node)]  # type: ignore[arg-type]
    value = getattr(node, "value", "")
    return value if getattr(node, "style", None) == '"' else json.loads(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'{"a": "\/x\/"}', "/x/"),
        (r'{"a": "\ud83d\ude00"}', "😀"),
        ('{"a":\t"b"}', "b"),
        (r'{"a": "\ud83d"}', "�"),
    ],
)
def test_escapes_that_libyaml_does_not_know(text: str, value: str) -> None:
    tree = json_file(SourceFile("a.json", text))
    assert text_of(child(tree.documents[0], "a")) == value


def test_no_nesting_is_too_deep() -> None:
    tree = json_file(SourceFile("a.json", "[" * 100_000 + "]" * 100_000))
    assert not tree.faults


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"a": 1}', "connector.class=x", '"connector.class": 1'])
def test_other_files_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize("seed", range(3))
def test_a_mutilated_file_never_raises(seed: int) -> None:
    for text in mutations(f"[{SINK}, {SOURCE}]", seed):
        survives(DIALECT, NAME, text)


@given(st.text(alphabet='{}[]",:\\u0d8n\t\n tfe1-.', max_size=60))
def test_any_text_never_raises(text: str) -> None:
    survives(DIALECT, NAME, text)
    survives(DIALECT, NAME, SINK[:60] + text)
