"""Every output is read by its own ecosystem, and what it configures passes this project's validator."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.designs.emitters import EMITTERS, emit
from kafka_architect.designs.model.topic import Kind
from kafka_architect.validation.dialects.formats.properties_text import read_properties
from tests.designs import outputs
from tests.designs.specifications import EXAMPLES, designed

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.model.design import Design

_SHAPES = {
    "nothing": "name: empty\n",
    "names that need quoting": """\
        name: "on"
        description: "`|<b>` *x* # \\u001b[31m \\u202e"
        topics:
          "yes": {key: id, description: "a: b #c", messages: ["1e3", "null"]}
          UPPER_case.Topic: {key: [tenantId, id]}
        services:
          "no": {sends: ["yes"], receives: [UPPER_case.Topic]}
          "x'; rm -rf /": {sends: [UPPER_case.Topic], receives: ["yes"], principal: "User:CN=a,O=b"}
        """,
    "state and ever": """\
        name: state
        defaults: {size: 2 kB, schema: {format: protobuf}}
        entities:
          customer: {key: customerId, state: {rate: 5..50, distinct_keys: 2M}, events: {retention: forever}}
        services:
          crm: {sends: [customer.state, customer.events], receives: [customer.state], client: librdkafka}
        patterns: [{pattern: retry-dlq, naming: spring}]
        """,
}


@pytest.fixture(params=[*sorted(path.name for path in EXAMPLES.glob("*.yaml")), *_SHAPES])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Design:
    if request.param in _SHAPES:
        return designed(tmp_path, _SHAPES[request.param])
    return design(EXAMPLES / request.param)


def _documents(texts: dict[str, str]) -> list[Any]:
    return [
        document
        for path, text in texts.items()
        if path.endswith((".yaml", ".yml"))
        for document in yaml.load_all(text, Loader=yaml.CSafeLoader)
    ]


def test_strimzi_resources_follow_their_crds(made: Design) -> None:
    documents = _documents(made.emit("strimzi"))
    for document in documents:
        errors = list(outputs.strimzi(document["kind"]).iter_errors(document))
        assert errors == [], (document["metadata"]["name"], errors)
    # Each end of a mirror is a cluster of its own with all of them.
    first, *others = dict.fromkeys(one["metadata"]["labels"]["strimzi.io/cluster"] for one in documents) or [
        ""
    ]
    assert len(others) == max(0, len({end for one in made.mirrors for end in (one.source, one.target)}) - 1)
    documents = [one for one in documents if one["metadata"]["labels"]["strimzi.io/cluster"] == first]
    topics = [one for one in documents if one["kind"] == "KafkaTopic"]
    assert [one["spec"].get("topicName", one["metadata"]["name"]) for one in topics] == list(made.topics)
    names = [(one["kind"], one["metadata"]["name"]) for one in documents]
    assert len(set(names)) == len(names)
    for topic, resource in zip(made.topics.values(), topics, strict=True):
        assert resource["spec"]["partitions"] == topic.partitions.value
        config = {key: str(value).lower() for key, value in resource["spec"]["config"].items()}
        assert config == {one.key: one.value.lower() for one in topic.settings}


def test_asyncapi_follows_its_schema(made: Design) -> None:
    (document,) = _documents(made.emit("asyncapi"))
    errors = [(one.message, one.instance_path) for one in outputs.asyncapi().iter_errors(document)]
    assert errors == []
    addresses = [one["address"] for one in document["channels"].values()]
    quiet = {Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL}
    assert addresses == [one.name for one in made.topics.values() if one.kind not in quiet]


def test_references_of_asyncapi_lead_somewhere(made: Design) -> None:
    (document,) = _documents(made.emit("asyncapi"))

    def resolved(reference: str) -> Any:
        value = document
        for part in reference.removeprefix("#/").split("/"):
            value = value[part.replace("~1", "/").replace("~0", "~")]
        return value

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                assert resolved(value["$ref"]) is not None
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(document)


def test_what_is_emitted_passes_the_validator(made: Design) -> None:
    explained = {one.subject for one in made.findings}
    explained |= {one.name for one in made.topics.values() if one.partitions.pinned}
    assert all(one.cure for one in made.findings)
    texts = emit(made, ["strimzi", "client-properties", "connect", "mirror-maker"])
    if not texts:
        return
    result = ka.ConfigValidator(made.platform.kafka, profile="production").validate(texts)
    found = [
        (one.rule.code, one.file.path, one.message)
        for one in result.findings
        if not any(
            subject in one.configuration or subject.partition(".")[0] in one.file.path
            for subject in explained
        )
    ]
    assert found == []


def test_the_scripts_are_shell(made: Design, tmp_path: Path) -> None:
    for name, text in made.emit("kafka-topics").items():
        file = tmp_path / name.replace("/", "-")
        file.write_text(text, encoding="utf-8")
        subprocess.run(["sh", "-n", file], check=True)


def test_the_scripts_pass_every_name_as_one_word(made: Design, tmp_path: Path) -> None:
    """Run with tools that only write down their arguments."""
    tools = tmp_path / "bin"
    tools.mkdir()
    heard = tmp_path / "heard"
    for tool in ("kafka-topics.sh", "kafka-acls.sh", "kafka-configs.sh"):
        path = tools / tool
        path.write_text(f'#!/bin/sh\nfor one in "$@"; do printf "%s\\0" "$one"; done >> {heard}\n')
        path.chmod(0o755)
    heard.touch()
    environment = {
        "PATH": "/usr/bin:/bin",
        "KAFKA_HOME": str(tmp_path),
        "BOOTSTRAP_SERVERS": "localhost:9092",
        "COMMAND_CONFIG": "a folder/admin.properties",
    }
    for name, text in made.emit("kafka-topics").items():
        file = tmp_path / name.replace("/", "-")
        file.write_text(text, encoding="utf-8")
        subprocess.run([shutil.which("sh") or "sh", file], check=True, env=environment)
    words = heard.read_text(encoding="utf-8").split("\0")

    def after(option: str) -> list[str]:
        return [words[index + 1] for index, word in enumerate(words) if word == option]

    assert [one for one in after("--topic") if one in made.topics][: len(made.topics)] == list(made.topics)
    assert set(after("--allow-principal")) == {one.principal for one in made.acls}
    altered = [one.name for one in made.topics.values() if one.settings]
    limited = [one.principal.removeprefix("User:") for one in made.quotas]
    assert sorted(after("--entity-name")) == sorted(altered + limited)
    assert set(after("--command-config")) <= {"a folder/admin.properties"}


def test_no_output_has_a_character_that_a_terminal_obeys(made: Design) -> None:
    for path, text in emit(made, EMITTERS).items():
        assert text.replace("\n", "").isprintable(), path
        assert text.endswith("\n") and not text.endswith("\n\n"), path


def test_properties_are_read_back_as_they_are(made: Design) -> None:
    texts = made.emit("client-properties")
    java = [one for one in made.clients.values() if one.client in {"java", "kafka-streams"}]
    assert len(texts) == len(java)
    for client, text in zip(java, texts.values(), strict=True):
        read = [(one.key, one.value) for one in read_properties(text)]
        assert read == [(one.key, one.value) for one in client.settings]
