"""Calls of Kafka's own command-line tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.shell import word
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from kafka_architect.designs.model.topic import Setting, Topic


def created(topic: Topic, *, replicas: int | None = None) -> str:
    """A call that creates a topic where it is missing, after comments on what its settings mean.

    Args:
        topic: What is created.
        replicas: Where there are fewer brokers than the design has: the most that there can be.
    """
    copies = (
        int(topic.replication_factor) if replicas is None else min(replicas, int(topic.replication_factor))
    )
    settings = [_within(one, copies) for one in topic.settings]
    notes = [f"#   {key}={value}: {words}" for key, value in settings if (words := comment(key, value))]
    about = topic.description or f"{topic.kind}, key: {' + '.join(topic.key) or 'none'}"
    call = [
        "run kafka-topics.sh --create --if-not-exists",
        f"  --topic {word(topic.name)} --partitions {int(topic.partitions)} --replication-factor {copies}",
        *(f"  --config {word(f'{key}={bracketed(value)}')}" for key, value in settings),
    ]
    return "\n".join([f"# {one_line(about)}", *notes, " \\\n".join(call)])


def bracketed(value: str) -> str:
    """Kafka's tools take a list of values in brackets."""
    return f"[{value}]" if "," in value else value


def _within(setting: Setting, copies: int) -> tuple[str, str]:
    if setting.key == "min.insync.replicas" and int(setting.value) > copies:
        return setting.key, str(copies)
    return setting.key, setting.value
