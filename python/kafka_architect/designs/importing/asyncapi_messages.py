"""Messages of AsyncAPI documents: name, fields, and the fields of the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.importing.source import text_of

if TYPE_CHECKING:
    from kafka_architect.designs.importing.references import References
    from kafka_architect.documents import Document

_MOST_FIELDS: Final = 500
_BY_FORMAT: Final = {
    "uuid": "uuid",
    "int32": "int",
    "int64": "long",
    "float": "float",
    "double": "double",
    "decimal": "decimal",
    "byte": "bytes",
    "date": "date",
    "date-time": "timestamp",
}
_AVRO_TYPES: Final = frozenset(
    {"int", "long", "float", "double", "boolean", "bytes", "date", "decimal", "uuid"}
)
_BY_TYPE: Final = {"integer": "long", "number": "double", "boolean": "boolean"}


def message_of(
    key: str, body: dict[str, Any], binding: dict[str, Any], references: References, document: Document
) -> tuple[str, dict[str, Any], list[str]]:
    """Name, description and fields of a message, and the fields of its key, where they are told.

    Args:
        key: What the document calls it, where it has no name of its own.
        body: The message.
        binding: Its Kafka binding.
        references: Follows the references of its schemas.
        document: The document that holds it.
    """
    name = (text_of(body.get("name")) or str(key))[:249]
    message: dict[str, Any] = {}
    description = text_of(body.get("summary") or body.get("description"))
    if description:
        message["description"] = description[:10_000]
    fields = _fields(body.get("payload"), references, document)
    if fields:
        message["fields"] = fields
    return name, message, _key(binding.get("key"), references, document)


def _fields(payload: Any, references: References, document: Document) -> dict[str, str]:
    """The fields of a JSON Schema or Avro record, by name."""
    schema, document = _schema(payload, references, document)
    if isinstance(schema.get("schema"), (dict, str)) and "schemaFormat" in schema:
        schema, document = _schema(schema["schema"], references, document)
    properties = schema.get("properties")
    if isinstance(properties, dict):
        return {
            str(name): _type(one, references, document)
            for name, one in list(properties.items())[:_MOST_FIELDS]
            if isinstance(name, str)
        }
    fields = schema.get("fields")
    if schema.get("type") == "record" and isinstance(fields, list):
        named = [one for one in fields[:_MOST_FIELDS] if isinstance(one, dict)]
        return {one["name"]: _avro_type(one.get("type")) for one in named if isinstance(one.get("name"), str)}
    return {}


def _key(schema: Any, references: References, document: Document) -> list[str]:
    """The fields of the key: properties of an object, or what this project writes as its description."""
    found, document = _schema(schema, references, document)
    properties = found.get("properties")
    if isinstance(properties, dict):
        return [one for one in properties if isinstance(one, str) and one]
    words = (text_of(found.get("description")) or "").split(" + ")
    return words if all(one.isidentifier() for one in words) else []


def _schema(value: Any, references: References, document: Document) -> tuple[dict[str, Any], Document]:
    place = references.resolved(value, document, ())
    if place is None or not isinstance(place[0], dict):
        return {}, document
    return place[0], place[1]


def _type(value: Any, references: References, document: Document) -> str:
    schema, _ = _schema(value, references, document)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), None)
    return _BY_FORMAT.get(str(schema.get("format"))) or _BY_TYPE.get(str(kind), "string")


def _avro_type(kind: Any) -> str:
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), None)
    if isinstance(kind, dict):
        logical = str(kind.get("logicalType", ""))
        if logical.startswith("timestamp"):
            return "timestamp"
        kind = logical if logical in _AVRO_TYPES else kind.get("type")
    return kind if isinstance(kind, str) and kind in _AVRO_TYPES else "string"
