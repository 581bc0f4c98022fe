"""Clients in every library: read back, and accepted by the libraries' own constructors."""

from __future__ import annotations

import runpy
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import kafka_architect as ka
from kafka_architect.validation.dialects.formats.properties_text import read_properties
from tests.designs.specifications import designed
from tools.kafka.judge import librdkafka, python_clients

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kafka_architect.designs.model.design import Design

_CLIENTS = {
    "java": "java",
    "boot": "spring",
    "go": "confluent-kafka-go",
    "rust": "rust-rdkafka",
    "confluent": "confluent-kafka-python",
    "plain": "kafka-python",
    "async": "aiokafka",
}
_EMITTERS = ("client-properties", "spring", "librdkafka", "python")


@pytest.fixture
def made(tmp_path: Path) -> Design:
    services = "".join(
        f"  {name}: {{instances: 2, client: {client}, receives: [order.events], sends: [mail.events]}}\n"
        for name, client in _CLIENTS.items()
    )
    return designed(
        tmp_path,
        "name: every-client\n"
        "platform: {brokers: 3}\n"
        "defaults: {size: 1 kB, retention: {longest_outage: 2d}, promises: {lag_objective: 1 min}}\n"
        "entities:\n"
        "  order: {key: orderId, events: {messages: [OrderCreated], rate: 50..200}}\n"
        "  mail: {key: orderId, events: {messages: [MailSent], rate: 5..20}}\n"
        f"services:\n{services}"
        "  source: {sends: [order.events]}\n"
        "  sink: {receives: [mail.events], instances: 1}\n",
    )


def test_each_client_has_its_files(made: Design) -> None:
    paths = {path for name in _EMITTERS for path in made.emit(name)}
    roles = ("producer", "consumer")
    assert paths == {
        *(f"clients/java/{role}.properties" for role in roles),
        "clients/source/producer.properties",
        "clients/sink/consumer.properties",
        "spring/boot/application.yml",
        *(f"clients/{name}/{role}.conf" for name in ("go", "rust") for role in roles),
        *(f"clients/{name}/kafka_clients.py" for name in ("confluent", "plain", "async")),
    }


def test_the_validator_has_nothing_to_say(made: Design) -> None:
    for name in _EMITTERS:
        result = ka.ConfigValidator("4.3", profile="production").validate(made.emit(name))
        found = [(one.rule.code, one.file.path, one.configuration, one.message) for one in result.findings]
        assert found == [], name


def test_spring_boot_hands_every_setting_on(made: Design) -> None:
    from kafka_architect.validation.dialects.spring import boot
    from kafka_architect.validation.source_file import SourceFile

    (text,) = made.emit("spring").values()
    assert yaml.safe_load(text)["spring"]["kafka"]["listener"]["ack-mode"] == "batch"
    read = boot.read(SourceFile("application.yml", text), None).configurations
    for role in ("producer", "consumer"):
        (one,) = (each for each in read if each.role == role)
        values = {key: setting.value for key, setting in one.settings.items()}
        wanted = {setting.key: setting.value for setting in made.clients[f"boot.{role}"].settings}
        assert wanted.items() <= values.items()


def test_librdkafka_takes_every_configuration(made: Design) -> None:
    cases = [
        (
            "consumer" if "consumer" in path else "producer",
            {one.key: one.value for one in read_properties(text)},
        )
        for path, text in made.emit("librdkafka").items()
    ]
    assert len(cases) == 4
    assert librdkafka.refusals(cases) == [None] * len(cases)
    producer = next(properties for role, properties in cases if role == "producer")
    assert producer["partitioner"] == "murmur2_random"


def test_python_clients_are_made(made: Design, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules run; the arguments that they give are given to the real constructors."""
    heard: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for path, text in made.emit("python").items():
        service = path.split("/")[1]
        module, classes = _LIBRARIES[service]
        given = heard.setdefault(service, [])
        recorders = {cls: _recorder(cls, given) for cls in classes}
        with monkeypatch.context() as patched:
            patched.setitem(sys.modules, module, SimpleNamespace(**recorders))
            assert service == "confluent" or "[lz4]'" in text
            file = tmp_path / f"{service}.py"
            file.write_text(text, encoding="utf-8")
            functions = runpy.run_path(str(file))
            functions["producer"]()
            functions["consumer"](**({} if service == "confluent" else {"client_id": "a"}))
    assert heard["plain"][1][1]["client_id"] == "a"  # a login goes the same way
    confluent = [(name.lower(), arguments) for name, arguments in heard.pop("confluent")]
    assert librdkafka.refusals(confluent) == [None, None]
    for service, given in heard.items():
        # lz4 is a further package, which the module says; it need not be here.
        asked = [(name, arguments | {"compression_type": "gzip"}) for name, arguments in given[:1]]
        assert python_clients.refusals(_LIBRARIES[service][0], [*asked, *given[1:]]) == [None, None]


_LIBRARIES = {
    "confluent": ("confluent_kafka", ("Producer", "Consumer")),
    "plain": ("kafka", ("KafkaProducer", "KafkaConsumer")),
    "async": ("aiokafka", ("AIOKafkaProducer", "AIOKafkaConsumer")),
}


def _recorder(cls: str, heard: list[tuple[str, dict[str, Any]]]) -> Callable[..., None]:
    def called(*arguments: dict[str, Any], **named: Any) -> None:
        heard.append((cls, {**(arguments[0] if arguments else {}), **named}))

    return called
