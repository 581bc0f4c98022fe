"""PRD001: records that travel and are stored as they are."""

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

_CURE = "lz4"
_CURE_OF_EVENT_HUBS = "gzip"  # the only codec that Azure takes


@rule(
    "PRD001",
    "no-compression",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    clients=EVERY_CLIENT,
    summary="The producer does not compress (compression.type is none).",
    why=(
        "A batch is compressed once, by the producer, and stays compressed on every disk and network path: "
        "with three replicas and two groups each byte saved is saved on three disks and on five network "
        "paths. JSON and Avro shrink to a third or a fifth. lz4 costs next to no CPU, zstd a little more for "
        "a better ratio."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_compression.type",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices-kafka-client.html",
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-110%3A+Add+Codec+for+ZStandard+Compression",
    ],
    bad="acks=all",
    good="acks=all\ncompression.type=lz4",
)
def no_compression(config: EffectiveConfig) -> Iterator[Problem]:
    """The default counts: none in every library."""
    key = name_of(config, "compression.type")
    setting = config.explicit(key)
    if setting is None and (not config.complete or config.catalogue.get(key) is None):
        return
    codec = "none" if setting is None or setting.value is None else config.text(key)
    if codec == "none":
        cure = _CURE_OF_EVENT_HUBS if of_event_hubs(config) else _CURE
        better = ", or zstd for a better ratio" if cure == _CURE else ""
        default = "" if setting is not None else " (the default)"
        yield config.problem(
            key,
            f"{key}=none{default}: text and Avro take three to five times the network and disk, times the "
            f"replicas; use {cure}{better}",
            fix=config.fix_set(key, cure),
        )
