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
    duration,
    go_string,
    whole,
    why,
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


def _producer(client: ClientSettings) -> Iterator[Statement]:
    for one in client.settings:
        key, value = one.key, one.value
        if key == "acks" and value in _ACKS:
            yield Statement(f"writer.RequiredAcks = kafka.{_ACKS[value]}", why(one))
        elif key == "compression.type" and value in _CODECS:
            yield Statement(f"writer.Compression = kafka.{_CODECS[value]}", why(one))
        elif key == "batch.size":
            yield from _batch(one)
        elif key == "linger.ms":
            yield Statement(f"writer.BatchTimeout = {duration(value, 1)}", f"{why(one)}; 0 would be a second")
        elif key == "request.timeout.ms":
            yield Statement(
                f"writer.WriteTimeout = {duration(value, 1)}\nwriter.ReadTimeout = {duration(value, 1)}",
                why(one),
            )
        elif key == "delivery.timeout.ms":
            tries = max(1, math.ceil(float(value) / _BACKOFF_MS))
            yield Statement(
                f"writer.MaxAttempts = {tries}\nwriter.WriteBackoffMax = {duration(_BACKOFF_MS)}",
                f"{why(one)}, here as MaxAttempts x WriteBackoffMax",
            )


def _batch(size: Setting) -> Iterator[Statement]:
    """Messages, because the library counts them too, and at 100 by default."""
    if size.figure is None:
        return
    inputs = size.figure.inputs
    messages = max(1, math.ceil(size.figure.value * inputs["compression_ratio"] / inputs["record_bytes"]))
    yield Statement(f"writer.BatchSize = {messages}", f"{why(size)}, here in messages")


def _consumer(client: ClientSettings) -> Iterator[Statement]:
    least = int(float(client.setting("fetch.min.bytes") or 1))
    most = int(float(client.setting("max.partition.fetch.bytes") or _MIB))
    yield Statement(
        f"config.MaxBytes = {max(least, most)}",
        "most bytes of a fetch: at least MinBytes, or the reader panics",
    )
    for one in client.settings:
        key, value = one.key, one.value
        if key == "group.id":
            yield Statement(f"config.GroupID = {go_string(value)}", why(one))
        elif key == "auto.offset.reset" and value in _FIRST:
            yield Statement(f"config.StartOffset = kafka.{_FIRST[value]}", why(one))
        elif key == "enable.auto.commit" and value == "false":
            yield Statement(
                "config.CommitInterval = 0",
                f"{why(one)}: FetchMessage, then CommitMessages; ReadMessage would commit by itself",
            )
        elif key == "isolation.level" and value in _ISOLATION:
            yield Statement(f"config.IsolationLevel = kafka.{_ISOLATION[value]}", why(one))
        elif key == "fetch.min.bytes":
            yield Statement(f"config.MinBytes = {whole(value, 1)}", f"{why(one)}; of each partition here")
        elif key == "fetch.max.wait.ms":
            yield Statement(f"config.MaxWait = {duration(value, 1)}", why(one))
        elif key == "max.poll.interval.ms":
            yield Statement(f"config.RebalanceTimeout = {duration(value, 1)}", why(one))
        elif key == "session.timeout.ms":
            yield Statement(f"config.SessionTimeout = {duration(value, 1)}", why(one))
        elif key == "heartbeat.interval.ms":
            yield Statement(f"config.HeartbeatInterval = {duration(value, 1)}", why(one))


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
        statements=_producer,
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
        statements=_consumer,
        unknown={
            "max.poll.records": "kafka-go hands over one record at a time",
            "group.protocol": "kafka-go knows the classic protocol only",
        },
    ),
)
