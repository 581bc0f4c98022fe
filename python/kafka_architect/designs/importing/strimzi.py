"""strimzi: topics and permissions; read by the dialect of the validator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.dialect_topics import take_reading

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source

NAME = "strimzi"


def recognises(source: Source) -> bool:
    """By the API group and a kind that is imported."""
    return source.name.lower().endswith((".yml", ".yaml")) and "kafka.strimzi.io/" in source.text


def read(sources: list[Source]) -> Imported:
    """Every KafkaTopic, and what each KafkaUser may send and receive."""
    from kafka_architect.validation.dialects.strimzi import resources

    found = Found(format=NAME)
    for source in sources:
        take_reading(found, source, resources.read(source.file, None))
    return found.imported()
