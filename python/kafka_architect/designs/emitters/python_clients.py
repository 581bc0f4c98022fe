"""python: a module for each service that uses confluent-kafka, kafka-python or aiokafka."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.client_names import CONFLUENT_PYTHON, for_librdkafka, for_python
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.paths import file_name
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.writing.client_names import Named

# client -> (module, class of producers, class of consumers)
_CLASSES: Final = {
    CONFLUENT_PYTHON: ("confluent_kafka", "Producer", "Consumer"),
    "kafka-python": ("kafka", "KafkaProducer", "KafkaConsumer"),
    "aiokafka": ("aiokafka", "AIOKafkaProducer", "AIOKafkaConsumer"),
}

# Codecs that kafka-python and aiokafka need a further package for.
_EXTRAS: Final = frozenset({"lz4", "snappy", "zstd"})


def _emit(design: Design) -> dict[str, str]:
    services: dict[str, list[ClientSettings]] = {}
    for one in design.clients.values():
        if one.client in _CLASSES and one.role in {"producer", "consumer"}:
            services.setdefault(one.service, []).append(one)
    return {
        f"clients/{file_name(name)}/kafka_clients.py": "\n".join(_module(name, clients, design)) + "\n"
        for name, clients in services.items()
    }


def _module(service: str, clients: list[ClientSettings], design: Design) -> Iterator[str]:
    library = clients[0].client
    module, producer, consumer = _CLASSES[library]
    classes = sorted({producer if one.role == "producer" else consumer for one in clients})
    yield f'"""Kafka clients of {_text(service)}; a login comes as further arguments."""'
    codecs = sorted({one.setting("compression.type") or "none" for one in clients} & _EXTRAS)
    if codecs and library != CONFLUENT_PYTHON:
        yield from ("", f"# pip install '{library}[{','.join(codecs)}]'")
    yield from ("", "import os", "from typing import Any", "", f"from {module} import {', '.join(classes)}")
    yield from ("", 'BOOTSTRAP_SERVERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092")')
    for client in clients:
        cls = producer if client.role == "producer" else consumer
        name = re.sub(r"\W+", "_", client.name.removeprefix(f"{service}.")).strip("_").lower() or "client"
        yield from ("", "", f"def {name}(**login: Any) -> {cls}:")
        verb = "Sends to" if client.role == "producer" else "Receives"
        yield f'    """{verb} {_text(", ".join(client.topics))}."""'
        if library == CONFLUENT_PYTHON:
            yield from _dictionary(cls, for_librdkafka(client, design.platform.kafka))
        else:
            yield from _keywords(cls, for_python(client))


def _dictionary(cls: str, named: list[Named]) -> Iterator[str]:
    yield f"    return {cls}("
    yield "        {"
    yield '            "bootstrap.servers": BOOTSTRAP_SERVERS,'
    for name, value, setting in named:
        if name:
            yield f"            # {one_line(setting.because)}"
            yield f"            {_literal(name)}: {_literal(value)},{_note(setting.key, setting.value)}"
        else:
            yield f"            # {one_line(setting.key)}: librdkafka has no such property"
    yield from ("            **login,", "        }", "    )")


def _keywords(cls: str, named: list[Named]) -> Iterator[str]:
    yield f"    return {cls}("
    yield "        bootstrap_servers=BOOTSTRAP_SERVERS,"
    for name, value, setting in named:
        if name:
            yield f"        # {one_line(setting.because)}"
            yield f"        {name}={_python(value)},{_note(setting.key, setting.value)}"
        else:
            yield f"        # {one_line(setting.key)}: this library has no such argument"
    yield from ("        **login,", "    )")


def _python(value: str) -> str:
    if value in {"true", "false"}:
        return value.capitalize()
    return value if re.fullmatch(r"-?(0|[1-9][0-9]*)", value) else _literal(value)


def _literal(text: str) -> str:
    """A string of Python in double quotes, in characters that print."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else ascii(one)[1:-1] for one in escaped) + '"'


def _text(text: str) -> str:
    """Text within a docstring."""
    return one_line(text).replace("\\", "\\\\").replace('"', "'")


def _note(key: str, value: str) -> str:
    words = comment(key, value)
    return f"  # {words}" if words else ""


EMITTER = Emitter(
    "python",
    "A module with the clients of each service that is written in Python.",
    _emit,
    needs="a service whose client is confluent-kafka-python, kafka-python or aiokafka",
)
