"""JSON Schema: a draft-07 schema of an object, as the serializers of schema registries read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.designs.writing.schema_fields import Field

_TYPES: Final[dict[str, dict[str, Any]]] = {
    "string": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "long": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "float": {"type": "number"},
    "double": {"type": "number"},
    "decimal": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "boolean": {"type": "boolean"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
}


def json_schema_text(record: str, about: str, fields: Sequence[Field]) -> str:
    """The schema, with a line feed at its end.

    It is closed (additionalProperties: false): an optional property may then be added under BACKWARD; in an
    open one a new property may contradict what producers wrote under its name before.
    """
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": record,
        "description": about,
        "type": "object",
        "properties": {one.name: _property(one) for one in fields},
        "required": [one.name for one in fields if not one.optional],
        "additionalProperties": False,
    }
    return json_text(document) + "\n"


def _property(field: Field) -> dict[str, Any]:
    found = dict(_TYPES[field.kind])
    if field.many:
        found = {"type": "array", "items": found}
    return {**found, "description": field.about} if field.about else found
