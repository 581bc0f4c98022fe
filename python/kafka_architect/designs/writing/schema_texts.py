"""The skeleton schema of a subject: its text in the subject's format, and what its file is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kafka_architect.designs.writing.paths import file_name
from kafka_architect.designs.writing.schema_avro import avro_text
from kafka_architect.designs.writing.schema_fields import about, fields_of
from kafka_architect.designs.writing.schema_json import json_schema_text
from kafka_architect.designs.writing.schema_protobuf import protobuf_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.promise import SchemaSubject
    from kafka_architect.designs.writing.schema_fields import Field

_FORMATS: Final[dict[str, tuple[str, str, Callable[[str, str, Sequence[Field]], str]]]] = {
    "avro": ("AVRO", ".avsc", avro_text),
    "protobuf": ("PROTOBUF", ".proto", protobuf_text),
    "json-schema": ("JSON", ".schema.json", json_schema_text),
}


class Skeleton(NamedTuple):
    """A subject with its schema.

    Attributes:
        kind: as registries call the format: AVRO, PROTOBUF, JSON.
        path: topic/record with its ending, unique among those of a design.
        text: the schema.
    """

    subject: SchemaSubject
    kind: str
    path: str
    text: str


def skeletons(design: Design) -> list[Skeleton]:
    """A skeleton for each subject of a design, once: with RecordNameStrategy topics share subjects."""
    found: dict[str, Skeleton] = {}
    paths: set[str] = set()
    for one in design.schemas:
        if one.subject in found or one.format not in _FORMATS:
            continue
        kind, ending, text = _FORMATS[one.format]
        topic = design.topics[one.topic]
        name = "key" if one.part == "key" else one.record.rpartition(".")[2]
        path = plain = f"{file_name(one.topic)}/{file_name(name)}"
        number = 1
        while path.lower() in paths:
            number += 1
            path = f"{plain}-{number}"
        paths.add(path.lower())
        written = text(one.record, about(one, topic), fields_of(one, topic))
        found[one.subject] = Skeleton(one, kind, f"{path}{ending}", written)
    return list(found.values())
