"""Full names of the records of a topic: what schemas call them, and what subjects are named after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.designs.model.topic import Topic

# Names of Avro's own types may not be those of a record, in any namespace.
_TAKEN: Final = frozenset(
    {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
    | {"record", "error", "enum", "array", "map", "fixed", "union"}
)
_WORD: Final = re.compile(r"[A-Za-z0-9_]+")


def namespace_of(topic: Topic, design: str) -> str:
    """The system and the entity: shop.orders for the stream orders.events of shop."""
    stream = (topic.stream or topic.name).removesuffix(f".{topic.kind}")
    whole = stream if stream == design or stream.startswith(f"{design}.") else f"{design}.{stream}"
    parts = [identifier(one) for one in whole.split(".") if _WORD.search(one)]
    return ".".join(parts) or "records"


def record_names(
    topic: Topic, design: str, messages: Iterable[str], beside: Iterable[str] = ()
) -> dict[str, str]:
    """Message -> full name; no two are the same, also where they differ in signs that a name cannot hold.

    `beside` are full names that are taken already.
    """
    namespace = namespace_of(topic, design)
    found: dict[str, str] = {}
    taken = {one.rsplit(".", 1)[-1].lower() for one in beside}
    for message in messages:
        plain = name = identifier(message.rsplit(".", 1)[-1])
        number = 1
        # Generated classes become files, and some file systems do not tell letters from capitals.
        while name.lower() in taken:
            number += 1
            name = f"{plain}{number}"
        taken.add(name.lower())
        found[message] = f"{namespace}.{name}"
    return found


def identifier(text: str) -> str:
    """A name that Avro, Protobuf and the languages of their generated classes accept."""
    plain = "_".join(_WORD.findall(text)) or "Record"
    plain = f"_{plain}" if plain[0].isdigit() else plain
    return f"{plain}_" if plain.lower() in _TAKEN else plain
