"""CNT026: a worker sets a client's key without the prefix that hands it on to connectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# Keys about records, which the worker itself hardly handles: those about connections are also the worker's.
_PRODUCER = (
    "acks", "batch.size", "buffer.memory", "compression.type", "delivery.timeout.ms", "enable.idempotence",
    "linger.ms", "max.block.ms", "max.in.flight.requests.per.connection", "max.request.size",
)  # fmt: skip
_CONSUMER = (
    "auto.offset.reset", "fetch.max.bytes", "fetch.max.wait.ms", "fetch.min.bytes", "isolation.level",
    "max.partition.fetch.bytes", "max.poll.interval.ms", "max.poll.records",
)  # fmt: skip
_CLIENTS = (
    ("producer.", _PRODUCER, "the producers of source connectors"),
    ("consumer.", _CONSUMER, "the consumers of sink connectors"),
)


@rule(
    "CNT026",
    "client-key-of-worker-only",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_WORKER],
    profile="dev",
    summary="A worker sets a client key without producer. or consumer.: connectors do not get it.",
    why=(
        "A worker hands on to the clients of its connectors only what is behind producer., consumer. or "
        "admin.. Without the prefix max.request.size, compression.type or max.poll.records configure at "
        "most the clients of the worker's own three topics: a source connector still fails with "
        "RecordTooLargeException at 1 MiB."
    ),
    sources=[
        "connect-runtime, Worker.baseProducerConfigs and baseConsumerConfigs",
        "https://kafka.apache.org/documentation/#connect_running",
    ],
    bad="group.id=connect\noffset.storage.topic=connect-offsets\nmax.request.size=5242880",
    good="group.id=connect\noffset.storage.topic=connect-offsets\nproducer.max.request.size=5242880",
    dialect="connect-distributed.properties",
)
def client_key_of_worker_only(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at keys that no worker has; where the prefixed one is there too, both were meant."""
    for prefix, keys, clients in _CLIENTS:
        for key in keys:
            setting = config.explicit(key)
            if setting is None or setting.origin not in (Origin.FILE, Origin.ENVIRONMENT):
                continue
            if config.explicit(prefix + key) is None:
                yield config.problem(
                    setting,
                    f"{key} does not reach {clients}: a worker passes on only keys with the prefix {prefix}; "
                    f"write {prefix}{key}",
                    fix=config.fix_rename(setting, prefix + key),
                )
