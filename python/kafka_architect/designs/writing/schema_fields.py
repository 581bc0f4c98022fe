"""Fields of a message for its skeleton schema: those of the specification, and the fields of the key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.model.promise import SchemaSubject
    from kafka_architect.designs.model.topic import Topic

# The types of `fields`: every format writes each of them.
TYPES: Final = (
    "string", "uuid", "int", "long", "float", "double", "decimal", "boolean", "bytes", "date", "timestamp",
)  # fmt: skip
# What people write instead.
_ALSO: Final = {
    "text": "string", "str": "string", "integer": "int", "int32": "int", "int64": "long", "bigint": "long",
    "number": "double", "float32": "float", "float64": "double", "money": "decimal", "bool": "boolean",
    "byte": "bytes", "binary": "bytes", "datetime": "timestamp", "date-time": "timestamp",
    "instant": "timestamp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind` is one of TYPES. `string?` may be missing, `string[]` is a list of them."""

    name: str
    kind: str
    optional: bool = False
    many: bool = False
    about: str = ""


def fields_of(subject: SchemaSubject, topic: Topic) -> list[Field]:
    """The fields of what a subject describes: the key's fields first, then the message's own."""
    stated = _stated(topic)
    key = [field_of(name, stated.get(name, ""), "part of the key") for name in topic.key]
    if subject.part == "key":
        return key
    message = next((one for one in topic.messages if one.name == subject.message), None)
    own = {} if message is None or message.fields is None else message.fields
    if own:
        return [field_of(name, kind, "part of the key" * (name in topic.key)) for name, kind in own.items()]
    return key


def about(subject: SchemaSubject, topic: Topic) -> str:
    """What the record is, and whether anybody has said what is in it."""
    message = next((one for one in topic.messages if one.name == subject.message), None)
    if subject.part == "key":
        return f"The key of {topic.name}. It must not change: every key would go to another partition."
    described = "" if message is None else message.description
    if message is not None and message.fields:
        return described or f"A record of {topic.name}."
    return f"{described or f'A record of {topic.name}.'} A skeleton: its fields are not stated yet."


def _stated(topic: Topic) -> Mapping[str, str]:
    """Field -> type, of all messages of the topic."""
    return {name: kind for one in topic.messages for name, kind in (one.fields or {}).items()}


def field_of(name: str, written: str, about_it: str = "") -> Field:
    """A field whose type is written as in `fields`: long, string?, decimal[]."""
    kind = written.strip()
    optional = kind.endswith("?")
    kind = kind.removesuffix("?").strip()
    many = kind.endswith("[]")
    kind = kind.removesuffix("[]").strip().lower()
    found = kind if kind in TYPES else _ALSO.get(kind, "string")
    notes = [about_it] if about_it else []
    if not written:
        notes.append("its type is not stated")
    elif kind not in TYPES and kind not in _ALSO:
        notes.append(f"stated as {written!r}")
    return Field(name, found, optional, many, "; ".join(notes))
