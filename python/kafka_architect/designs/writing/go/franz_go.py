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
    Written,
    among,
    argument,
    number_of,
    string_of,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.topic import Setting

_ACKS: Final = {"all": "AllISRAcks", "-1": "AllISRAcks", "1": "LeaderAck", "0": "NoAck"}
_CODECS: Final = {"none": "No", "gzip": "Gzip", "snappy": "Snappy", "lz4": "Lz4", "zstd": "Zstd"}
_ISOLATION: Final = {"read_committed": "ReadCommitted", "read_uncommitted": "ReadUncommitted"}
_FIRST: Final = {"earliest": "AtStart", "latest": "AtEnd"}
_LONGEST_LINGER_MS: Final = 60_000
_LEAST_WAIT_MS: Final = 10
_LEAST_MS: Final = 100


def _option(code: str) -> str:
    return f"options = append(options, {code})"


def _argument(least: int = 0) -> Callable[[Setting], str | None]:
    return lambda setting: argument(setting.value, least)


def _linger(setting: Setting) -> str:
    return argument(min(_LONGEST_LINGER_MS, float(setting.value)))


def _not_idempotent(client: ClientSettings) -> bool:
    return client.setting("enable.idempotence") == "false"


_PRODUCER: Final = {
    "acks": Written(code=_option("kgo.RequiredAcks(kgo.{}())"), value=among(_ACKS)),
    "enable.idempotence": Written(code=_option("kgo.DisableIdempotentWrite()"), value=when("false")),
    "max.in.flight.requests.per.connection": Written(
        code=_option("kgo.MaxProduceRequestsInflightPerBroker({})"),
        value=number_of(1),
        only=_not_idempotent,
    ),
    "compression.type": Written(
        code=_option("kgo.ProducerBatchCompression(kgo.{}Compression())"), value=among(_CODECS)
    ),
    "linger.ms": Written(code=_option("kgo.ProducerLinger({})"), value=_linger),
    "buffer.memory": Written(code=_option("kgo.MaxBufferedBytes({})"), value=number_of()),
    "request.timeout.ms": Written(code=_option("kgo.ProduceRequestTimeout({})"), value=_argument(_LEAST_MS)),
    "delivery.timeout.ms": Written(code=_option("kgo.RecordDeliveryTimeout({})"), value=_argument(1000)),
}
_CONSUMER: Final = {
    "group.id": Written(code=_option("kgo.ConsumerGroup({})"), value=string_of),
    "auto.offset.reset": Written(
        code=_option("kgo.ConsumeStartOffset(kgo.NewOffset().{}())"), value=among(_FIRST)
    ),
    "enable.auto.commit": Written(code=_option("kgo.DisableAutoCommit()"), value=when("false")),
    "isolation.level": Written(code=_option("kgo.FetchIsolationLevel(kgo.{}())"), value=among(_ISOLATION)),
    "fetch.min.bytes": Written(code=_option("kgo.FetchMinBytes({})"), value=number_of()),
    "fetch.max.wait.ms": Written(
        code=_option("kgo.FetchMaxWait({})"), value=_argument(_LEAST_WAIT_MS), note="; at least 10 ms"
    ),
    "max.partition.fetch.bytes": Written(code=_option("kgo.FetchMaxPartitionBytes({})"), value=number_of(1)),
    "max.poll.interval.ms": Written(code=_option("kgo.RebalanceTimeout({})"), value=_argument(_LEAST_MS)),
    "session.timeout.ms": Written(code=_option("kgo.SessionTimeout({})"), value=_argument(_LEAST_MS)),
    "heartbeat.interval.ms": Written(code=_option("kgo.HeartbeatInterval({})"), value=_argument(1)),
    "group.protocol": Written(
        code=_option("kgo.ServerSideBalancer()"),
        value=when("consumer"),
        more=Statement(
            _option("kgo.Balancers(kgo.StickyBalancer())"),
            "the brokers' uniform assignor; the default is classic",
        ),
    ),
}


FRANZ_GO: Final = Library(
    name="franz-go",
    module="github.com/twmb/franz-go",
    version="v1.22.2",
    package="github.com/twmb/franz-go/pkg/kgo",
    producer=Function(
        head="{name}() []kgo.Opt {{\n\tvar options []kgo.Opt",
        tail="return options",
        written=_PRODUCER,
        unknown={
            "enable.idempotence": "on by default",
            "max.in.flight.requests.per.connection": "franz-go chooses it itself while writes are idempotent",
            "batch.size": "ProducerBatchMaxBytes also bounds a record, and stays at its default of 1,000,012",
        },
    ),
    consumer=Function(
        head="{name}() []kgo.Opt {{\n\tvar options []kgo.Opt",
        tail="return options",
        written=_CONSUMER,
        unknown={"max.poll.records": "an argument of client.PollRecords"},
    ),
)
