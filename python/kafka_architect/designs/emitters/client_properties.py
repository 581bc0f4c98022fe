"""client-properties: a .properties file for each producer and consumer that uses the Java client."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.words import comment
from kafka_architect.validation.dialects.formats.properties_text import escape_key, escape_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design

_JAVA = frozenset({"java", "spring", "quarkus", "micronaut", "kafka-streams"})


def _emit(design: Design) -> dict[str, str]:
    return {
        f"clients/{_file(one.service)}/{_file(one.name.removeprefix(one.service + '.'))}.properties": _text(
            one
        )
        for one in design.clients.values()
        if one.role in {"producer", "consumer"} and one.client in _JAVA
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


def _file(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip(".") or "_"


EMITTER = Emitter(
    "client-properties", "A .properties file for each producer and consumer that uses the Java client.", _emit
)
