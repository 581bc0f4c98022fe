"""CON003: an answer for each record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_integer
from kafka_architect.validation.knowledge.wording import KIB
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_WANTED = KIB


@rule(
    "CON003",
    "fetches-of-a-few-bytes",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    profile="throughput",
    summary="Brokers answer a fetch as soon as a single byte is available (fetch.min.bytes below 1 KiB).",
    why=(
        "With fetch.min.bytes=1 a consumer that keeps up gets a response per record or batch, and fetches "
        "again at once: the load on brokers and consumers is then determined by requests, not by bytes. "
        "With 1 KiB to 128 KiB the broker waits for that much data, up to fetch.max.wait.ms (500 ms)."
    ),
    sources=[
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "https://kafka.apache.org/documentation/#consumerconfigs_fetch.min.bytes",
    ],
    bad="group.id=billing",
    good="group.id=billing\nfetch.min.bytes=32768",
)
def fetches_of_a_few_bytes(config: EffectiveConfig) -> Iterator[Problem]:
    """The default is 1 in every library."""
    least = known_integer(config, "fetch.min.bytes")
    if least is not None and least < _WANTED:
        yield config.problem(
            "fetch.min.bytes",
            f"fetch.min.bytes={least}: a response for each batch that arrives; with 32768 the broker "
            "collects more, for at most fetch.max.wait.ms",
            fix=config.fix_set("fetch.min.bytes", "32768"),
        )
