"""BRK003: the broker has a heap of 1 GiB or less."""

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

_LEAST = GIB


@rule(
    "BRK003",
    "heap-small",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="The broker has a heap of 1 GiB or less.",
    why=(
        "1 GiB is what the start script sets if KAFKA_HEAP_OPTS is not set: enough to try Kafka out. In "
        "production the heap holds requests and follower fetches, the state of groups, transactions and "
        "producers, and the metadata of every partition; with some thousand partitions, or a few large "
        "requests at once, the broker fails with OutOfMemoryError."
    ),
    sources=[
        "bin/kafka-server-start.sh (KAFKA_HEAP_OPTS)",
        "https://kafka.apache.org/documentation/#java",
        "https://docs.confluent.io/platform/current/kafka/deployment.html#memory",
    ],
    bad=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    mem_limit: 16g\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        "      KAFKA_HEAP_OPTS: -Xmx1g\n"
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
        "      KAFKA_HEAP_OPTS: -Xmx4g\n"
        ""
    ),
    dialect="compose.yaml",
)
def heap_small(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at a heap that somebody set."""
    heap = config.attribute_integer(attributes.HEAP)
    if heap is not None and heap <= _LEAST and runs_broker(config):
        yield config.problem(
            config.attribute(attributes.HEAP),
            f"a heap of {size(heap)} suits tests only: with thousands of partitions or large requests the "
            "broker runs out of memory; give it 4 to 6 GiB",
        )
