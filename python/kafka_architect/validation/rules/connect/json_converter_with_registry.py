"""CNT028: JsonConverter is given the address of a Schema Registry, which it never asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_CONVERTERS = ("key.converter", "value.converter")
_JSON = "org.apache.kafka.connect.json.JsonConverter"


@rule(
    "CNT028",
    "json-converter-with-registry",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_WORKER, Role.CONNECT_SOURCE, Role.CONNECT_SINK],
    profile="dev",
    summary="JsonConverter has a schema.registry.url, which it ignores: no schema is registered or read.",
    why=(
        "org.apache.kafka.connect.json.JsonConverter writes plain JSON, with the schema inside each record "
        "unless schemas.enable=false. Only Confluent's JsonSchemaConverter, AvroConverter and "
        "ProtobufConverter use the registry: with JsonConverter records of theirs fail to deserialize "
        "(their first byte is not JSON), and what it writes has no schema in the registry."
    ),
    sources=[
        "connect-json, JsonConverterConfig",
        "https://docs.confluent.io/platform/current/schema-registry/connect.html",
    ],
    bad=(
        "name=orders\nconnector.class=io.confluent.connect.s3.S3SinkConnector\ntopics=orders\n"
        f"value.converter={_JSON}\nvalue.converter.schema.registry.url=http://registry:8081"
    ),
    good=(
        "name=orders\nconnector.class=io.confluent.connect.s3.S3SinkConnector\ntopics=orders\n"
        "value.converter=io.confluent.connect.json.JsonSchemaConverter\n"
        "value.converter.schema.registry.url=http://registry:8081"
    ),
)
def json_converter_with_registry(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the converter that the same configuration names."""
    for converter in _CONVERTERS:
        setting = config.explicit(f"{converter}.schema.registry.url")
        if setting is not None and setting.value and config.text(converter) == _JSON:
            yield config.problem(
                setting,
                f"{setting.key} is ignored: {converter}={_JSON} uses no Schema Registry; use "
                "io.confluent.connect.json.JsonSchemaConverter, or remove the URL",
            )
