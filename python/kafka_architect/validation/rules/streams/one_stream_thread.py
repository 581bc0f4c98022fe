"""STR009: one thread for all tasks of an instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "STR009",
    "one-stream-thread",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS],
    profile="throughput",
    summary="num.stream.threads is 1: a single core processes all partitions.",
    why=(
        "Each thread has a consumer and is assigned a share of the tasks, of which there is one per input "
        "partition and sub-topology. One thread uses one core; one thread per core, up to the number of "
        "tasks, uses the whole machine."
    ),
    sources=[
        "https://kafka.apache.org/documentation/streams/architecture#streams_architecture_threads",
        "kafka-streams, StreamsConfig (num.stream.threads, default 1)",
    ],
    bad=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams"
    ),
    good=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "num.stream.threads=4"
    ),
)
def one_stream_thread(config: EffectiveConfig) -> Iterator[Problem]:
    """num.stream.threads is 1: a single core processes all partitions."""
    if config.complete and config.integer("num.stream.threads") == 1:
        yield config.problem(
            "num.stream.threads",
            "num.stream.threads=1: a single core processes everything; use one thread per core, up to the "
            "number of tasks",
        )
