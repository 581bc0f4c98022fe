"""Subject name strategies: how serializers find the subject of a record, and which one a client is set to.

A serializer has one strategy for all topics of its client. Serializers and deserializers read it from the
configuration of the client (Confluent's AbstractKafkaSchemaSerDeConfig).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kafka_architect.designs.model.promise import SchemaSubject

BY_TOPIC: Final = "TopicNameStrategy"
BY_RECORD: Final = "RecordNameStrategy"
BY_BOTH: Final = "TopicRecordNameStrategy"
KEY: Final = "value.subject.name.strategy"
_PACKAGE: Final = "io.confluent.kafka.serializers.subject."


def strategies(subjects: Iterable[SchemaSubject]) -> dict[str, list[str]]:
    """Strategy -> topics whose values have it."""
    found: dict[str, dict[str, None]] = {}
    for one in subjects:
        if one.part == "value":
            found.setdefault(one.strategy, {})[one.topic] = None
    return {strategy: list(names) for strategy, names in found.items()}


class SubjectsOfTopics:
    """The subjects of a design by their topics: every client asks for those of its own."""

    def __init__(self, subjects: Iterable[SchemaSubject]) -> None:
        self._found: dict[str, list[SchemaSubject]] = {}
        for one in subjects:
            self._found.setdefault(one.topic, []).append(one)

    def strategies(self, topics: Iterable[str]) -> dict[str, list[str]]:
        """As `strategies`, of these topics."""
        return strategies(one for topic in topics for one in self._found.get(topic, ()))


def to_be_set(found: Collection[str]) -> str:
    """The class that clients are set to; "" where the default is right, or where topics disagree."""
    only = next(iter(found), BY_TOPIC) if len(found) == 1 else BY_TOPIC
    return "" if only == BY_TOPIC else _PACKAGE + only
