"""Skeleton schemas are read by the formats' own libraries, and registered as a schema registry takes them."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import fastavro
import jsonschema
import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.designs.writing.schema_fields import TYPES
from kafka_architect.designs.writing.schema_texts import skeletons
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.writing.schema_texts import Skeleton

_FORMATS = ("avro", "protobuf", "json-schema")
_PROTOS = Path(protoc.__file__).parent / "_proto"
_EVERY_TYPE = {
    "id": "uuid",
    **{f"a_{one}": one for one in TYPES},
    **{f"some_{one}": f"{one}[]" for one in TYPES},
    **{f"maybe_{one}": f"{one}?" for one in TYPES},
    "amount due": "money",
    "amount_due": "bigint",
    "unheard of": "point",
}


def _designed(
    form: str, messages: Any, key: Any = "id", of_key: str = "text", strategy: str | None = None
) -> Design:
    schema = {"format": form, "key": of_key} | ({"strategy": strategy} if strategy else {})
    stream = {"messages": messages, "schema": schema}
    return design({"name": "shop", "entities": {"orders": {"key": key, "events": stream}}})


def _compiled(found: list[Skeleton]) -> dict[str, Any]:
    """Record -> message class, by protoc and the descriptor pool."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for one in found:
            (root / one.path).parent.mkdir(parents=True, exist_ok=True)
            (root / one.path).write_text(one.text, encoding="utf-8")
        files = [str(root / one.path) for one in found]
        out = root / "all.pb"
        arguments = ["protoc", f"-I{root}", f"-I{_PROTOS}", "--include_imports", f"-o{out}", *files]
        assert protoc.main(arguments) == 0, [one.text for one in found]
        described = descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in described.file:
        pool.Add(file)
    return {
        one.subject.record: message_factory.GetMessageClass(pool.FindMessageTypeByName(one.subject.record))
        for one in found
    }


def _read(found: list[Skeleton]) -> None:
    """Every skeleton by the library of its format."""
    for one in found:
        if one.kind == "AVRO":
            parsed = fastavro.parse_schema(json.loads(one.text))
            assert isinstance(parsed, dict)
            assert parsed["name"] == one.subject.record
        elif one.kind == "JSON":
            jsonschema.Draft7Validator.check_schema(json.loads(one.text))
    protos = [one for one in found if one.kind == "PROTOBUF"]
    if protos:
        assert _compiled(protos).keys() == {one.subject.record for one in protos}


def test_avro_holds_records_of_every_type() -> None:
    (skeleton,) = skeletons(_designed("avro", {"Made": {"fields": _EVERY_TYPE}}))
    schema = fastavro.parse_schema(json.loads(skeleton.text))
    from fastavro.utils import generate_one

    record = generate_one(schema)
    written = io.BytesIO()
    fastavro.schemaless_writer(written, schema, record)
    written.seek(0)
    assert fastavro.schemaless_reader(written, schema, None)
    fields = {one["name"]: one for one in json.loads(skeleton.text)["fields"]}
    assert fields["maybe_date"]["default"] is None
    assert "called 'amount due'" in fields["amount_due"]["doc"]
    assert fields["amount_due2"]["type"] == "long"
    assert "stated as 'point'" in fields["unheard_of"]["doc"]


def test_protobuf_holds_records_of_every_type() -> None:
    (skeleton,) = skeletons(_designed("protobuf", {"Made": {"fields": _EVERY_TYPE}}))
    made = _compiled([skeleton])["shop.orders.Made"]
    record = made(id="7", a_long=5, some_int=[1, 2], maybe_string="x")
    record.a_timestamp.seconds = 1
    back = made.FromString(record.SerializeToString())
    assert back.a_timestamp.seconds == 1
    assert back.HasField("maybe_string") and not back.HasField("maybe_int")
    assert list(back.some_int) == [1, 2]


def test_json_schema_accepts_what_it_describes_and_nothing_else() -> None:
    messages = {
        "Made": {"fields": {"id": "uuid", "amount": "decimal", "note": "string?", "tags": "string[]"}}
    }
    (skeleton,) = skeletons(_designed("json-schema", messages))
    validator = jsonschema.Draft7Validator(json.loads(skeleton.text))
    assert validator.is_valid({"id": "7", "amount": "1.50", "tags": ["a"]})
    assert not validator.is_valid({"id": "7", "amount": "much", "tags": []})
    assert not validator.is_valid({"amount": "1", "tags": []})
    assert not validator.is_valid({"id": "7", "amount": "1", "tags": [], "more": 1})


