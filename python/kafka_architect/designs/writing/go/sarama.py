"""Sarama: fields of sarama.Config.

Differences that decide: an idempotent producer takes one open request per connection only; the thresholds of
Producer.Flush count all partitions of a broker together, so that there is no batch.size; retries are counted,
not timed; Consumer.Group.Session.Timeout is 10 s by default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.go.source import (
    Function,
    Library,
    Statement,
    Written,
    among,
    duration,
    idempotent,
    number_of,
    time_of,
    when,
)

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.topic import Setting

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


def _tries(setting: Setting) -> str:
    return str(max(1, int(float(setting.value)) // _BACKOFF_MS))


def _not_idempotent(client: ClientSettings) -> bool:
    return not idempotent(client)


_PRODUCER: Final = {
    "acks": Written(code="config.Producer.RequiredAcks = sarama.{}", value=among(_ACKS)),
    "enable.idempotence": Written(
        code="config.Producer.Idempotent = true",
        value=when("true"),
        more=Statement(
            "config.Net.MaxOpenRequests = 1", "Sarama's idempotent producer takes one open request only"
        ),
    ),
    "max.in.flight.requests.per.connection": Written(
        code="config.Net.MaxOpenRequests = {}", value=number_of(1), only=_not_idempotent
    ),
    "compression.type": Written(
        code="config.Producer.Compression = sarama.Compression{}", value=among(_CODECS)
    ),
    "linger.ms": Written(code="config.Producer.Flush.Frequency = {}", value=time_of()),
    "request.timeout.ms": Written(
        code="config.Producer.Timeout = {}\nconfig.Net.ReadTimeout = {}", value=time_of(1)
    ),
    "delivery.timeout.ms": Written(
        code=f"config.Producer.Retry.Max = {{}}\nconfig.Producer.Retry.Backoff = {duration(_BACKOFF_MS)}",
        value=_tries,
        note=", here as Retry.Max x Retry.Backoff",
    ),
}
_CONSUMER: Final = {
    "auto.offset.reset": Written(code="config.Consumer.Offsets.Initial = sarama.{}", value=among(_FIRST)),
    "enable.auto.commit": Written(
        code="config.Consumer.Offsets.AutoCommit.Enable = {}", value=lambda setting: setting.value
    ),
    "isolation.level": Written(code="config.Consumer.IsolationLevel = sarama.{}", value=among(_ISOLATION)),
    "fetch.min.bytes": Written(code="config.Consumer.Fetch.Min = {}", value=number_of(1)),
    "fetch.max.wait.ms": Written(code="config.Consumer.MaxWaitTime = {}", value=time_of(1)),
    "max.partition.fetch.bytes": Written(code="config.Consumer.Fetch.Default = {}", value=number_of(1)),
    "max.poll.interval.ms": Written(code="config.Consumer.Group.Rebalance.Timeout = {}", value=time_of(2)),
    "session.timeout.ms": Written(code="config.Consumer.Group.Session.Timeout = {}", value=time_of(3)),
    "heartbeat.interval.ms": Written(code="config.Consumer.Group.Heartbeat.Interval = {}", value=time_of(1)),
}


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
        written=_PRODUCER,
        last=Statement("config.Producer.Return.Successes = true", "SyncProducer requires it"),
        unknown={
            "max.in.flight.requests.per.connection": "Net.MaxOpenRequests, 1 for an idempotent producer",
            "batch.size": "Producer.Flush.Bytes counts all partitions of a broker together, and stays unset",
            "buffer.memory": "Sarama bounds the records that wait (ChannelBufferSize), not their bytes",
        },
    ),
    consumer=Function(
        head="{name}() *sarama.Config {{\n\tconfig := sarama.NewConfig()",
        tail="return config",
        written=_CONSUMER,
        unknown={
            "group.id": "an argument of sarama.NewConsumerGroup",
            "max.poll.records": "Sarama hands over one record at a time",
            "group.protocol": "Sarama knows the classic protocol only",
        },
    ),
)
