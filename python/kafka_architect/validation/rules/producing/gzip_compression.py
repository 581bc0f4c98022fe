"""PRD002: the slowest of the codecs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import name_of, of_event_hubs
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "PRD002",
    "gzip-compression",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.TOPIC, Role.BROKER],
    clients=EVERY_CLIENT,
    summary="Compression uses gzip; zstd is smaller and faster, lz4 much faster.",
    why=(
        "gzip takes several times the CPU of zstd for a larger result, on the producer and again on each "
        "consumer, and on the broker too if it has to compress. zstd has the better ratio (brokers and "
        "clients from 2.1 support it), lz4 the lowest CPU cost. Azure Event Hubs supports gzip only."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-110%3A+Add+Codec+for+ZStandard+Compression",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
    ],
    bad="compression.type=gzip",
    good="compression.type=zstd",
)
def gzip_compression(config: EffectiveConfig) -> Iterator[Problem]:
    """Wherever a codec is named."""
    key = name_of(config, "compression.type")
    if config.text(key) == "gzip" and not of_event_hubs(config):
        yield config.problem(
            key,
            f"{key}=gzip costs more CPU than zstd for a larger result; use zstd for the ratio or lz4 for "
            "speed",
            fix=config.fix_set(key, "zstd"),
        )
