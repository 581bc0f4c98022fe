"""BRK002: the heap takes more than half of the memory, and the page cache goes without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.knowledge.wording import GIB, size
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_HALF = 0.5
_KILLED = 0.9
_MOST_WITHOUT_LIMIT = 8 * GIB


@rule(
    "BRK002",
    "heap-takes-page-cache",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="The heap takes more than half of the memory and starves the page cache.",
    why=(
        "Kafka keeps no records in its heap: consumers that keep up read recent records from the page "
        "cache, without touching the disk. Leave at least half of the memory to it. A heap of 4 to 6 GiB is "
        "enough for large brokers; above 8 GiB garbage collections only take longer. A heap close to the "
        "container's limit ends with the kernel's out-of-memory killer, because threads, direct buffers and "
        "mapped indexes need additional memory."
    ),
    sources=[
        "https://docs.confluent.io/platform/current/kafka/deployment.html#memory",
        "https://kafka.apache.org/documentation/#java",
        "https://kafka.apache.org/documentation/#design_filesystem",
    ],
    bad=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    mem_limit: 16g\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        "      KAFKA_HEAP_OPTS: -Xmx12g\n"
        ""
    ),
    good=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    mem_limit: 16g\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        "      KAFKA_HEAP_OPTS: -Xmx6g\n"
        ""
    ),
    dialect="compose.yaml",
)
def heap_takes_page_cache(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare the heap with the memory of the container, or with 8 GiB where that is not known."""
    heap = config.attribute_integer(attributes.HEAP)
    memory = config.attribute_integer(attributes.MEMORY)
    if heap is None or not runs_broker(config):
        return
    setting = config.attribute(attributes.HEAP)
    if memory is None:
        if heap > _MOST_WITHOUT_LIMIT:
            yield config.problem(
                setting,
                f"a heap of {size(heap)}: brokers need 4 to 6 GiB, and anything above that is taken from "
                "the page cache that consumers read from; limit it to 8 GiB, and to half of the memory",
            )
    elif heap >= memory * _KILLED:
        yield config.problem(
            setting,
            f"a heap of {size(heap)} in a container of {size(memory)}: with threads and buffers the process "
            "exceeds the limit and is killed, and nothing is left for the page cache; limit the heap to "
            "half of the memory",
        )
    elif heap > memory * _HALF:
        yield config.problem(
            setting,
            f"a heap of {size(heap)} is {heap / memory:.0%} of {size(memory)}: {size(memory - heap)} remain "
            "for the page cache that consumers read from; limit the heap to half of the memory",
        )
