"""kafka-go (segmentio): fields of kafka.Writer and kafka.ReaderConfig.

Differences that decide: acknowledgements are off by default; a batch is sent after 100 messages or a second
by default, and a BatchTimeout of 0 is that second; BatchBytes also bounds a message and is not lowered;
attempts are counted, not timed; a reader fetches each partition by itself; there is no idempotent producer.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.go.source import (
    Function,
    Library,
    Statement,
    Written,
    among,
    duration,
    number_of,
    string_of,
    time_of,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.topic import Setting

_ACKS: Final = {"all": "RequireAll", "-1": "RequireAll", "1": "RequireOne", "0": "RequireNone"}
_CODECS: Final = {"gzip": "Gzip", "snappy": "Snappy", "lz4": "Lz4", "zstd": "Zstd"}
_ISOLATION: Final = {"read_committed": "ReadCommitted", "read_uncommitted": "ReadUncommitted"}
_FIRST: Final = {"earliest": "FirstOffset", "latest": "LastOffset"}
_MIB: Final = 1_048_576
_BACKOFF_MS: Final = 1000


def _messages(size: Setting) -> str | None:
    """batch.size in messages, because the library counts them too, and at 100 by default."""
    if size.figure is None:
        return None
    inputs = size.figure.inputs
    return str(max(1, math.ceil(size.figure.value * inputs["compression_ratio"] / inputs["record_bytes"])))


def _tries(setting: Setting) -> str:
    return str(max(1, math.ceil(float(setting.value) / _BACKOFF_MS)))


def _largest_fetch(client: ClientSettings) -> Iterator[Statement]:
    least = int(float(client.setting("fetch.min.bytes") or 1))
    most = int(float(client.setting("max.partition.fetch.bytes") or _MIB))
    yield Statement(
        f"config.MaxBytes = {max(least, most)}",
        "most bytes of a fetch: at least MinBytes, or the reader panics",
    )


_PRODUCER: Final = {
    "acks": Written(code="writer.RequiredAcks = kafka.{}", value=among(_ACKS)),
    "compression.type": Written(code="writer.Compression = kafka.{}", value=among(_CODECS)),
    "batch.size": Written(code="writer.BatchSize = {}", value=_messages, note=", here in messages"),
    "linger.ms": Written(code="writer.BatchTimeout = {}", value=time_of(1), note="; 0 would be a second"),
    "request.timeout.ms": Written(code="writer.WriteTimeout = {}\nwriter.ReadTimeout = {}", value=time_of(1)),
    "delivery.timeout.ms": Written(
        code=f"writer.MaxAttempts = {{}}\nwriter.WriteBackoffMax = {duration(_BACKOFF_MS)}",
        value=_tries,
        note=", here as MaxAttempts x WriteBackoffMax",
    ),
}
_CONSUMER: Final = {
    "group.id": Written(code="config.GroupID = {}", value=string_of),
    "auto.offset.reset": Written(code="config.StartOffset = kafka.{}", value=among(_FIRST)),
    "enable.auto.commit": Written(
        code="config.CommitInterval = 0",
        value=when("false"),
        note=": FetchMessage, then CommitMessages; ReadMessage would commit automatically",
    ),
    "isolation.level": Written(code="config.IsolationLevel = kafka.{}", value=among(_ISOLATION)),
    "fetch.min.bytes": Written(
        code="config.MinBytes = {}", value=number_of(1), note="; of each partition here"
    ),
    "fetch.max.wait.ms": Written(code="config.MaxWait = {}", value=time_of(1)),
    "max.poll.interval.ms": Written(code="config.RebalanceTimeout = {}", value=time_of(1)),
    "session.timeout.ms": Written(code="config.SessionTimeout = {}", value=time_of(1)),
    "heartbeat.interval.ms": Written(code="config.HeartbeatInterval = {}", value=time_of(1)),
}


KAFKA_GO: Final = Library(
    name="kafka-go",
    module="github.com/segmentio/kafka-go",
    version="v0.4.51",
    package="github.com/segmentio/kafka-go",
    placed_as_java=Statement(
        "writer.Balancer = &kafka.Murmur2Balancer{}",
        "the Java clients' placement of keys; the default, RoundRobin, ignores them",
    ),
    placed_otherwise=Statement(
        "writer.Balancer = &kafka.Hash{}",
        "keys decide the partition, as Sarama places them; the default, RoundRobin, ignores them",
    ),
    producer=Function(
        head=(
            "{name}(brokers ...string) *kafka.Writer {{\n"
            "\twriter := &kafka.Writer{{Addr: kafka.TCP(brokers...)}}"
        ),
        tail="return writer",
        written=_PRODUCER,
        unknown={
            "enable.idempotence": "kafka-go has no idempotent producer: a retry may write a batch twice",
            "buffer.memory": "kafka-go does not bound the bytes that wait",
            "max.in.flight.requests.per.connection": "kafka-go sends one batch of a partition at a time",
        },
    ),
    consumer=Function(
        head=(
            "{name}(brokers, topics []string) kafka.ReaderConfig {{\n"
            "\tconfig := kafka.ReaderConfig{{Brokers: brokers, GroupTopics: topics}}"
        ),
        tail="return config",
        written=_CONSUMER,
        first=_largest_fetch,
        unknown={
            "max.poll.records": "kafka-go hands over one record at a time",
            "group.protocol": "kafka-go knows the classic protocol only",
        },
    ),
)
