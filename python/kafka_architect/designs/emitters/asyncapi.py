"""asyncapi: one AsyncAPI 3.1 document with Kafka bindings 0.5.0: every channel, operation and message.

The extensions x-principal, x-groupId, x-env-server-overrides and x-error-topics are those that ZenWave's
asyncapi-ops reads. It names error topics by a template, so x-error-topics has its form only where a template
leads to the very names of the design; elsewhere it lists them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.model.topic import Kind
from kafka_architect.designs.writing.schema_fields import field_of
from kafka_architect.designs.writing.yaml_text import typed, yaml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.model.client import Service
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Message, Topic

_BINDING: Final = "0.5.0"
_QUIET: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})
_FAILED: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER})
_TYPES: Final[dict[str, dict[str, Any]]] = {
    "string": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "format": "int32"},
    "long": {"type": "integer", "format": "int64"},
    "float": {"type": "number", "format": "float"},
    "double": {"type": "number", "format": "double"},
    "decimal": {"type": "string", "format": "decimal"},
    "boolean": {"type": "boolean"},
    "bytes": {"type": "string", "format": "byte"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
}


def _emit(design: Design) -> dict[str, str]:
    topics = [one for one in design.topics.values() if one.kind not in _QUIET]
    components, names = _components(topics)
    document: dict[str, Any] = {
        "asyncapi": "3.1.0",
        "info": {
            "title": design.name,
            "version": "1.0.0",
            **({"description": design.description} if design.description else {}),
        },
        "defaultContentType": _content_type(design),
        "servers": {"kafka": _server(design)},
        "channels": {_id(one.name): _channel(one, names, design) for one in topics},
        "operations": _operations(design, topics),
        "components": {"messages": components},
    }
    if not topics:
        document.pop("operations")
    return {"asyncapi.yaml": yaml_text(document)}


def _components(topics: list[Topic]) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, str], str]]:
    """Every message once, and what the message of a topic is called there.

    Topics may have different messages of one name (of another key, for instance): then the name of the topic
    stands before it.
    """
    found: dict[str, dict[str, Any]] = {}
    names: dict[tuple[str, str], str] = {}
    for topic in topics:
        for one in _messages(topic):
            body, name = _message(one, topic.key), _id(one.name)
            if found.setdefault(name, body) != body:
                name = _id(f"{topic.name}.{one.name}")
                found[name] = body
            names[topic.name, one.name] = name
    return found, names


def _messages(topic: Topic) -> tuple[Message, ...]:
    from kafka_architect.designs.model.topic import Message

    return topic.messages or (Message(name=topic.name),)


def _server(design: Design) -> dict[str, Any]:
    return {
        "host": "{bootstrapServers}",
        "protocol": "kafka-secure",
        "description": f"The cluster of {design.name}{design.environment and ', ' + design.environment}.",
        "variables": {"bootstrapServers": {"description": "host:port of brokers, separated by commas"}},
        "bindings": {"kafka": {"bindingVersion": _BINDING}},
    }


def _errors(design: Design, topic: str, group: str, service: str) -> list[Topic]:
    """The retry and dead-letter topics of a topic for a group, or its service where no group is known."""
    return [
        one
        for one in design.topics.values()
        if one.kind in _FAILED
        and one.follows == topic
        and (one.group == group or (not one.group and service in (*one.senders, *one.receivers)))
    ]


def _channel(topic: Topic, names: dict[tuple[str, str], str], design: Design) -> dict[str, Any]:
    return {
        "address": topic.name,
        **({"description": topic.description} if topic.description else {}),
        "messages": {
            _id(one.name): {"$ref": _ref("messages", names[topic.name, one.name])} for one in _messages(topic)
        },
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": int(topic.partitions),
                "replicas": int(topic.replication_factor),
                "topicConfiguration": _configuration(topic),
                "bindingVersion": _BINDING,
                **_overrides(topic, design),
            }
        },
    }


def _overrides(topic: Topic, design: Design) -> dict[str, Any]:
    """What differs in the environments of the specification."""
    found: dict[str, Any] = {}
    for environment, topics in design.elsewhere.items():
        if topic.name in topics:
            other = topics[topic.name]
            there = {
                "partitions": other.partitions,
                "replicas": other.replication_factor,
                "topicConfiguration": _values(other.settings) or None,
            }
            found[environment] = {key: value for key, value in there.items() if value is not None}
    return {"x-env-server-overrides": found} if found else {}


def _configuration(topic: Topic) -> dict[str, Any]:
    return _values({one.key: one.value for one in topic.settings})


def _values(settings: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: value.split(",") if key == "cleanup.policy" else typed(key, value)
        for key, value in settings.items()
    }


def _operations(design: Design, topics: list[Topic]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for topic in topics:
        for action, services in (("send", topic.senders), ("receive", topic.receivers)):
            for name in services:
                service = design.services[name]
                operation: dict[str, Any] = {
                    "action": action,
                    "channel": {"$ref": f"#/channels/{_pointer(_id(topic.name))}"},
                    "messages": [
                        {"$ref": f"#/channels/{_pointer(_id(topic.name))}/messages/{_pointer(_id(one.name))}"}
                        for one in _messages(topic)
                    ],
                    "bindings": {"kafka": _use(design, topic, service, action)},
                    "x-service": name,
                }
                found[_id(f"{name}.{action}.{topic.name}")] = operation
    return found


def _use(design: Design, topic: Topic, service: Service, action: str) -> dict[str, Any]:
    """The binding of an operation: who, as which group, and where failed records go."""
    found: dict[str, Any] = {}
    groups = [
        one.name
        for one in design.groups.values()
        if action == "receive" and one.service == service.name and topic.name in one.topics
    ]
    if groups:
        found["groupId"] = {"type": "string", "enum": groups}
    found["bindingVersion"] = _BINDING
    found["x-principal"] = service.principal.removeprefix("User:")
    if len(groups) == 1:
        found["x-groupId"] = groups[0]
        if errors := _errors(design, topic.name, groups[0], service.name):
            found["x-error-topics"] = _by_template(errors, topic.name, groups[0]) or [
                one.name for one in errors
            ]
    return found


def _by_template(errors: list[Topic], topic: str, group: str) -> dict[str, Any] | None:
    """Error topics as ZenWave makes them out of a template; None where it would make others."""
    retries = [one for one in errors if one.kind is Kind.RETRY]
    dead = [one for one in errors if one.kind is Kind.DEAD_LETTER]
    suffixes = [f"retry-{number}" for number in range(len(retries))]
    named = [*zip(retries, suffixes, strict=True), *((one, "dlq") for one in dead)]
    if len(dead) > 1 or not all(one.name.endswith(suffix) for one, suffix in named):
        return None
    starts = {one.name.removesuffix(suffix) for one, suffix in named}
    alike = {
        (
            int(one.partitions),
            int(one.replication_factor),
            tuple((setting.key, setting.value) for setting in one.settings),
        )
        for one in retries
    }
    if len(starts) != 1 or len(alike) > 1:
        return None
    start = starts.pop().replace(topic, "${channel.address}").replace(group, "${groupId}")
    found: dict[str, Any] = {"addressTemplate": f"{start}${{suffix}}", "retryTopics": len(retries)}
    for name, members in (("retry", retries), ("dlq", dead)):
        if members:
            found[name] = {
                "partitions": int(members[0].partitions),
                "replicas": int(members[0].replication_factor),
                "topicConfiguration": _configuration(members[0]),
            }
    return found


def _message(message: Message, key: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": message.name}
    if message.description:
        found["summary"] = message.description
    if message.fields:
        found["payload"] = {
            "type": "object",
            "properties": {name: _property(name, kind) for name, kind in message.fields.items()},
        }
    if key:
        found["bindings"] = {
            "kafka": {
                "key": {"type": "string", "description": " + ".join(key)},
                "bindingVersion": _BINDING,
            }
        }
    return found


def _property(name: str, kind: str) -> dict[str, Any]:
    field = field_of(name, kind)
    one = _TYPES[field.kind]
    return {"type": "array", "items": one} if field.many else one


def _content_type(design: Design) -> str:
    formats = {one.format for one in design.schemas}
    return {"avro": "application/vnd.apache.avro+json", "protobuf": "application/vnd.google.protobuf"}.get(
        next(iter(formats)) if len(formats) == 1 else "", "application/json"
    )


def _id(name: str) -> str:
    """A key of components and channels: letters, digits, '.', '_' and '-'."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", name)


def _pointer(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _ref(part: str, name: str) -> str:
    return f"#/components/{part}/{_pointer(_id(name))}"


EMITTER = Emitter("asyncapi", "AsyncAPI 3.1 with Kafka bindings 0.5.0.", _emit)
