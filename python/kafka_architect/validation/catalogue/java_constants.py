"""The constants of Kafka's Java classes by class: ProducerConfig.ACKS_CONFIG is "acks".

Generated from Kafka's own jars (data/configdefs/constants.json); Confluent's and Spring's, which few programs
write, are below with their source.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.storage import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

_KAFKA = "org.apache.kafka."
# spring-kafka 3.3, JsonDeserializer, JsonSerializer, ErrorHandlingDeserializer, ContainerProperties;
# kafka-schema-serializer 7.9, AbstractKafkaSchemaSerDeConfig and its subclasses.
_OTHERS: dict[str, dict[str, str]] = {
    "JsonDeserializer": {
        "TRUSTED_PACKAGES": "spring.json.trusted.packages",
        "VALUE_DEFAULT_TYPE": "spring.json.value.default.type",
        "KEY_DEFAULT_TYPE": "spring.json.key.default.type",
        "USE_TYPE_INFO_HEADERS": "spring.json.use.type.headers",
        "TYPE_MAPPINGS": "spring.json.type.mapping",
        "REMOVE_TYPE_INFO_HEADERS": "spring.json.remove.type.headers",
    },
    "JsonSerializer": {
        "ADD_TYPE_INFO_HEADERS": "spring.json.add.type.headers",
        "TYPE_MAPPINGS": "spring.json.type.mapping",
    },
    "ErrorHandlingDeserializer": {
        "KEY_DESERIALIZER_CLASS": "spring.deserializer.key.delegate.class",
        "VALUE_DESERIALIZER_CLASS": "spring.deserializer.value.delegate.class",
    },
    "AbstractKafkaSchemaSerDeConfig": {
        "SCHEMA_REGISTRY_URL_CONFIG": "schema.registry.url",
        "AUTO_REGISTER_SCHEMAS": "auto.register.schemas",
        "USE_LATEST_VERSION": "use.latest.version",
        "BASIC_AUTH_CREDENTIALS_SOURCE": "basic.auth.credentials.source",
        "USER_INFO_CONFIG": "basic.auth.user.info",
        "VALUE_SUBJECT_NAME_STRATEGY": "value.subject.name.strategy",
        "KEY_SUBJECT_NAME_STRATEGY": "key.subject.name.strategy",
    },
    "KafkaAvroDeserializerConfig": {"SPECIFIC_AVRO_READER_CONFIG": "specific.avro.reader"},
    "KafkaProtobufDeserializerConfig": {
        "SPECIFIC_PROTOBUF_VALUE_TYPE": "specific.protobuf.value.type",
        "SPECIFIC_PROTOBUF_KEY_TYPE": "specific.protobuf.key.type",
    },
    "KafkaJsonSchemaDeserializerConfig": {
        "JSON_VALUE_TYPE": "json.value.type",
        "JSON_KEY_TYPE": "json.key.type",
    },
}
_REGISTRY = ("KafkaAvroDeserializerConfig", "KafkaAvroSerializerConfig", "AbstractKafkaAvroSerDeConfig",
             "KafkaProtobufDeserializerConfig", "KafkaProtobufSerializerConfig",
             "KafkaJsonSchemaDeserializerConfig", "KafkaJsonSchemaSerializerConfig")  # fmt: skip


@cache
def java_constants() -> Mapping[str, Mapping[str, str]]:
    """Class by its last name -> constant -> text."""
    content = (FOLDER / "constants.json").read_text(encoding="utf-8")
    found = {name.rpartition(".")[2]: constants for name, constants in json.loads(content)["classes"].items()}
    registry = _OTHERS["AbstractKafkaSchemaSerDeConfig"]
    return {**found, **_OTHERS, **{name: {**registry, **_OTHERS.get(name, {})} for name in _REGISTRY}}


def java_constant(name: str) -> str | None:
    """The text of a constant, `ProducerConfig.ACKS_CONFIG` with or without its package; None for others."""
    package_and_class, _, constant = name.rpartition(".")
    package, _, class_name = package_and_class.rpartition(".")
    known = java_constants().get(class_name)
    if known is None:
        return None
    if package and class_name not in _OTHERS and class_name not in _REGISTRY and not _is_kafkas(package):
        return None  # a class of the program's own with the same name
    return known.get(constant)


def _is_kafkas(package: str) -> bool:
    return package.startswith(_KAFKA)


def constant_for(class_name: str, key: str) -> str | None:
    """The constant of a class that stands for a key; None where it has none, or several."""
    names = [
        name
        for name, text in java_constants().get(class_name, {}).items()
        if text == key and name.endswith("_CONFIG")
    ]
    return names[0] if len(names) == 1 else None
