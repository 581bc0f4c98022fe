"""terraform: topics and permissions; read by the dialect of the validator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.dialect_topics import take_reading

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source

NAME = "terraform"


def recognises(source: Source) -> bool:
    """By its ending: a module has files without a topic, too."""
    return not source.is_folder and source.name.lower().endswith(".tf")


def read(sources: list[Source]) -> Imported:
    """Every topic of the providers Mongey/kafka and confluentinc/confluent, and what accounts may do."""
    from kafka_architect.validation.dialects.terraform import resources

    found = Found(format=NAME)
    for source in sources:
        take_reading(found, source, resources.read(source.file, None))
    return found.imported()
