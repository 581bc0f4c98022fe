"""PRD014: clients that ask for metadata all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen_integer
from kafka_architect.validation.knowledge.wording import SECOND
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LEAST = 10 * SECOND
_KEYS = {
    Client.LIBRDKAFKA: ("topic.metadata.refresh.interval.ms", "300000"),
}


@rule(
    "PRD014",
    "metadata-refreshed-too-often",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=EVERY_CLIENT,
    summary="The client refreshes metadata more often than every ten seconds.",
    why=(
        "A metadata response lists every partition of the client's topics. A thousand clients that refresh "
        "every second are a thousand such requests per second on the brokers, although metadata rarely "
        "changes, and a request to a former leader fails and triggers a refresh anyway. The default is five "
        "minutes."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_metadata.max.age.ms",
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md",
    ],
    bad="metadata.max.age.ms=1000",
    good="metadata.max.age.ms=300000",
)
def metadata_refreshed_too_often(config: EffectiveConfig) -> Iterator[Problem]:
    """As written; -1 and 0 switch librdkafka's timer off."""
    key, default = _KEYS.get(config.client, ("metadata.max.age.ms", "300000"))
    age = chosen_integer(config, key)
    least = 1 if config.client is Client.LIBRDKAFKA else 0
    if age is not None and least <= age < _LEAST:
        yield config.problem(
            key,
            f"{key}={age}: with a thousand clients {1000 * 1000 // max(age, 1):,} metadata requests per "
            "second; clients detect a leader change without it. Use 30000 or more",
            fix=config.fix_set(key, default),
        )