_ANY = st.text(min_size=1, max_size=20).filter(lambda one: one.strip() == one and "\0" not in one)
_WORDS = st.one_of(
    _ANY, st.sampled_from(["message", "google", "record", "null", "Key", "key", "1st", "a-b", "A_B"])
)


@given(
    st.sampled_from(_FORMATS),
    st.dictionaries(
        _WORDS, st.dictionaries(_WORDS, st.sampled_from([*TYPES, "?", "[]"])), min_size=1, max_size=4
    ),
    st.lists(_WORDS, min_size=1, max_size=3, unique=True),
    st.sampled_from(["text", *_FORMATS]),
)
@settings(max_examples=60, deadline=None)
def test_whatever_messages_and_fields_are_called_the_skeletons_are_read(
    form: str, messages: dict[str, dict[str, str]], key: list[str], of_key: str
) -> None:
    named = {name: {"fields": fields} for name, fields in messages.items()}
    made = _designed(form, named, key, of_key)
    found = skeletons(made)
    assert len(found) == len(messages) + (of_key != "text")
    assert len({one.path.lower() for one in found}) == len(found)
    _read(found)


@pytest.mark.parametrize("form", _FORMATS)
def test_a_message_called_key_is_not_the_key(form: str) -> None:
    made = _designed(form, {"Key": {"fields": {"a": "int"}}}, ["id"], form)
    assert len({one.record for one in made.schemas}) == 2
    _read(skeletons(made))


@pytest.mark.parametrize("path", sorted((Path(ka.__file__).parent / "data" / "archetypes").glob("*.yaml")))
def test_the_skeletons_of_the_archetypes_are_read(path: Path) -> None:
    found = skeletons(design(path))
    assert found
    _read(found)


def test_keys_with_a_schema_are_flagged_and_closed() -> None:
    made = _designed("avro", ["Made"], ["tenant", "id"], "avro")
    key = next(one for one in made.schemas if one.part == "key")
    assert (key.subject, key.hashes_schema_id) == ("orders.events-key", True)
    assert [one.code for one in made.findings if one.code == "DSN026"] == ["DSN026"]
    script = made.emit("schemas")["schemas/register.sh"]
    assert """call PUT mode/orders.events-key '{"mode": "READONLY"}'""" in script


def test_one_subject_cannot_hold_the_types_of_a_topic() -> None:
    with pytest.raises(InputError, match=r"schema.strategy: .*2 types of message"):
        _designed("avro", ["Made", "Paid"], strategy="TopicNameStrategy")


def test_topics_share_subjects_that_are_named_after_records() -> None:
    schema = {"format": "avro", "strategy": "RecordNameStrategy"}
    streams = {one: {"messages": ["Made"], "schema": schema} for one in ("events", "commands")}
    made = design({"name": "shop", "entities": {"orders": {"key": "id", **streams}}})
    assert [one.subject for one in made.schemas] == ["shop.orders.Made"] * 2
    assert len(skeletons(made)) == 1


@contextmanager
def _listening() -> Iterator[tuple[str, list[tuple[str, str, Any]]]]:
    """A server on this machine that writes down what it is asked."""
    heard: list[tuple[str, str, Any]] = []

    class Registry(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers["Content-Length"])
            heard.append((self.command, unquote(self.path), json.loads(self.rfile.read(length))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        do_PUT = do_POST = _answer  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Registry)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_the_script_asks_the_registry_for_each_subject(tmp_path: Path) -> None:
    made = _designed("avro", ["It's made", "Paid"], of_key="avro")
    for path, text in made.emit("schemas").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with _listening() as (url, heard):
        subprocess.run(
            ["sh", str(tmp_path / "schemas/register.sh")],
            check=True,
            capture_output=True,
            env={"SCHEMA_REGISTRY_URL": url, "PATH": "/usr/bin:/bin"},
        )
    subjects = [one.subject for one in made.schemas]
    assert [what for _, what, _ in heard] == [
        *(part for one in subjects[:2] for part in (f"/config/{one}", f"/subjects/{one}/versions")),
        "/config/orders.events-key",
        "/subjects/orders.events-key/versions",
        "/mode/orders.events-key",
    ]
    for method, what, body in heard:
        assert method == ("POST" if what.endswith("/versions") else "PUT")
        if method == "POST":
            fastavro.parse_schema(json.loads(body["schema"]))
            assert body["schemaType"] == "AVRO"
