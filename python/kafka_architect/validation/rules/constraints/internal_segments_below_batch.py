"""CST043: segments of internal topics are smaller than a batch of the producer."""

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
    "CST043",
    "internal-segments-below-batch",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.STREAMS],
    profile="dev",
    summary="Segments of internal topics are smaller than the producer's batches.",
    why=(
        "A batch larger than topic.segment.bytes could not be appended to a repartition or changelog topic; "
        "if both are set, an application whose topic.segment.bytes is less than batch.size fails to start."
    ),
    sources=["org.apache.kafka.streams.StreamsConfig.getMainConsumerConfigs"],
    bad=(
        "application.id=app\n"
        "bootstrap.servers=kafka-1:9092\n"
        "topic.segment.bytes=1048576\n"
        "producer.batch.size=2000000"
    ),
    good=(
        "application.id=app\n"
        "bootstrap.servers=kafka-1:9092\n"
        "topic.segment.bytes=104857600\n"
        "producer.batch.size=2000000"
    ),
)
def internal_segments_below_batch(config: EffectiveConfig) -> Iterator[Problem]:
    """Defaults are not compared."""
    key = "producer.batch.size" if config.explicit("producer.batch.size") is not None else "batch.size"
    if config.explicit(key) is None or config.explicit("topic.segment.bytes") is None:
        return
    segment, batch = config.integer("topic.segment.bytes"), config.integer(key)
    if segment is not None and batch is not None and segment < batch:
        yield config.problem(
            "topic.segment.bytes",
            f"topic.segment.bytes={segment} is less than {key}={batch}: the application fails to start",
        )
