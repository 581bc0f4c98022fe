"""The configuration of a connector: what the design says, and what follows from it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.subject_strategy import KEY, strategies, to_be_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.moving import Connector
    from kafka_architect.designs.model.topic import Topic

_ROUTER: Final = "io.debezium.transforms.outbox.EventRouter"
_JSON: Final = "org.apache.kafka.connect.json.JsonConverter"
_TEXT: Final = "org.apache.kafka.connect.storage.StringConverter"
# format of a SchemaSubject -> the converter of the registry's own project
_CONVERTERS: Final = {
    "avro": "io.confluent.connect.avro.AvroConverter",
    "protobuf": "io.confluent.connect.protobuf.ProtobufConverter",
    "json-schema": "io.confluent.connect.json.JsonSchemaConverter",
}
# What Debezium cannot start without; a value is the worker's environment variable of that ending.
_DATABASE: Final = ("database.hostname", "database.user", "database.password")
_NAMED: Final = (*_DATABASE, "database.dbname")
_HISTORY: Final = "schema.history.internal.kafka.bootstrap.servers"
_POSTGRES: Final = "io.debezium.connector.postgresql.PostgresConnector"
_CONNECTION: Final[dict[str, tuple[str, ...]]] = {
    _POSTGRES: _NAMED,
    "io.debezium.connector.mysql.MySqlConnector": (*_DATABASE, "database.server.id", _HISTORY),
    "io.debezium.connector.mariadb.MariaDbConnector": (*_DATABASE, "database.server.id", _HISTORY),
    "io.debezium.connector.sqlserver.SqlServerConnector": (*_DATABASE, "database.names", _HISTORY),
    "io.debezium.connector.oracle.OracleConnector": (*_NAMED, _HISTORY),
    "io.debezium.connector.mongodb.MongoDbConnector": ("mongodb.connection.string",),
}
# What a worker needs to read those variables.
PROVIDERS: Final = {
    "config.providers": "env",
    "config.providers.env.class": "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
}


def of_connect(design: Design) -> list[Connector]:
    """The connectors that run in Kafka Connect."""
    return [one for one in design.connectors if one.runtime == "connect"]


def connector_config(connector: Connector, design: Design) -> dict[str, str]:
    """Everything but name, class and tasks.max; what the design states wins."""
    follow = _source if connector.direction == "source" else _sink
    derived = dict(follow(connector, design))
    stated = {one.key: one.value for one in connector.settings}
    return {**stated, **{key: value for key, value in derived.items() if key not in stated}}


def worker_converters(design: Design) -> dict[str, str]:
    """Converters of a worker: keys as text, values in the format of most subjects, else plain JSON."""
    formats = Counter(one.format for one in design.schemas).most_common(1)
    converter = _CONVERTERS.get(formats[0][0]) if formats else None
    if converter is None:
        values = {"value.converter": _JSON, "value.converter.schemas.enable": "false"}
    else:
        registry = "${env:SCHEMA_REGISTRY_URL}"
        values = {
            "value.converter": converter,
            "value.converter.schema.registry.url": registry,
            # Schemas are registered when they are deployed, where compatibility is checked.
            "value.converter.auto.register.schemas": "false",
        }
        strategy = to_be_set(strategies(design.schemas))
        if strategy:
            values[f"value.converter.{KEY}"] = strategy
    return {"key.converter": _TEXT, **values}


def _source(connector: Connector, design: Design) -> Iterator[tuple[str, str]]:
    prefix = re.sub(r"[^A-Z0-9]+", "_", connector.name.upper()).strip("_")
    for key in _CONNECTION.get(connector.plugin, ()):
        yield key, f"${{env:{prefix}_{key.replace('.', '_').upper()}}}"
    if connector.plugin == _POSTGRES:
        # While the captured tables are idle, PostgreSQL would keep its log for the slot.
        yield "heartbeat.interval.ms", "10000"
    routed = any(one.value == _ROUTER for one in connector.settings)
    if connector.plugin in _CONNECTION and not routed:
        # Debezium's keys are structures, which a converter of text would write as Java prints them.
        yield from (("key.converter", _JSON), ("key.converter.schemas.enable", "false"))
    topics = [design.topics[name] for name in connector.topics if name in design.topics]
    yield from _topic_creation(topics)


def _topic_creation(topics: list[Topic]) -> Iterator[tuple[str, str]]:
    """Groups of topics that are created alike, should they be missing: not with one partition each."""
    if not topics:
        return
    groups: dict[tuple[int, tuple[tuple[str, str], ...]], list[Topic]] = {}
    for topic in topics:
        settings = tuple((one.key, one.value) for one in topic.settings)
        groups.setdefault((int(topic.partitions), settings), []).append(topic)
    replicas = str(int(topics[0].replication_factor))
    (partitions, _), _ = max(groups.items(), key=lambda item: len(item[1]))
    yield "topic.creation.default.replication.factor", replicas
    yield "topic.creation.default.partitions", str(partitions)
    names = [f"group{number}" for number in range(1, len(groups) + 1)]
    yield "topic.creation.groups", ",".join(names)
    for name, ((count, settings), members) in zip(names, groups.items(), strict=True):
        start = f"topic.creation.{name}."
        yield f"{start}include", ",".join(literal(one.name) for one in members)
        yield f"{start}partitions", str(count)
        for key, value in settings:
            yield f"{start}{key}", value


def _sink(connector: Connector, design: Design) -> Iterator[tuple[str, str]]:
    """What cannot be converted or stored is put aside with the reason in its headers."""
    topics = [design.topics[name] for name in connector.topics if name in design.topics]
    replicas = max((int(one.replication_factor) for one in topics), default=3)
    yield "topics", ",".join(connector.topics)
    yield "errors.tolerance", "all"
    yield "errors.deadletterqueue.topic.name", f"{connector.name}.dlq"
    yield "errors.deadletterqueue.topic.replication.factor", str(replicas)
    yield "errors.deadletterqueue.context.headers.enable", "true"
    yield "errors.log.enable", "true"


def literal(name: str) -> str:
    """A name within a Java regular expression."""
    return re.sub(r"([^A-Za-z0-9_-])", r"\\\1", name)
