"""SCH007: a serializer of the registry without the registry's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.schemas.serializers import sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SCH007",
    "schema-registry-missing",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[
        Role.PRODUCER,
        Role.CONSUMER,
        Role.STREAMS,
        Role.CONNECT_WORKER,
        Role.CONNECT_SOURCE,
        Role.CONNECT_SINK,
    ],
    profile="dev",
    summary="A serializer or converter requires schema.registry.url, which is not set.",
    why=(
        "Confluent's serializers have no default for it: configure() throws ConfigException (Missing "
        'required configuration "schema.registry.url"), so the client or the connector task fails to start. '
        "A connector that sets its own converter requires the URL too: it does not inherit the worker's "
        "converter settings."
    ),
    sources=[
        "kafka-schema-serializer, AbstractKafkaSchemaSerDeConfig (schema.registry.url, no default)",
        "connect-runtime, Plugins.newConverter",
    ],
    bad="value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer",
    good=(
        "value.serializer=io.confluent.kafka.serializers.KafkaAvroSerializer\n"
        "schema.registry.url=https://registry:8081"
    ),
)
def schema_registry_missing(config: EffectiveConfig) -> Iterator[Problem]:
    """A serializer or converter requires schema.registry.url, which is not set."""
    if not config.complete:
        return
    for side in sides(config):
        key = side.prefix + "schema.registry.url"
        if (
            config.explicit(key) is None
            and config.explicit(side.prefix + "bearer.auth.logical.cluster") is None
        ):
            yield config.problem(
                side.setting,
                f"{side.name} requires {key}, which has no default: without it, it throws ConfigException",
            )
