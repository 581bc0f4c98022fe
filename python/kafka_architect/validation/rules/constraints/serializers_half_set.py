"""CST008: only one of the two (de)serializers is set, or both without bootstrap.servers."""

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
    "CST008",
    "serializers-half-set",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.PRODUCER, Role.CONSUMER],
    profile="dev",
    summary="Only one of the two (de)serializers is set, or both without bootstrap.servers.",
    why=(
        "A file that leaves serializers to the program sets none; a file that sets one appears to be "
        "complete, and then the other is missing: a producer requires key.serializer and value.serializer, "
        "a consumer both deserializers, and both require bootstrap.servers. Programs that pass objects to "
        "the constructor pass both."
    ),
    sources=[
        "org.apache.kafka.clients.producer.ProducerConfig.appendSerializerToConfig",
        "org.apache.kafka.clients.consumer.ConsumerConfig.appendDeserializerToConfig",
    ],
    bad="key.serializer=org.apache.kafka.common.serialization.StringSerializer\nacks=all",
    good=(
        "key.serializer=org.apache.kafka.common.serialization.StringSerializer\n"
        "value.serializer=org.apache.kafka.common.serialization.StringSerializer\n"
        "bootstrap.servers=kafka-1:9092"
    ),
)
def serializers_half_set(config: EffectiveConfig) -> Iterator[Problem]:
    """A file with neither says nothing of what the program passes."""
    if not config.complete:
        return
    kind = "serializer" if config.role is Role.PRODUCER else "deserializer"
    key, value = config.explicit(f"key.{kind}"), config.explicit(f"value.{kind}")
    client = str(config.role)
    if (key is None) != (value is None):
        missing = f"value.{kind}" if value is None else f"key.{kind}"
        yield config.problem(
            missing,
            (f"{missing} is missing, the other is set: the {client} fails to start (ConfigException)"),
        )
    elif key is not None and config.explicit("bootstrap.servers") is None:
        yield config.problem(
            "bootstrap.servers",
            f"bootstrap.servers is missing in a file that sets everything else a {client} requires: it "
            "fails to start (ConfigException)",
        )
