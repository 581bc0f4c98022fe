"""Keys that belong to serializers, interceptors, reporters and other plug-ins, by how they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.effective import once
from kafka_architect.validation.role import SERVERS, Role

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig

# Confluent's serializers and platform, Spring's serializers, cloud logins, authorizers, reporters, metrics.
_ANYWHERE = (
    "confluent.", "schema.registry.", "schema.format", "auto.register.schemas", "use.latest.version",
    "use.schema.id", "latest.", "normalize.schemas", "avro.", "json.", "protobuf.", "specific.",
    "derive.type",
    "key.subject.name.strategy", "value.subject.name.strategy", "reference.subject.name.strategy",
    "basic.auth.", "bearer.auth.", "spring.", "apicurio.", "aws.", "azure.", "gcp.", "google.", "oauth.",
    "strimzi.", "metrics.", "telemetry.", "interceptor.", "opentelemetry.", "otel.", "internal.", "java.",
    "log4j.", "logging.", "rule.", "rules.", "csfle.", "encryption.", "schema.reflection", "use.", "wrapped.",
)  # fmt: skip
_SERVERS = (
    "listener.name.", "authorizer.", "opa.", "ranger.", "cruise.control.", "kafka.", "external.",
    "rsm.", "rlmm.",
    "principal.", "client.quota.callback.", "quota.", "create.topic.policy.", "alter.config.policy.",
    "kafkastore.", "group.config.", "ssl.engine.", "security.providers", "metric.",
)  # fmt: skip
_WORKERS = (
    "key.converter.", "value.converter.", "header.converter.", "internal.key.converter",
    "internal.value.converter", "rest.", "config.providers.", "connector.", "plugin.", "topic.creation.",
)  # fmt: skip
# Names of plug-in classes; where one is not Apache's own, unfamiliar keys may be meant for it.
_PLUGINS = (
    "key.serializer", "value.serializer", "key.deserializer", "value.deserializer", "interceptor.classes",
    "metric.reporters", "partitioner.class", "partition.assignment.strategy", "config.providers",
    "default.key.serde", "default.value.serde", "sasl.login.callback.handler.class", "sasl.login.class",
    "sasl.client.callback.handler.class", "ssl.engine.factory.class", "security.providers",
    "authorizer.class.name", "principal.builder.class", "client.quota.callback.class",
    "kafka.metrics.reporters",
    "create.topic.policy.class.name", "alter.config.policy.class.name",
    "remote.log.storage.manager.class.name",
    "replica.selector.class", "key.converter", "value.converter", "rest.extension.classes",
)  # fmt: skip
_OWN = ("org.apache.kafka.", "kafka.")


# Kafka's own until 3.0, though they begin like a plug-in's.
_WERE_KAFKAS = frozenset({"internal.key.converter", "internal.value.converter"})


def belongs_to_plugin(key: str, role: Role) -> bool:
    """Whether a key begins like those of a plug-in: then it is nobody's mistake."""
    if key in _WERE_KAFKAS:
        return False
    if key.startswith(_ANYWHERE):
        return True
    if role in SERVERS:
        return key.startswith(_SERVERS)
    return role in (Role.CONNECT_WORKER, Role.MM2) and key.startswith(_WORKERS)


@once
def has_plugin(config: EffectiveConfig) -> bool:
    """Whether the configuration names a class that is not Kafka's own."""
    if config.role in (Role.STREAMS, Role.MM2):  # serdes, processors and filters read the same keys
        return True
    for key in _PLUGINS:
        setting = config.explicit(key)
        if setting is None or not (setting.value or "").strip():
            continue
        names = [name.strip() for name in (setting.value or "").split(",")]
        if not setting.resolved or not all(name.startswith(_OWN) for name in names):
            return True
    return False
