"""client-properties: a .properties file for each producer and consumer, in the names of the Java client."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design


def _emit(design: Design) -> dict[str, str]:
    return {
        f"clients/{_file(one.service)}/{_file(one.name.removeprefix(one.service + '.'))}.properties": _text(
            one
        )
        for one in design.clients.values()
        if one.role in {"producer", "consumer"}
    }


def _text(client: ClientSettings) -> str:
    verb = "Sends to" if client.role == "producer" else "Receives"
    lines = [f"# {client.name}. {verb}: {', '.join(client.topics)}", *_lines(client)]
    return "\n".join(lines) + "\n"


def _lines(client: ClientSettings) -> Iterator[str]:
    for setting in client.settings:
        words = comment(setting.key, setting.value)
        yield f"# {_one_line(setting.because)}{f' ({words})' if words else ''}"
        yield f"{_escaped(setting.key, key=True)}={_escaped(setting.value)}"


def _escaped(text: str, *, key: bool = False) -> str:
    """As java.util.Properties reads it back; what is not ASCII as its escape."""
    special = r"([\\=:#! ])" if key else r"(\\)|^([ ])"
    escaped = re.sub(special, lambda one: f"\\{one[0]}", text)
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\f", "\\f")
    return "".join(
        one if " " <= one <= "~" else "".join(f"\\u{unit:04x}" for unit in _utf16(one)) for one in escaped
    )


def _utf16(character: str) -> list[int]:
    data = character.encode("utf-16-be", errors="surrogatepass")
    return [int.from_bytes(data[index : index + 2], "big") for index in range(0, len(data), 2)]


def _file(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip(".") or "_"


def _one_line(text: str) -> str:
    return " ".join(text.split())


EMITTER = Emitter("client-properties", "A .properties file for each producer and consumer.", _emit)
