"""CON008: a fetch that one batch overflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer, name_of
from kafka_architect.validation.knowledge.wording import KIB, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEYS = ("max.partition.fetch.bytes", "fetch.max.bytes")


@system_rule(
    "CON008",
    "fetch-smaller-than-message",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER, Role.TOPIC],
    summary="A consumer's fetch size is below a topic's largest batch: it fetches one batch at a time.",
    why=(
        "Since KIP-74 (0.10.1) a batch that is larger than max.partition.fetch.bytes or fetch.max.bytes is "
        "still returned, so consumers do not get stuck. But such a response holds only that batch, of one "
        "partition: throughput falls to one batch per round trip."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-74%3A+Add+Fetch+Response+Size+Limit+in+Bytes",
        "https://kafka.apache.org/documentation/#consumerconfigs_max.partition.fetch.bytes",
    ],
    bad="--- consumer.properties\ngroup.id=billing\n--- topic.properties\nmax.message.bytes=5242880\n",
    good=(
        "--- consumer.properties\ngroup.id=billing\nmax.partition.fetch.bytes=10485760\n"
        "--- topic.properties\nmax.message.bytes=5242880\n"
    ),
    dialect="consumer.properties",
)
def fetch_smaller_than_message(system: System) -> Iterator[Problem]:
    """Topics that allow more than the default, against each consumer of the run."""
    allowed = [
        (topic.integer("max.message.bytes") or 0, topic.configuration.name)
        for topic in system.topics
        if topic.explicit("max.message.bytes") is not None
    ]
    message, name = max(allowed, default=(0, ""))
    for consumer in system.consumers:
        for java_key in _KEYS:
            key, fetch = name_of(consumer, java_key), known_integer(consumer, java_key)
            # The defaults differ by 12 bytes; nobody has to mind those.
            if fetch is not None and message > fetch + KIB:
                yield consumer.problem(
                    key,
                    f"{key}={fetch} ({size(fetch)}), and {name} allows batches of {size(message)}: a larger "
                    f"batch is returned alone, which is slow; raise {key} above the topic's limit",
                    fix=consumer.fix_set(key, str(2 * message)),
                )
