"""franz-go: options of kgo.NewClient.

Differences that decide: ProducerBatchMaxBytes also bounds a record, so that it is not lowered to batch.size;
with idempotence, the default, the client chooses the requests in flight; the fetch wait is at least 10 ms;
KIP-848 needs ServerSideBalancer and a balancer that the brokers know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.go.source import (
    Function,
    Library,
    Statement,
    argument,
    go_string,
    whole,
    why,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings

_ACKS: Final = {"all": "AllISRAcks", "-1": "AllISRAcks", "1": "LeaderAck", "0": "NoAck"}
_CODECS: Final = {"none": "No", "gzip": "Gzip", "snappy": "Snappy", "lz4": "Lz4", "zstd": "Zstd"}
_ISOLATION: Final = {"read_committed": "ReadCommitted", "read_uncommitted": "ReadUncommitted"}
_FIRST: Final = {"earliest": "AtStart", "latest": "AtEnd"}
_LONGEST_LINGER_MS: Final = 60_000
_LEAST_WAIT_MS: Final = 10
_LEAST_MS: Final = 100


def _producer(client: ClientSettings) -> Iterator[Statement]:
    idempotent = client.setting("enable.idempotence") != "false"
    for one in client.settings:
        key, value = one.key, one.value
        if key == "acks" and value in _ACKS:
            yield _option(f"kgo.RequiredAcks(kgo.{_ACKS[value]}())", why(one))
        elif key == "enable.idempotence" and not idempotent:
            yield _option("kgo.DisableIdempotentWrite()", why(one))
        elif key == "max.in.flight.requests.per.connection" and not idempotent:
            yield _option(f"kgo.MaxProduceRequestsInflightPerBroker({whole(value, 1)})", why(one))
        elif key == "compression.type" and value in _CODECS:
            yield _option(f"kgo.ProducerBatchCompression(kgo.{_CODECS[value]}Compression())", why(one))
        elif key == "linger.ms":
            linger = min(_LONGEST_LINGER_MS, float(value))
            yield _option(f"kgo.ProducerLinger({argument(linger)})", why(one))
        elif key == "buffer.memory":
            yield _option(f"kgo.MaxBufferedBytes({whole(value)})", why(one))
        elif key == "request.timeout.ms":
            yield _option(f"kgo.ProduceRequestTimeout({argument(value, _LEAST_MS)})", why(one))
        elif key == "delivery.timeout.ms":
            yield _option(f"kgo.RecordDeliveryTimeout({argument(value, 1000)})", why(one))


def _consumer(client: ClientSettings) -> Iterator[Statement]:
    for one in client.settings:
        key, value = one.key, one.value
        if key == "group.id":
            yield _option(f"kgo.ConsumerGroup({go_string(value)})", why(one))
        elif key == "auto.offset.reset" and value in _FIRST:
            yield _option(f"kgo.ConsumeStartOffset(kgo.NewOffset().{_FIRST[value]}())", why(one))
        elif key == "enable.auto.commit" and value == "false":
            yield _option("kgo.DisableAutoCommit()", why(one))
        elif key == "isolation.level" and value in _ISOLATION:
            yield _option(f"kgo.FetchIsolationLevel(kgo.{_ISOLATION[value]}())", why(one))
        elif key == "fetch.min.bytes":
            yield _option(f"kgo.FetchMinBytes({whole(value)})", why(one))
        elif key == "fetch.max.wait.ms":
            yield _option(
                f"kgo.FetchMaxWait({argument(value, _LEAST_WAIT_MS)})", f"{why(one)}; at least 10 ms"
            )
        elif key == "max.partition.fetch.bytes":
            yield _option(f"kgo.FetchMaxPartitionBytes({whole(value, 1)})", why(one))
        elif key == "max.poll.interval.ms":
            yield _option(f"kgo.RebalanceTimeout({argument(value, _LEAST_MS)})", why(one))
        elif key == "session.timeout.ms":
            yield _option(f"kgo.SessionTimeout({argument(value, _LEAST_MS)})", why(one))
        elif key == "heartbeat.interval.ms":
            yield _option(f"kgo.HeartbeatInterval({argument(value, 1)})", why(one))
        elif key == "group.protocol" and value == "consumer":
            yield _option("kgo.ServerSideBalancer()", why(one))
            yield _option(
                "kgo.Balancers(kgo.StickyBalancer())", "the brokers' uniform assignor; the default is classic"
            )


def _option(code: str, because: str) -> Statement:
    return Statement(f"options = append(options, {code})", because)


FRANZ_GO: Final = Library(
    name="franz-go",
    module="github.com/twmb/franz-go",
    version="v1.22.2",
    package="github.com/twmb/franz-go/pkg/kgo",
    producer=Function(
        head="{name}() []kgo.Opt {{\n\tvar options []kgo.Opt",
        tail="return options",
        statements=_producer,
        unknown={
            "enable.idempotence": "on by default",
            "max.in.flight.requests.per.connection": "franz-go chooses it itself while writes are idempotent",
            "batch.size": "ProducerBatchMaxBytes also bounds a record, and stays at its default of 1,000,012",
        },
    ),
    consumer=Function(
        head="{name}() []kgo.Opt {{\n\tvar options []kgo.Opt",
        tail="return options",
        statements=_consumer,
        unknown={"max.poll.records": "an argument of client.PollRecords"},
    ),
)
