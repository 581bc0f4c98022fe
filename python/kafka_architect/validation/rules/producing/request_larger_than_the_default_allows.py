"""PRD028: records above what a broker takes unless told otherwise."""

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

# message.max.bytes of a broker that does not set it.
_DEFAULT = 1_048_588


@system_rule(
    "PRD028",
    "request-larger-than-the-default-allows",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="max.request.size exceeds the brokers' default limit, and no topic or broker here raises it.",
    why=(
        "A broker accepts batches of up to message.max.bytes, 1,048,588 by default; a topic may allow more "
        "with max.message.bytes. Larger records require both limits to be raised, or the producer gets "
        "MESSAGE_TOO_LARGE in its callbacks. Consumers have read them without changes since 0.10.1 (KIP-74)."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_message.max.bytes",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-74%3A+Add+Fetch+Response+Size+Limit+in+Bytes",
    ],
    bad="--- producer.properties\nacks=all\nmax.request.size=5242880\n",
    good="--- producer.properties\nacks=all\nmax.request.size=1048576\n",
    dialect="producer.properties",
)
def request_larger_than_the_default_allows(system: System) -> Iterator[Problem]:
    """Where the run shows no limit; PRD007 speaks where it does."""
    for producer in system.producers:
        key, request = name_of(producer, "max.request.size"), chosen_integer(producer, "max.request.size")
        if request is None or request <= _DEFAULT:
            continue
        if largest_message(system, brokers_meant(system, producer)) is None:
            yield producer.problem(
                key,
                f"{key}={request} ({size(request)}): brokers accept {_DEFAULT:,} bytes unless the topic's "
                "max.message.bytes (or message.max.bytes) is raised too",
            )
