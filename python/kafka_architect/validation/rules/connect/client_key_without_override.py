"""CNT027: a connector sets a client's key without producer.override. or consumer.override."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import section_catalogue
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# Families whose documented properties are known: what others read of `consumer.` is their own affair.
_FAMILIES = (
    "io.debezium.connector.", "io.confluent.connect.", "io.aiven.connect.", "io.aiven.kafka.connect.",
    "com.mongodb.kafka.connect.", "com.snowflake.kafka.connector.", "com.clickhouse.kafka.connect.",
    "org.apache.kafka.connect.file.",
)  # fmt: skip
# They have clients of their own, with such prefixes.
_OWN_CLIENTS = ("replicator", "mirror", "schemasource", "datagen", "activemq", "tibco")
_PREFIXES = ("producer.", "consumer.")
# Of keys without any prefix those that no connector of these families has as its own.
_PRODUCER = (
    "buffer.memory", "delivery.timeout.ms", "enable.idempotence", "max.request.size",
    "max.in.flight.requests.per.connection",
)  # fmt: skip
_CONSUMER = (
    "auto.offset.reset", "fetch.max.bytes", "fetch.max.wait.ms", "fetch.min.bytes",
    "max.partition.fetch.bytes", "max.poll.interval.ms", "max.poll.records", "partition.assignment.strategy",
)  # fmt: skip
_BARE = {Role.CONNECT_SOURCE: ("producer.", _PRODUCER), Role.CONNECT_SINK: ("consumer.", _CONSUMER)}


@rule(
    "CNT027",
    "client-key-without-override",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_SOURCE, Role.CONNECT_SINK],
    profile="dev",
    summary="A connector sets a client key without producer.override. or consumer.override.: it is ignored.",
    why=(
        "The clients of a connector read the worker's producer.* and consumer.* keys, then the connector's "
        "keys behind producer.override., consumer.override. and admin.override.. Every other key belongs "
        "to the connector's own class, which silently ignores what it does not know: max.poll.records or "
        "consumer.max.poll.records in a sink has no effect."
    ),
    sources=[
        "KIP-458",
        "connect-runtime, ConnectorConfig.CONNECTOR_CLIENT_PRODUCER_OVERRIDES_PREFIX, Worker.producerConfigs",
    ],
    bad=(
        "name=orders\nconnector.class=io.confluent.connect.s3.S3SinkConnector\ntopics=orders\n"
        "consumer.max.poll.records=5000"
    ),
    good=(
        "name=orders\nconnector.class=io.confluent.connect.s3.S3SinkConnector\ntopics=orders\n"
        "consumer.override.max.poll.records=5000"
    ),
)
def client_key_without_override(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at connectors of known families, for keys that are certainly a client's."""
    name = config.text("connector.class") or ""
    if not name.startswith(_FAMILIES) or any(own in name.lower() for own in _OWN_CLIENTS):
        return
    for key in list(config.settings):
        prefix = next((one for one in _PREFIXES if key.startswith(one)), None)
        if prefix is None or key.startswith(f"{prefix}override."):
            continue
        rest = key.removeprefix(prefix)
        if section_catalogue(config.kafka_version, prefix.rstrip(".")).get(rest) is not None:
            yield from _ignored(config, config.settings[key], f"{prefix}override.{rest}")
    prefix, keys = _BARE[config.role]
    for key in keys:
        setting = config.explicit(key)
        if setting is not None:
            yield from _ignored(config, setting, f"{prefix}override.{key}")


def _ignored(config: EffectiveConfig, setting: Setting, meant: str) -> Iterator[Problem]:
    if config.explicit(meant) is not None:
        return
    yield config.problem(
        setting,
        f"{setting.key} is ignored: a connector sets its clients' keys with the prefix "
        f"{meant.partition('override.')[0]}override.; write {meant}",
        fix=config.fix_rename(setting, meant),
    )
