"""SCH003: JSON whose form is agreed nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_PLAIN_JSON = frozenset({"JsonSerializer", "JacksonJsonSerializer", "KafkaJsonSerializer", "JsonConverter"})


@rule(
    "SCH003",
    "json-without-schema",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONNECT_SOURCE],
    summary="Values are written as JSON without a schema: nothing prevents a change that breaks consumers.",
    why=(
        "A renamed field is first noticed by the consumers. A registry with JSON Schema, Avro or Protobuf "
        "checks each change against earlier versions when it is made. Without a registry, a written contract "
        "and tests on both sides have to do it."
    ),
    sources=[
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html",
        "connect-json, JsonConverter (schemas.enable)",
    ],
    bad="value.serializer=org.springframework.kafka.support.serializer.JsonSerializer",
    good=(
        "value.serializer=io.confluent.kafka.serializers.json.KafkaJsonSchemaSerializer\n"
        "schema.registry.url=https://registry:8081\n"
        "auto.register.schemas=false"
    ),
)
def json_without_schema(config: EffectiveConfig) -> Iterator[Problem]:
    """Values are written as JSON without a schema: nothing prevents a change that breaks consumers."""
    for key in ("value.serializer", "value.converter"):
        setting = config.explicit(key)
        name = (setting.value or "").strip().rpartition(".")[2] if setting is not None else ""
        if setting is None or name not in _PLAIN_JSON:
            continue
        if key == "value.converter" and config.boolean("value.converter.schemas.enable") is not False:
            continue
        yield config.problem(
            setting,
            f"{name} writes JSON without a schema: nothing prevents a change that breaks consumers",
        )
