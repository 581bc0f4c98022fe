"""Subjects of the schema registry: names, strategy, compatibility with its reason, and who upgrades first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.record_names import record_names
from kafka_architect.designs.deriving.retention import FOREVER
from kafka_architect.designs.model.promise import Question, SchemaSubject
from kafka_architect.designs.model.topic import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.designs.specification.landscape import Channel
    from kafka_architect.designs.specification.model import Schema

# Of a failed record the bytes go on as they are: it has the schema of its topic.
_WITHOUT_OWN: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})
_FIRST: Final = {
    "BACKWARD": "consumers",
    "FORWARD": "producers",
    "FULL": "either",
    "NONE": "both together",
}
_TOPIC: Final = "TopicNameStrategy"
_RECORD: Final = "RecordNameStrategy"
_BOTH: Final = "TopicRecordNameStrategy"
_KEY_BECAUSE: Final = (
    "a serialised key begins with the id of its schema, and the partitioner hashes the id too: with a new "
    "version every key goes to another partition, so that this schema must never change"
)


def schema_subjects(topics: Mapping[str, Topic], draft: Draft) -> tuple[list[SchemaSubject], list[Question]]:
    """The subjects of every topic whose format is stated, and the question where none is.

    Raises:
        InputError: A strategy has one subject for the several types of a topic; with the line.
    """
    subjects: list[SchemaSubject] = []
    unstated: list[str] = []
    design = draft.landscape.specification.name
    for topic in topics.values():
        channel = draft.topics[topic.name].channel
        if channel is None or topic.kind in _WITHOUT_OWN:
            continue
        schema = channel.stream.schema
        if schema is None or schema.format is None:
            unstated.append(topic.name)
        elif schema.format != "none":
            _refuse_one_subject(schema, topic, channel, draft)
            subjects += _values(topic, schema, design)
        if schema is not None and schema.key not in {None, "text"} and topic.key:
            subjects.append(_key(topic, schema, design))
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


def _refuse_one_subject(schema: Schema, topic: Topic, channel: Channel, draft: Draft) -> None:
    if schema.strategy == _TOPIC and len(topic.messages) > 1:
        draft.landscape.read.refuse(
            [
                (
                    (*channel.path, "schema", "strategy"),
                    f"TopicNameStrategy has one subject for all of {topic.name}, which has "
                    f"{len(topic.messages)} types of message, and the registry would compare one with "
                    "another; use TopicRecordNameStrategy",
                )
            ]
        )


def _values(topic: Topic, schema: Schema, design: str) -> list[SchemaSubject]:
    compatibility, because = _compatibility(topic, schema)
    strategy, why = _strategy(topic, schema)
    records = record_names(topic, design, [one.name for one in topic.messages] or [topic.name])
    return [
        SchemaSubject(
            subject=_subject(strategy, topic.name, record),
            topic=topic.name,
            part="value",
            message=message,
            format=schema.format or "",
            compatibility=compatibility,
            because=because,
            upgrade_first=_FIRST[compatibility.removesuffix("_TRANSITIVE")],
            record=record,
            strategy=strategy,
            strategy_because=why,
        )
        for message, record in records.items()
    ]


def _key(topic: Topic, schema: Schema, design: str) -> SchemaSubject:
    (record,) = record_names(topic, design, ["Key"]).values()
    return SchemaSubject(
        subject=f"{topic.name}-key",
        topic=topic.name,
        part="key",
        message="",
        format=schema.key or "",
        # Of what the registry can refuse, the most; READONLY refuses the rest.
        compatibility="FULL_TRANSITIVE",
        because=_KEY_BECAUSE,
        upgrade_first="either",
        record=record,
        strategy=_TOPIC,
        strategy_because="a topic has one type of key",
        hashes_schema_id=True,
    )


def _strategy(topic: Topic, schema: Schema) -> tuple[str, str]:
    if schema.strategy is not None:
        return schema.strategy, schema.because or "the specification"
    if len(topic.messages) > 1:
        return _BOTH, "several types share the topic in order"
    return _TOPIC, "the topic has one type"


def _subject(strategy: str, topic: str, record: str) -> str:
    if strategy == _RECORD:
        return record
    return f"{topic}-{record}" if strategy == _BOTH else f"{topic}-value"


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
