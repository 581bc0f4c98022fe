"""Subjects of the schema registry: names, compatibility with its reason, and who upgrades first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.retention import FOREVER
from kafka_architect.designs.model.promise import Question, SchemaSubject
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.designs.specification.model import Schema

# Of a failed record the bytes go on as they are: it has the schema of its topic.
_WITHOUT_OWN: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})
_FIRST: Final = {
    "BACKWARD": "consumers",
    "FORWARD": "producers",
    "FULL": "either",
    "NONE": "both together",
}


def schema_subjects(topics: Mapping[str, Topic], draft: Draft) -> tuple[list[SchemaSubject], list[Question]]:
    """The subjects of every topic whose format is stated, and the question where none is."""
    subjects: list[SchemaSubject] = []
    unstated: list[str] = []
    for topic in topics.values():
        channel = draft.topics[topic.name].channel
        if channel is None or topic.kind in _WITHOUT_OWN:
            continue
        schema = channel.stream.schema
        if schema is None or schema.format is None:
            unstated.append(topic.name)
        elif schema.format != "none":
            subjects += _subjects(topic, schema)
    if not unstated:
        return subjects, []
    return subjects, [
        Question(
            about=", ".join(unstated),
            question="In which format are the messages: Avro, Protobuf or JSON Schema?",
            matters_because="without a schema nothing stops a producer from breaking its consumers",
            answer_with="defaults.schema.format",
        )
    ]


def _subjects(topic: Topic, schema: Schema) -> list[SchemaSubject]:
    compatibility, because = _compatibility(topic, schema)
    several = len(topic.messages) > 1
    return [
        SchemaSubject(
            subject=f"{topic.name}-{message}" if several else f"{topic.name}-value",
            topic=topic.name,
            part="value",
            message=message,
            format=schema.format or "",
            compatibility=compatibility,
            because=because
            + ("; TopicRecordNameStrategy: several types share the topic in order" if several else ""),
            upgrade_first=_FIRST[compatibility.removesuffix("_TRANSITIVE")],
        )
        for message in [one.name for one in topic.messages] or [topic.name]
    ]


def _compatibility(topic: Topic, schema: Schema) -> tuple[str, str]:
    if schema.compatibility is not None:
        return schema.compatibility, schema.because or "the specification"
    if topic.visibility == "public":
        return "FULL_TRANSITIVE", "readers outside cannot be told when to upgrade"
    if "compact" in topic.cleanup:
        return "BACKWARD_TRANSITIVE", "a compacted topic holds records of every age, and they are read again"
    if topic.retention_ms is not None and topic.retention_ms.value == FOREVER:
        return "BACKWARD_TRANSITIVE", "records of every age are read again"
    return "BACKWARD", "consumers upgrade first and read what was written before"
