"""Protobuf: a .proto file with one message, proto3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.schema_names import unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.designs.writing.schema_fields import Field

_TYPES: Final = {
    "string": "string",
    "uuid": "string",
    "int": "int32",
    "long": "int64",
    "float": "float",
    "double": "double",
    "decimal": "string",
    "boolean": "bool",
    "bytes": "bytes",
    "date": "string",
    # With a dot before it, since a package of the design may be called google.
    "timestamp": ".google.protobuf.Timestamp",
}
_NOTES: Final = {"decimal": "a decimal number as text", "date": "YYYY-MM-DD", "uuid": "a UUID as text"}
# 19000 to 19999 are Protobuf's own.
_RESERVED: Final = range(19_000, 20_000)


def protobuf_text(record: str, about: str, fields: Sequence[Field]) -> str:
    """The file of a message, with a line feed at its end."""
    return "\n".join(_lines(record, about, fields)) + "\n"


def _lines(record: str, about: str, fields: Sequence[Field]) -> Iterator[str]:
    package, _, name = record.rpartition(".")
    yield from ('syntax = "proto3";', "", f"package {package};", "")
    if any(one.kind == "timestamp" for one in fields):
        yield from ('import "google/protobuf/timestamp.proto";', "")
    yield from ("option java_multiple_files = true;", "", f"// {one_line(about)}", f"message {name} {{")
    numbers = (one for one in range(1, 2**29) if one not in _RESERVED)
    names = unique_names(one.name for one in fields)
    for field, own, number in zip(fields, names, numbers, strict=False):
        notes = [one for one in (field.about, _NOTES.get(field.kind, "")) if one]
        if own != field.name:
            notes.append(f"called {field.name!r}")
        if notes:
            yield f"  // {one_line('; '.join(notes))}"
        label = "repeated " if field.many else "optional " if field.optional else ""
        yield f"  {label}{_TYPES[field.kind]} {own} = {number};"
    yield "}"
