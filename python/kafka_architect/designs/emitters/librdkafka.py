"""librdkafka: a .conf file for each client built on librdkafka: Go, .NET, JavaScript, Rust, C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.client_names import LIBRDKAFKA, for_librdkafka
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.paths import client_path
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design


def _emit(design: Design) -> dict[str, str]:
    return {
        f"{client_path(one)}.conf": "\n".join(_lines(one, design.platform.kafka)) + "\n"
        for one in design.clients.values()
        if one.role in {"producer", "consumer"} and one.client in LIBRDKAFKA
    }


def _lines(client: ClientSettings, version: str) -> Iterator[str]:
    yield f"# {one_line(f'{client.name} ({client.client}), properties of librdkafka')}"
    for name, value, setting in for_librdkafka(client, version):
        if not name:
            yield f"# librdkafka has no {one_line(setting.key)}"
            continue
        words = comment(setting.key, setting.value)
        yield f"# {one_line(setting.because)}{f' ({words})' if words else ''}"
        yield f"{name}={one_line(value)}"


EMITTER = Emitter(
    "librdkafka",
    "A .conf file for each client that is built on librdkafka.",
    _emit,
    needs="a service whose client is built on librdkafka",
)
