"""SCH006: a deserializer that does not know which class to make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_TOLD_BY = {
    "KafkaJsonSchemaDeserializer": (("json.value.type", "type.property"), "a LinkedHashMap"),
    "KafkaProtobufDeserializer": (("specific.protobuf.value.type", "derive.type"), "a DynamicMessage"),
    "KafkaAvroDeserializer": (
        ("specific.avro.reader", "specific.avro.value.type", "avro.reflection.allow.null"),
        "a GenericRecord",
    ),
}


@rule(
    "SCH006",
    "value-type-not-named",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    summary="The deserializer has no target class configured: consumers get a generic map or message.",
    why=(
        "KafkaJsonSchemaDeserializer without json.value.type returns the schema's javaType, or else a "
        "LinkedHashMap; KafkaProtobufDeserializer without specific.protobuf.value.type returns "
        "DynamicMessage; KafkaAvroDeserializer without specific.avro.reader=true returns GenericRecord. "
        "Casting it to the application's class then throws ClassCastException in the poll loop."
    ),
    sources=[
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/serdes-json.html",
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/serdes-protobuf.html",
    ],
    bad=(
        "group.id=orders\nvalue.deserializer=io.confluent.kafka.serializers.json.KafkaJsonSchemaDeserializer"
    ),
    good=(
        "group.id=orders\n"
        "value.deserializer=io.confluent.kafka.serializers.json.KafkaJsonSchemaDeserializer\n"
        "json.value.type=com.example.Order"
    ),
)
def value_type_not_named(config: EffectiveConfig) -> Iterator[Problem]:
    """The deserializer has no target class configured: consumers get a generic map or message."""
    setting = config.explicit("value.deserializer")
    name = (setting.value or "").strip().rpartition(".")[2] if setting is not None else ""
    if setting is None or name not in _TOLD_BY or not config.complete:
        return
    keys, given = _TOLD_BY[name]
    if not any(config.explicit(key) is not None for key in keys):
        yield config.problem(setting, f"{keys[0]} is not set: {name} returns {given}, not your own class")
