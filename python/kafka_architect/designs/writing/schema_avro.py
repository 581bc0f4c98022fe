"""Avro: the schema of a record as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.writing.schema_names import unique_names
from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.designs.writing.schema_fields import Field

_TYPES: Final[dict[str, Any]] = {
    "string": "string",
    "uuid": {"type": "string", "logicalType": "uuid"},
    "int": "int",
    "long": "long",
    "float": "float",
    "double": "double",
    # Avro wants both numbers; 18 digits are what a long of the smallest unit would hold.
    "decimal": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 4},
    "boolean": "boolean",
    "bytes": "bytes",
    "date": {"type": "int", "logicalType": "date"},
    "timestamp": {"type": "long", "logicalType": "timestamp-millis"},
}


def avro_text(record: str, about: str, fields: Sequence[Field]) -> str:
    """The schema of a record, with a line feed at its end."""
    namespace, _, name = record.rpartition(".")
    names = unique_names(one.name for one in fields)
    document = {
        "type": "record",
        "name": name,
        "namespace": namespace,
        "doc": about,
        "fields": [_field(one, own) for one, own in zip(fields, names, strict=True)],
    }
    return json_text(document) + "\n"


def _field(field: Field, name: str) -> dict[str, Any]:
    kind = _TYPES[field.kind]
    if field.many:
        kind = {"type": "array", "items": kind}
    notes = [field.about] if field.about else []
    if name != field.name:
        notes.append(f"called {field.name!r}")
    if field.kind == "decimal":
        notes.append("choose precision and scale before the first record: they cannot change")
    found: dict[str, Any] = {"name": name, "type": ["null", kind] if field.optional else kind}
    if field.optional:
        found["default"] = None
    if notes:
        found["doc"] = "; ".join(notes)
    return found
