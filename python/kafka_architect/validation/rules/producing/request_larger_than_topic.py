"""PRD007: records that the producer lets through and the broker refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer, name_of
from kafka_architect.validation.knowledge.listeners import brokers_meant
from kafka_architect.validation.knowledge.wording import size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule
from kafka_architect.validation.rules.producing.message_sizes import largest_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System


@system_rule(
    "PRD007",
    "request-larger-than-topic",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.TOPIC, Role.BROKER],
    summary="max.request.size exceeds what the topics or brokers of this run accept.",
    why=(
        "The producer rejects a record above max.request.size at once. A record below it, but above the "
        "topic's max.message.bytes (or the broker's message.max.bytes), is sent, rejected with "
        "MESSAGE_TOO_LARGE and fails in the callback. The producer measures the record before compression, "
        "the broker the batch after it, so a record that compresses well enough is accepted. Raise the "
        "topic's limit along with the producer's."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#topicconfigs_max.message.bytes",
        "https://kafka.apache.org/documentation/#producerconfigs_max.request.size",
    ],
    bad=(
        "--- producer.properties\nacks=all\nmax.request.size=5242880\n"
        "--- topic.properties\nmax.message.bytes=1048588\n"
    ),
    good=(
        "--- producer.properties\nacks=all\nmax.request.size=5242880\n"
        "--- topic.properties\nmax.message.bytes=5242880\n"
    ),
    dialect="producer.properties",
)
def request_larger_than_topic(system: System) -> Iterator[Problem]:
    """What somebody chose for a producer, against the largest limit that it may meet."""
    known: dict[int, tuple[int, str] | None] = {}  # by the tuple of brokers, which lives as long
    for producer in system.producers:
        key, request = name_of(producer, "max.request.size"), chosen_integer(producer, "max.request.size")
        if request is None:
            continue
        brokers = brokers_meant(system, producer)
        if id(brokers) not in known:
            known[id(brokers)] = largest_message(system, brokers)
        largest = known[id(brokers)]
        if largest is None:
            continue
        most, who = largest
        if request > most:
            yield producer.problem(
                key,
                f"{key}={request} ({size(request)}), but {who} accepts {size(most)}: a record that is still "
                "larger after compression is rejected (MESSAGE_TOO_LARGE); raise max.message.bytes of the "
                "topic, or lower this",
            )
