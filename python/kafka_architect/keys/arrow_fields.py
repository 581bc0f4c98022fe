"""Fields of an Arrow schema by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from kafka_architect.keys.chosen_fields import ChosenFields
    from kafka_architect.keys.source import WantedColumns


def field_names(schema: Any) -> list[str]:
    """The paths of all fields that hold values: order.customerId for a field inside a struct."""
    return [path for field in schema for path in _paths(field.name, field.type)]


def _paths(name: str, kind: Any) -> list[str]:
    if not optional_module("pyarrow", "reading columns").types.is_struct(kind):
        return [name]
    return [path for field in kind for path in _paths(f"{name}.{field.name}", field.type)]


def nested_column(batch: Any, path: str) -> Any:
    """A column by its path; a name with a dot in it comes first."""
    if path in batch.schema.names:
        return batch.column(path)
    first, *others = path.split(".")
    column = batch.column(first)
    if others:
        pc = optional_module("pyarrow.compute", "reading columns")
        column = pc.struct_field(column, others)
    return column


def type_of(schema: Any, path: str) -> Any:
    """The type of the field at a path."""
    if path in schema.names:
        return schema.field(path).type
    first, *others = path.split(".")
    kind = schema.field(first).type
    for name in others:
        kind = kind.field(name).type
    return kind


def key_types(schema: Any, chosen: ChosenFields) -> tuple[str, ...]:
    """The types of the keys' fields; texts and bytes are one, since their bytes are."""
    types = optional_module("pyarrow", "reading columns").types
    found = []
    for name in dict.fromkeys(name for key in chosen.keys for name in key.fields):
        kind = type_of(schema, name)
        kind = kind.value_type if types.is_dictionary(kind) else kind
        is_number = types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind)
        found.append(str(kind) if is_number else "text")
    return tuple(found)


def numbers_note(schema: Any, chosen: ChosenFields, wanted: WantedColumns) -> list[str]:
    """What to know of keys that are numbers, where nobody said how they are serialised."""
    types = optional_module("pyarrow", "reading columns").types
    notes = []
    for key in chosen.keys:
        if wanted.encoding is not None or key.single_field is None:
            continue
        kind = type_of(schema, key.single_field)
        if types.is_integer(kind):
            serializer = "LongSerializer" if kind.bit_width == 64 else "IntegerSerializer"
            notes.append(
                f"key {key.text} is of type {kind}: placed as {serializer} writes it. Add --key-format text "
                "if the producer sends the number as text: other bytes, other partitions."
            )
    return notes
