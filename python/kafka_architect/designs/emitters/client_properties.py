"""client-properties: a .properties file for each producer and consumer that uses the Java client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.client_names import JAVA
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.paths import client_path
from kafka_architect.designs.writing.words import comment
from kafka_architect.validation.dialects.formats.properties_text import escape_key, escape_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design


def _emit(design: Design) -> dict[str, str]:
    return {
        f"{client_path(one)}.properties": _text(one)
        for one in design.clients.values()
        if one.role in {"producer", "consumer"} and one.client in JAVA
    }


def _text(client: ClientSettings) -> str:
    verb = "Sends to" if client.role == "producer" else "Receives"
    head = f"{client.name}. {verb}: {', '.join(client.topics)}"
    lines = [f"# {one_line(head)}", *_lines(client)]
    return "\n".join(lines) + "\n"


def _lines(client: ClientSettings) -> Iterator[str]:
    for setting in client.settings:
        words = comment(setting.key, setting.value)
        yield f"# {one_line(setting.because)}{f' ({words})' if words else ''}"
        yield f"{escape_key(setting.key)}={escape_value(setting.value)}"


EMITTER = Emitter(
    "client-properties",
    "A .properties file for each producer and consumer that uses the Java client.",
    _emit,
    needs="a service whose client is java, quarkus, micronaut or kafka-streams",
)
