"""CON004: answers that do not fit into the heap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import chosen, known_integer
from kafka_architect.validation.knowledge.wording import MIB, size
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_BROKERS = 3
# Without a known heap, this much from each broker at once is worth a look.
_LARGE = 256 * MIB


@rule(
    "CON004",
    "fetches-larger-than-memory",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="The fetch responses of all brokers together may exceed the consumer's memory.",
    why=(
        "A consumer fetches from every broker that leads one of its partitions, and each may respond with "
        "fetch.max.bytes of compressed data, which is several times larger once decompressed. Since KIP-74 "
        "this setting limits a response, not max.partition.fetch.bytes times the partitions. All responses "
        "are full while the consumer catches up after an outage, which is the worst time for an "
        "OutOfMemoryError."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-74%3A+Add+Fetch+Response+Size+Limit+in+Bytes",
        "https://kafka.apache.org/documentation/#consumerconfigs_fetch.max.bytes",
    ],
    bad="group.id=billing\nfetch.max.bytes=1073741824",
    good="group.id=billing\nfetch.max.bytes=52428800",
)
def fetches_larger_than_memory(config: EffectiveConfig) -> Iterator[Problem]:
    """Half of the heap, or of the container, for three brokers; without either, a large value as written."""
    fetch = known_integer(config, "fetch.max.bytes")
    memory = config.attribute_integer(attributes.HEAP) or config.attribute_integer(attributes.MEMORY)
    if fetch is None:
        return
    together = fetch * _BROKERS
    if memory is not None:
        if together * 2 > memory:
            yield config.problem(
                "fetch.max.bytes",
                f"fetch.max.bytes={fetch}: {_BROKERS} brokers may respond with {size(together)} at once, "
                f"before decompression, and the consumer has {size(memory)}; lower it, or add memory",
            )
    elif chosen(config, "fetch.max.bytes") is not None and fetch >= _LARGE:
        yield config.problem(
            "fetch.max.bytes",
            f"fetch.max.bytes={fetch}: each broker may respond with {size(fetch)} at once, {_BROKERS} with "
            f"{size(together)}, before decompression; the default is 50 MiB",
            fix=config.fix_set("fetch.max.bytes", "52428800"),
        )
