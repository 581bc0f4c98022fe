"""quarkus: an application.properties for each service on Quarkus: a channel per topic sent, one per group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.paths import file_name
from kafka_architect.designs.writing.words import comment
from kafka_architect.validation.dialects.formats.properties_text import escape_key, escape_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design

_QUARKUS: Final = "quarkus"


def _emit(design: Design) -> dict[str, str]:
    services: dict[str, list[ClientSettings]] = {}
    for one in design.clients.values():
        if one.client == _QUARKUS and one.role in {"producer", "consumer"}:
            services.setdefault(one.service, []).append(one)
    return {
        f"quarkus/{file_name(name)}/application.properties": "\n".join(_lines(name, clients)) + "\n"
        for name, clients in services.items()
    }


def _lines(service: str, clients: list[ClientSettings]) -> Iterator[str]:
    yield "# SmallRye Reactive Messaging; KAFKA_BOOTSTRAP_SERVERS in the environment."
    yield _pair("quarkus.application.name", service)
    yield _pair("kafka.bootstrap.servers", "${KAFKA_BOOTSTRAP_SERVERS:localhost:9092}")
    taken: set[str] = set()
    for client in clients:
        if client.role == "producer":
            for topic in client.topics:
                start = f"mp.messaging.outgoing.{_channel(topic, taken)}"
                yield from _of(start, client, {"topic": topic})
        else:
            channel = _channel(client.name.removeprefix(f"{service}."), taken)
            yield from _of(f"mp.messaging.incoming.{channel}", client, {"topics": ",".join(client.topics)})


def _of(start: str, client: ClientSettings, topics: dict[str, str]) -> Iterator[str]:
    yield ""
    yield _pair(f"{start}.connector", "smallrye-kafka")
    for key, value in topics.items():
        yield _pair(f"{start}.{key}", value)
    for setting in client.settings:
        words = comment(setting.key, setting.value)
        yield f"# {one_line(setting.because)}{f' ({words})' if words else ''}"
        yield _pair(f"{start}.{setting.key}", setting.value)


def _channel(name: str, taken: set[str]) -> str:
    """A channel's name as @Channel and @Incoming say it, without a dot."""
    plain = found = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-") or "channel"
    number = 1
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    taken.add(found)
    return found


def _pair(key: str, value: str) -> str:
    return f"{escape_key(key)}={escape_value(value)}"


EMITTER = Emitter(
    "quarkus",
    "An application.properties for each service on Quarkus.",
    _emit,
    needs="a service whose client is quarkus",
)
