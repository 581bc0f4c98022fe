"""Sarama: fields of sarama.Config.

Differences that decide: an idempotent producer takes one open request per connection only; the thresholds of
Producer.Flush count all partitions of a broker together, so that there is no batch.size; retries are counted,
not timed; Consumer.Group.Session.Timeout is 10 s by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.go.source import Function, Library, Statement, duration, whole, why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings

_ACKS: Final = {"all": "WaitForAll", "-1": "WaitForAll", "1": "WaitForLocal", "0": "NoResponse"}
_CODECS: Final = {
    "none": "None",
    "gzip": "GZIP",
    "snappy": "Snappy",
    "lz4": "LZ4",
    "zstd": "ZSTD",
}
_ISOLATION: Final = {"read_committed": "ReadCommitted", "read_uncommitted": "ReadUncommitted"}
_FIRST: Final = {"earliest": "OffsetOldest", "latest": "OffsetNewest"}
_BACKOFF_MS: Final = 250


def _producer(client: ClientSettings) -> Iterator[Statement]:
    idempotent = client.setting("enable.idempotence") == "true"
    for one in client.settings:
        key, value = one.key, one.value
        if key == "acks" and value in _ACKS:
            yield Statement(f"config.Producer.RequiredAcks = sarama.{_ACKS[value]}", why(one))
        elif key == "enable.idempotence" and idempotent:
            yield Statement("config.Producer.Idempotent = true", why(one))
            yield Statement(
                "config.Net.MaxOpenRequests = 1", "Sarama's idempotent producer takes one open request only"
            )
        elif key == "max.in.flight.requests.per.connection" and not idempotent:
            yield Statement(f"config.Net.MaxOpenRequests = {whole(value, 1)}", why(one))
        elif key == "compression.type" and value in _CODECS:
            yield Statement(f"config.Producer.Compression = sarama.Compression{_CODECS[value]}", why(one))
        elif key == "linger.ms":
            yield Statement(f"config.Producer.Flush.Frequency = {duration(value)}", why(one))
        elif key == "request.timeout.ms":
            yield Statement(
                f"config.Producer.Timeout = {duration(value, 1)}\n"
                f"config.Net.ReadTimeout = {duration(value, 1)}",
                why(one),
            )
        elif key == "delivery.timeout.ms":
            tries = max(1, int(float(value)) // _BACKOFF_MS)
            yield Statement(
                f"config.Producer.Retry.Max = {tries}\n"
                f"config.Producer.Retry.Backoff = {duration(_BACKOFF_MS)}",
                f"{why(one)}, here as Retry.Max x Retry.Backoff",
            )
    yield Statement("config.Producer.Return.Successes = true", "SyncProducer requires it")


def _consumer(client: ClientSettings) -> Iterator[Statement]:
    for one in client.settings:
        key, value = one.key, one.value
        if key == "auto.offset.reset" and value in _FIRST:
            yield Statement(f"config.Consumer.Offsets.Initial = sarama.{_FIRST[value]}", why(one))
        elif key == "enable.auto.commit":
            yield Statement(f"config.Consumer.Offsets.AutoCommit.Enable = {value}", why(one))
        elif key == "isolation.level" and value in _ISOLATION:
            yield Statement(f"config.Consumer.IsolationLevel = sarama.{_ISOLATION[value]}", why(one))
        elif key == "fetch.min.bytes":
            yield Statement(f"config.Consumer.Fetch.Min = {whole(value, 1)}", why(one))
        elif key == "fetch.max.wait.ms":
            yield Statement(f"config.Consumer.MaxWaitTime = {duration(value, 1)}", why(one))
        elif key == "max.partition.fetch.bytes":
            yield Statement(f"config.Consumer.Fetch.Default = {whole(value, 1)}", why(one))
        elif key == "max.poll.interval.ms":
            yield Statement(f"config.Consumer.Group.Rebalance.Timeout = {duration(value, 2)}", why(one))
        elif key == "session.timeout.ms":
            yield Statement(f"config.Consumer.Group.Session.Timeout = {duration(value, 3)}", why(one))
        elif key == "heartbeat.interval.ms":
            yield Statement(f"config.Consumer.Group.Heartbeat.Interval = {duration(value, 1)}", why(one))


SARAMA: Final = Library(
    name="Sarama",
    module="github.com/IBM/sarama",
    version="v1.61.1",
    package="github.com/IBM/sarama",
    placed_as_java=Statement(
        "config.Producer.Partitioner = sarama.NewMurmur2Partitioner",
        "the Java clients' placement of keys; NewHashPartitioner, the default, places them elsewhere",
    ),
    producer=Function(
        head="{name}() *sarama.Config {{\n\tconfig := sarama.NewConfig()",
        tail="return config",
        statements=_producer,
        unknown={
            "max.in.flight.requests.per.connection": "Net.MaxOpenRequests, 1 for an idempotent producer",
            "batch.size": "Producer.Flush.Bytes counts all partitions of a broker together, and stays unset",
            "buffer.memory": "Sarama bounds the records that wait (ChannelBufferSize), not their bytes",
        },
    ),
    consumer=Function(
        head="{name}() *sarama.Config {{\n\tconfig := sarama.NewConfig()",
        tail="return config",
        statements=_consumer,
        unknown={
            "group.id": "an argument of sarama.NewConsumerGroup",
            "max.poll.records": "Sarama hands over one record at a time",
            "group.protocol": "Sarama knows the classic protocol only",
        },
    ),
)
