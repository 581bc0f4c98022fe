"""A mapping of settings, as a program hands it to its client, is one configuration."""

from __future__ import annotations

from typing import Any

import pytest

import kafka_architect as ka


def found(settings: dict[Any, Any], **arguments: Any) -> dict[tuple[str, str], str]:
    """Code and place of each finding -> its severity."""
    result = ka.ConfigValidator(select=["DUR001", "VAL", "UPG", "CST", "SEC004"]).validate(
        settings, **arguments
    )
    assert len(result.configurations) == 1
    assert all(finding.fix is None for finding in result.findings)
    return {(one.rule.code, one.file.path): str(one.severity) for one in result.findings}


@pytest.mark.parametrize("client", [None, "java", "librdkafka", "confluent-kafka"])
@pytest.mark.parametrize("acks", ["1", 1])
def test_keys_with_dots_are_of_kafka_and_librdkafka(client: str | None, acks: object) -> None:
    settings = {"bootstrap.servers": "b:9092", "acks": acks, "linger.ms": 5, "client.id": None}
    assert ("DUR001", "settings[acks]") in found(settings, role="producer", client=client)


@pytest.mark.parametrize("client", [None, "kafka-python", "aiokafka"])
def test_arguments_of_kafka_python_and_aiokafka(client: str | None) -> None:
    settings = {
        "bootstrap_servers": ["a:1", "b:2"],
        "acks": 1,
        "value_serializer": str.encode,
        "linger_ms": 5,
    }
    assert found(settings, client=client) == {("DUR001", "settings[acks]"): "error"}


def test_values_of_any_type() -> None:
    settings = {
        "bootstrap.servers": "b:9092", "group.id": "g", "enable.auto.commit": False, "error_cb": print,
        "session.timeout.ms": 6000.5, "statistics.interval.ms": object(), "auto.offset.reset": "latset",
        "fetch.min.bytes": 10**5000, "max.poll.interval.ms": float("inf"), "client.id": b"x",
    }  # fmt: skip
    places = {place for _, place in found(settings, role="consumer", client="confluent-kafka")}
    assert "settings[auto.offset.reset]" in places
    assert places.isdisjoint({"settings[error_cb]", "settings[client.id]", "settings[fetch.min.bytes]"})


def test_what_only_the_program_knows_is_not_judged() -> None:
    assert found({"bootstrap.servers": "b:1", "acks": object(), "retries": len}, role="producer") == {}


def test_an_argument_that_the_client_does_not_have() -> None:
    settings = {"bootstrap_servers": "b:1", "ackz": 1}
    assert found(settings, role="producer", client="kafka-python") == {("VAL013", "settings[ackz]"): "error"}


def test_a_misspelt_key_is_no_file() -> None:
    with pytest.raises(ka.InputError, match="cannot tell what 'ackz' configure; specify a role"):
        ka.ConfigValidator().validate({"ackz": "1"})
    result = ka.ConfigValidator().validate({"ackz": "1"}, role="producer")
    assert [one.role for one in result.configurations] == ["producer"]


@pytest.mark.parametrize(
    ("settings", "role"),
    [
        ({"node.id": 1, "process.roles": "broker"}, "broker"),
        ({"group.id": "g", "auto.offset.reset": "earliest", "max.poll.records": 5}, "consumer"),
        ({"group_id": "g", "auto_offset_reset": "earliest"}, "consumer"),
        ({"queue.buffering.max.ms": 5}, "producer"),
        ({"application.id": "a", "num.stream.threads": 1}, "streams"),
    ],
)
def test_keys_tell_the_role(settings: dict[str, object], role: str) -> None:
    [one] = ka.ConfigValidator(select=["DUR001"]).validate(settings).configurations
    assert one.role == role


@pytest.mark.parametrize(
    ("settings", "arguments", "said"),
    [
        ({"acks": "1"}, {"client": "jva"}, "unknown client 'jva'; .*did you mean java"),
        ({"acks": "1"}, {"role": "brokr"}, "unknown role 'brokr'; .*did you mean broker"),
        ({"acks": "1"}, {"role": "broker", "client": "aiokafka"}, "aiokafka has no broker"),
        (
            {"acks": "1"},
            {"role": "librdkafka-producer", "client": "java"},
            "does not exist for client 'java'",
        ),
        ({"bootstrap_servers": "a:1"}, {}, "cannot tell what 'bootstrap_servers' configure"),
        ({"acks": "1", "server.properties": "node.id=1"}, {}, "found both"),
        ({"": "1"}, {}, "setting names, found str ''"),
    ],
)
def test_what_cannot_be_is_refused(settings: dict[str, str], arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ka.InputError, match=said):
        ka.ConfigValidator().validate(settings, **arguments)


@pytest.mark.parametrize(
    "texts",
    [
        {"producer.properties": "acks=1"},
        {"sub/producer": "acks=1", "b.properties": "acks=1"},
        {"producer": "bootstrap.servers=b:1\nacks=1\n"},
        {"my.config": "bootstrap.servers=b:1\nacks=1"},
    ],
)
def test_texts_stay_texts(texts: dict[str, str]) -> None:
    findings = ka.ConfigValidator(select=["DUR001"]).validate(texts, "producer").findings
    assert {one.file.path for one in findings} == set(texts)


def test_a_key_that_ends_as_a_file_does_is_a_key() -> None:
    jaas = "a.b.PlainLoginModule required\n username=a password='hunter2-Zeppelin';"
    result = ka.ConfigValidator(select=["SEC004"]).validate({"sasl.jaas.config": jaas}, "producer")
    assert [one.file.path for one in result.findings] == ["settings[sasl.jaas.config]"]
    assert "Zeppelin" not in f"{result!r}{result}{result.to_json()}"


def test_settings_have_no_fix() -> None:
    result, changed = ka.ConfigValidator().fix({"acks": "1"}, role="producer", unsafe=True)
    assert changed == []
    assert len({id(one) for one in result.configurations}) == 1
    assert "settings[acks]:1:1" in str(result)


def test_an_application_of_streams_has_its_clients() -> None:
    settings = {"application.id": "a", "bootstrap.servers": "b:1", "producer.acks": "2"}
    result, _ = ka.ConfigValidator(select=["VAL"]).fix(settings)
    assert [one.role for one in result.configurations] == ["streams", "producer"]
