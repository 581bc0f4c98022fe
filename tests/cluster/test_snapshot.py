"""The snapshot as a document: read as written, bounded, with a schema, without secrets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import msgspec
import pytest

from kafka_architect.errors import InputError
from kafka_architect.published import schema
from kafka_architect.snapshot import parse_snapshot, read_snapshot, snapshot_text
from kafka_architect.snapshot.model import Acl, Group, Member, Quota, Sample, Snapshot, Value

from .snapshots import brokers, reread, snapshot, topic

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = snapshot(
    taken_ms=60_000,
    cluster_id="x",
    brokers=brokers(config={"ssl.key.password": Value(source="static", sensitive=True)}),
    topics=[topic("orders", earliest=0, latest=10, bytes=[100, 100, None])],
    groups=[Group(name='say "hi"', members=[Member(id="a", assigned={"orders": [0, 1]})])],
    quotas=[Quota(entity={"user": None}, values={"producer_byte_rate": 1e6})],
    acls=[
        Acl(
            principal="User:a", host="*", operation="read", permission="allow", resource_type="topic",
            resource="orders", pattern="literal",
        )
    ],
    samples=[Sample(at_ms=0, latest={"orders": [1, None]})],
)  # fmt: skip


def test_what_is_read_is_what_was_written() -> None:
    assert reread(WHOLE) == WHOLE


def test_each_topic_has_a_line_of_its_own() -> None:
    lines = snapshot_text(WHOLE).splitlines()
    assert sum(line.startswith('  {"name":"orders"') for line in lines) == 1
    assert sum(line.startswith('  {"id":') for line in lines) == 3


def test_the_document_fits_its_published_schema() -> None:
    published = schema("cluster")
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(json.loads(snapshot_text(WHOLE)), published)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": "kafka-architect-cluster", "version": 1, "topicz": []}, published)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "expected a snapshot of a cluster"),
        ('{"format": "kafka-architect-cluster", "version": 2}', "reads version 1"),
        ('{"format": "kafka-architect-cluster", "version": 1, "topicz": []}', "'topicz'.*'topics'"),
        ('{"format": "kafka-architect-cluster", "version": 1, "topics": [{}]}', "name"),
        ('{"format": "kafka-architect-cluster", "version": 1, "topics": [', "not JSON"),
        ('{"format": "kafka-architect-cluster", "version": 1, "taken_ms": NaN}', "NaN"),
    ],
)
def test_what_is_no_snapshot_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_snapshot(text, name="cluster.json")


def test_the_file_is_named_in_errors(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text('{"format": "kafka-architect-cluster",\n "version": 1,\n "topics": 3}')
    with pytest.raises(InputError, match=r"c\.json:3: "):
        read_snapshot(path)


def test_a_leader_without_a_known_size_is_taken_for_the_largest_replica() -> None:
    one = topic("orders", bytes=[None, 7, 5]).partitions[0]
    assert one.leader_bytes == 7
    assert topic("orders", bytes=[3, 7, 5]).partitions[0].leader_bytes == 3
    assert topic("orders").partitions[0].leader_bytes is None


def test_defaults_take_no_room() -> None:
    assert msgspec.json.encode(Value(value="1")) == b'{"value":"1"}'
    assert isinstance(reread(snapshot()), Snapshot)
