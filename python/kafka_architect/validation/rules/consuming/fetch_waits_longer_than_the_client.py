"""CON014: a fetch that the client gives up before the broker answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CON014",
    "fetch-waits-longer-than-the-client",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONSUMER],
    clients=[Client.JAVA, Client.AIOKAFKA],
    profile="dev",
    summary="The broker may hold a fetch longer than the client waits for the response.",
    why=(
        "A broker that has less than fetch.min.bytes waits for fetch.max.wait.ms before it responds. If the "
        "client's timeout expires first, it drops the connection and fetches again: a quiet topic causes a "
        "series of timeouts and reconnects. Java and aiokafka do not compare the two; librdkafka adds the "
        "wait to the timeout of a fetch, and kafka-python rejects the combination."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#consumerconfigs_fetch.max.wait.ms",
        "https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md (socket.timeout.ms)",
    ],
    bad="group.id=billing\nfetch.max.wait.ms=60000",
    good="group.id=billing\nfetch.max.wait.ms=500",
)
def fetch_waits_longer_than_the_client(config: EffectiveConfig) -> Iterator[Problem]:
    """Both as they are in force."""
    key, other = "fetch.max.wait.ms", "request.timeout.ms"
    wait, timeout = known_integer(config, key), known_integer(config, other)
    if wait is not None and timeout is not None and wait >= timeout:
        yield config.problem(
            key if config.explicit(key) is not None else other,
            f"the broker may hold a fetch for {duration(wait)} ({key}), but the client gives up after "
            f"{duration(timeout)} ({other}): a quiet topic causes timeouts and reconnects; keep {key} well "
            "below",
            fix=config.fix_set(key, "500") if timeout > 500 else None,
        )
