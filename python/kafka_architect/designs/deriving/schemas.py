"""Subjects of the schema registry: names, strategy, compatibility with its reason, and who upgrades first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.record_names import record_names
from kafka_architect.designs.deriving.retention import FOREVER
from kafka_architect.designs.model.promise import Question, SchemaSubject
from kafka_architect.designs.model.subject_strategy import BY_BOTH, BY_RECORD, BY_TOPIC
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
    chosen = _strategies(topics, draft)
    for topic in topics.values():
        channel = draft.topics[topic.name].channel
        if channel is None or topic.kind in _WITHOUT_OWN:
            continue
        schema = channel.stream.schema
        if schema is None or schema.format is None:
            unstated.append(topic.name)
        elif schema.format != "none":
            _refuse_one_subject(schema, topic, channel, draft)
            subjects += _values(topic, schema, design, chosen[topic.name])
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
    if schema.strategy == BY_TOPIC and len(topic.messages) > 1:
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


def _values(topic: Topic, schema: Schema, design: str, chosen: tuple[str, str]) -> list[SchemaSubject]:
    compatibility, because = _compatibility(topic, schema)
    strategy, why = chosen
    records = _value_records(topic, design)
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


def _value_records(topic: Topic, design: str) -> dict[str, str]:
    return record_names(topic, design, [one.name for one in topic.messages] or [topic.name])


def _key(topic: Topic, schema: Schema, design: str) -> SchemaSubject:
    # A message may be called Key itself.
    (record,) = record_names(topic, design, ["Key"], _value_records(topic, design).values()).values()
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
        strategy=BY_TOPIC,
        strategy_because="a topic has one type of key",
        hashes_schema_id=True,
    )


def _strategies(topics: Mapping[str, Topic], draft: Draft) -> dict[str, tuple[str, str]]:
    """The strategy of each topic with schemas, and why: one producer has one strategy for all its topics."""
    chosen: dict[str, tuple[str, str]] = {}
    open_: list[Topic] = []
    for topic in topics.values():
        channel = draft.topics[topic.name].channel
        schema = None if channel is None else channel.stream.schema
        if topic.kind in _WITHOUT_OWN or schema is None or schema.format in {None, "none"}:
            continue
        if schema.strategy is not None:
            chosen[topic.name] = (schema.strategy, schema.because or "the specification")
        elif len(topic.messages) > 1:
            chosen[topic.name] = (BY_BOTH, "several types share the topic in order")
        else:
            open_.append(topic)
    others: dict[str, str] = {}  # service -> a topic that it sends with another strategy than the default
    waiting = list(chosen)
    while waiting:
        name = waiting.pop()
        if chosen[name][0] == BY_TOPIC:
            continue
        others |= {service: name for service in topics[name].senders if service not in others}
        for topic in [one for one in open_ if one.name not in chosen]:
            by = next((others[one] for one in topic.senders if one in others), None)
            if by is not None:
                why = f"its producer also sends {by}, and a serializer has one strategy for all topics"
                chosen[topic.name] = (chosen[by][0], why)
                waiting.append(topic.name)
    by_default = {one.name: (BY_TOPIC, "the topic has one type") for one in open_}
    return {**by_default, **chosen}


def _subject(strategy: str, topic: str, record: str) -> str:
    if strategy == BY_RECORD:
        return record
    return f"{topic}-{record}" if strategy == BY_BOTH else f"{topic}-value"


def _compatibility(topic: Topic, schema: Schema) -> tuple[str, str]:
    if schema.compatibility is not None:
        return schema.compatibility, schema.because or "the specification"
    if topic.visibility == "public":
        return "FULL_TRANSITIVE", "external readers cannot be upgraded in step"
    if "compact" in topic.cleanup:
        return "BACKWARD_TRANSITIVE", "a compacted topic holds records of every age, and they are read again"
    if topic.retention_ms is not None and topic.retention_ms.value == FOREVER:
        return "BACKWARD_TRANSITIVE", "records of every age are read again"
    return "BACKWARD", "consumers upgrade first and read what was written before"
