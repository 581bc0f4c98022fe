"""VAL011: a key that librdkafka does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.values.stray_keys import Kind, stray_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.rules.values.stray_keys import Stray


_OF_BINDINGS = ("go.", "dotnet.", "schema.registry.", "plugin.")
# What confluent-kafka takes out of the dict before librdkafka sees it.
_OF_CONFLUENT_KAFKA = frozenset(
    {
        "error_cb", "stats_cb", "throttle_cb", "oauth_cb", "logger", "log_cb", "on_delivery", "on_commit",
        "key.serializer", "value.serializer", "key.deserializer", "value.deserializer", "rebalance_cb",
        "default.topic.config", "delivery.report.only.error", "dr_cb", "dr_msg_cb", "event_cb",
    }
)  # fmt: skip
_JAVA_NAMES = {
    "buffer.memory": "queue.buffering.max.kbytes",
    "max.request.size": "message.max.bytes",
    "partitioner.class": "partitioner",
    "receive.buffer.bytes": "socket.receive.buffer.bytes",
    "send.buffer.bytes": "socket.send.buffer.bytes",
}


@rule(
    "VAL011",
    "client-key-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    each_setting=True,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN],
    clients=frozenset({Client.LIBRDKAFKA}),
    profile="dev",
    summary='librdkafka does not know the key: the constructor fails with "No such configuration property".',
    why=(
        "librdkafka rejects every key that it does not define, while Java clients only log it. Many of "
        "Java's keys do not exist here: the key serializers, max.poll.records, buffer.memory, delivery "
        "limits under other names."
    ),
    sources=["librdkafka, CONFIGURATION.md, rd_kafka_anyconf_set"],
    bad=(
        "bootstrap.servers=kafka-1:9092\n"
        "socket.keepalive.enable=true\n"
        "message.timeout.ms=60000\n"
        "buffer.memory=67108864"
    ),
    good=(
        "bootstrap.servers=kafka-1:9092\n"
        "socket.keepalive.enable=true\n"
        "message.timeout.ms=60000\n"
        "queue.buffering.max.kbytes=65536"
    ),
    dialect="producer.conf",
)
def client_key_unknown(config: EffectiveConfig) -> Iterator[Problem]:
    """A key unknown to librdkafka: the constructor fails with "No such configuration property"."""
    for stray in stray_keys(config):
        if stray.key.startswith(_OF_BINDINGS) or stray.key in _OF_CONFLUENT_KAFKA:
            continue
        renamed = _JAVA_NAMES.get(stray.key)
        java = stray.kind is Kind.OTHER_CLIENT
        told = "a Java client key; librdkafka rejects it" if java else "not a librdkafka configuration"
        hint = f"; use {renamed}" if renamed is not None else stray.hint
        slip = stray.kind is Kind.SLIP and renamed is None and stray.meant is not None
        yield config.problem(
            stray.setting, f"{stray.key} is {told}{hint}", fix=_fix(config, stray) if slip else None
        )


def _fix(config: EffectiveConfig, stray: Stray) -> Fix | None:
    meant = stray.meant or stray.key
    return config.fix_rename(stray.setting, meant, safe=config.catalogue.certain(stray.key) == meant)
