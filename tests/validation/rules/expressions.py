"""A configuration written in each dialect that can express it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.dialects.formats.properties_text import escape_key, escape_value
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .case_files import Described

SERVERS = (Role.BROKER, Role.CONTROLLER)
_TOPIC_FACTS = {attributes.TOPIC_NAME, attributes.PARTITIONS, attributes.REPLICATION_FACTOR}


@dataclass(frozen=True)
class Expression:
    """A file that says what a case says."""

    dialect: str
    name: str
    text: str
    role: str | None  # what the user would add, where the file itself cannot tell


def expressions(described: Described) -> Iterator[Expression]:
    """All files that express a configuration."""
    for write in _WRITERS:
        written = write(described)
        if written is not None:
            yield written


def quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def properties(one: Described) -> Expression | None:
    if one.attributes or one.client not in (Client.JAVA, Client.LIBRDKAFKA):
        return None
    text = "".join(f"{escape_key(key)}={escape_value(value)}\n" for key, value in one.config.items())
    role = str(one.role)
    if one.client is Client.LIBRDKAFKA:
        if one.role is Role.ADMIN:
            return None
        role = f"librdkafka-{one.role}"
    return Expression("properties", f"{one.role}.properties", text, role)


def _variable(key: str) -> str | None:
    if key != key.lower():
        return None
    return "KAFKA_" + key.replace("_", "__").replace("-", "___").replace(".", "_").upper()


def compose(one: Described) -> Expression | None:
    if one.role is not Role.BROKER or one.attributes or not one.config or "$" in str(one.config):
        return None
    variables = {_variable(key): value for key, value in one.config.items()}
    if None in variables or any("\n" in value for value in variables.values()):
        return None
    lines = "".join(f"      {name}: {quoted(value)}\n" for name, value in variables.items())
    text = f"services:\n  kafka:\n    image: apache/kafka\n    environment:\n{lines}"
    return Expression("compose", "docker-compose.yml", text, None)


def compose_list(one: Described) -> Expression | None:
    if one.role is not Role.BROKER or one.attributes or not one.config or "$" in str(one.config):
        return None
    variables = {_variable(key): value for key, value in one.config.items()}
    if None in variables or any("\n" in value for value in variables.values()):
        return None
    lines = "".join(f"      - {quoted(f'{name}={value}')}\n" for name, value in variables.items())
    text = f"services:\n  kafka:\n    image: apache/kafka\n    environment:\n{lines}"
    return Expression("compose", "compose.yaml", text, None)


def kubernetes(one: Described) -> Expression | None:
    if one.role is not Role.BROKER or one.attributes or not one.config or "$" in str(one.config):
        return None
    lines = "".join(f"    {escape_key(key)}={escape_value(value)}\n" for key, value in one.config.items())
    text = (
        f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kafka\ndata:\n  server.properties: |\n{lines}"
    )
    return Expression("kubernetes", "configmap.yaml", text, None)


def strimzi_topic(one: Described) -> Expression | None:
    if one.role is not Role.TOPIC or set(one.attributes) - _TOPIC_FACTS:
        return None
    spec = ""
    if attributes.TOPIC_NAME in one.attributes:
        spec += f"  topicName: {quoted(one.attributes[attributes.TOPIC_NAME])}\n"
    if attributes.PARTITIONS in one.attributes:
        spec += f"  partitions: {one.attributes[attributes.PARTITIONS]}\n"
    if attributes.REPLICATION_FACTOR in one.attributes:
        spec += f"  replicas: {one.attributes[attributes.REPLICATION_FACTOR]}\n"
    if one.config:
        spec += "  config:\n" + "".join(f"    {key}: {quoted(value)}\n" for key, value in one.config.items())
    spec = spec or "  {}\n"
    text = (
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata:\n  name: domain.entity.event\n"
        f"  labels:\n    strimzi.io/cluster: my-cluster\nspec:\n{spec}"
    )
    return Expression("strimzi", "topic.yaml", text, None)


def terraform_topic(one: Described) -> Expression | None:
    if one.role is not Role.TOPIC or set(one.attributes) - _TOPIC_FACTS or "${" in str(one.config):
        return None
    name = one.attributes.get(attributes.TOPIC_NAME, "domain.entity.event")
    lines = [f"  name = {quoted(name)}"]
    if attributes.PARTITIONS in one.attributes:
        lines.append(f"  partitions = {one.attributes[attributes.PARTITIONS]}")
    if attributes.REPLICATION_FACTOR in one.attributes:
        lines.append(f"  replication_factor = {one.attributes[attributes.REPLICATION_FACTOR]}")
    if one.config:
        settings = "".join(f"    {quoted(key)} = {quoted(value)}\n" for key, value in one.config.items())
        lines.append(f"  config = {{\n{settings}  }}")
    text = 'resource "kafka_topic" "this" {\n' + "\n".join(lines) + "\n}\n"
    return Expression("terraform", "topic.tf", text, None)


def terraform_msk(one: Described) -> Expression | None:
    if one.role is not Role.BROKER or one.attributes or not one.config or "${" in str(one.config):
        return None
    lines = "".join(f"{escape_key(key)}={escape_value(value)}\n" for key, value in one.config.items())
    text = (
        'resource "aws_msk_configuration" "this" {\n  name = "this"\n  server_properties = <<PROPERTIES\n'
        f"{lines}PROPERTIES\n}}\n"
    )
    return Expression("terraform", "msk.tf", text, None)


def spring_boot(one: Described) -> Expression | None:
    if one.client is not Client.JAVA or one.attributes or not one.config or "${" in str(one.config):
        return None
    if one.role not in (Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS):
        return None
    lines = "".join(f"        {quoted(f'[{key}]')}: {quoted(value)}\n" for key, value in one.config.items())
    text = f"spring:\n  kafka:\n    {one.role}:\n      properties:\n{lines}"
    return Expression("spring_boot", "application.yml", text, None)


def spring_properties(one: Described) -> Expression | None:
    if one.client is not Client.JAVA or one.attributes or not one.config or "${" in str(one.config):
        return None
    if one.role not in (Role.PRODUCER, Role.CONSUMER):
        return None
    lines = "".join(
        f"spring.kafka.{one.role}.properties.{escape_key(key)}={escape_value(value)}\n"
        for key, value in one.config.items()
    )
    return Expression("spring_boot", "application.properties", lines, None)


def spring_variables(one: Described) -> Expression | None:
    if one.client is not Client.JAVA or one.attributes or not one.config or "$" in str(one.config):
        return None
    if one.role not in (Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS):
        return None
    if any(not re.fullmatch(r"[a-z0-9]+(\.[a-z0-9]+)*", key) for key in one.config):
        return None
    if any("\n" in value for value in one.config.values()):
        return None
    prefix = f"SPRING_KAFKA_{one.role}_PROPERTIES_".upper()
    lines = "".join(
        f"      {prefix}{key.replace('.', '_').upper()}: {quoted(value)}\n"
        for key, value in one.config.items()
    )
    text = f"services:\n  app:\n    image: example/app\n    environment:\n{lines}"
    return Expression("spring_env", "compose.application.yml", text, None)


def hocon(one: Described) -> Expression | None:
    if one.client is not Client.JAVA or one.role is not Role.PRODUCER or one.attributes or not one.config:
        return None
    if any(not re.fullmatch(r"[a-z0-9]+(\.[a-z0-9]+)*", key) for key in one.config):
        return None
    lines = "".join(f"  {key} = {quoted(value)}\n" for key, value in one.config.items())
    return Expression("hocon", "application.conf", f"akka.kafka.producer.kafka-clients {{\n{lines}}}\n", None)


def connector_json(one: Described) -> Expression | None:
    if one.role not in (Role.CONNECT_SOURCE, Role.CONNECT_SINK) or "connector.class" not in one.config:
        return None
    if one.attributes:
        return None
    text = json.dumps({"name": one.config.get("name", "orders"), "config": one.config}, indent=2)
    return Expression("connect_json", "connector.json", text, None)


_MAKERS = {
    Role.PRODUCER: "new KafkaProducer<String, String>(props)",
    Role.CONSUMER: "new KafkaConsumer<String, String>(props)",
    Role.STREAMS: "new KafkaStreams(topology, props)",
    Role.ADMIN: "Admin.create(props)",
}


def java_source(one: Described) -> Expression | None:
    if one.client is not Client.JAVA or one.role not in _MAKERS or one.attributes or not one.config:
        return None
    lines = "".join(f"    props.put({quoted(key)}, {quoted(value)});\n" for key, value in one.config.items())
    text = (
        "import org.apache.kafka.clients.producer.KafkaProducer;\n\nclass Client {\n  void run() {\n"
        f"    Properties props = new Properties();\n{lines}    {_MAKERS[one.role]};\n  }}\n}}\n"
    )
    return Expression("java_source", "Client.java", text, None)


def confluent_kafka(one: Described) -> Expression | None:
    if one.client is not Client.LIBRDKAFKA or one.role not in (Role.PRODUCER, Role.CONSUMER):
        return None
    if one.attributes or not one.config or "${" in str(one.config):
        return None
    kind = str(one.role).capitalize()
    lines = "".join(f"    {key!r}: {value!r},\n" for key, value in one.config.items())
    text = f"from confluent_kafka import {kind}\n\nclient = {kind}({{\n{lines}}})\n"
    return Expression("python_source", "client.py", text, None)


def keyword_arguments(one: Described) -> Expression | None:
    classes = {
        (Client.KAFKA_PYTHON, Role.PRODUCER): ("kafka", "KafkaProducer"),
        (Client.KAFKA_PYTHON, Role.CONSUMER): ("kafka", "KafkaConsumer"),
        (Client.AIOKAFKA, Role.PRODUCER): ("aiokafka", "AIOKafkaProducer"),
        (Client.AIOKAFKA, Role.CONSUMER): ("aiokafka", "AIOKafkaConsumer"),
    }
    if (one.client, one.role) not in classes or one.attributes or not one.config:
        return None
    module, name = classes[one.client, one.role]
    lines = "".join(f"    {key.replace('.', '_')}={_literal(value)},\n" for key, value in one.config.items())
    return Expression(
        "python_source", "client.py", f"from {module} import {name}\n\nclient = {name}(\n{lines})\n", None
    )


def _literal(value: str) -> str:
    if value in ("true", "false"):
        return value.capitalize()
    return value if value.lstrip("-").isdecimal() else repr(value)


_WRITERS: tuple[Callable[[Described], Expression | None], ...] = (
    properties,
    compose,
    compose_list,
    kubernetes,
    strimzi_topic,
    terraform_topic,
    terraform_msk,
    spring_boot,
    spring_properties,
    spring_variables,
    hocon,
    connector_json,
    java_source,
    confluent_kafka,
    keyword_arguments,
)
