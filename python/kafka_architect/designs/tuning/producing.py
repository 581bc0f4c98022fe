"""The settings of a producer, each with its reason, in the names of the Java client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.tuning.batching import (
    BATCH_HEADER_BYTES,
    MOST_IN_FLIGHT,
    leaders,
    ratio,
    record_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kafka_architect.designs.tuning.load import FlowLoad

DOCUMENTATION: Final = "https://kafka.apache.org/documentation/#producerconfigs_"
_KAFKA: Final = "Apache Kafka documentation, producer configs"
_MIB: Final = 1_048_576
_REQUEST_TIMEOUT_MS: Final = 30_000
# A broker that fails is noticed after broker.session.timeout.ms, 9 s; then leaders move.
_FAILOVER_MS: Final = 10_000


def batch_size(load: FlowLoad, linger_ms: float) -> Figure:
    """batch.size: room for twice what a partition gathers within linger.ms."""
    spread = "rate_per_producer / partitions" if load.keyed else "rate_per_producer"
    inputs = {
        "default_bytes": 16_384.0,
        "largest_bytes": 524_288.0,
        "header_bytes": BATCH_HEADER_BYTES,
        "rate_per_producer": load.rate / load.producers,
        "linger_ms": linger_ms,
        "record_bytes": record_bytes(load),
        "compression_ratio": ratio(load),
    }
    if load.keyed:
        inputs["partitions"] = load.partitions
    gathered = f"(1 + {spread} * linger_ms / 1000) * record_bytes / compression_ratio"
    return Figure.of(
        f"min(largest_bytes, max(default_bytes, round_up(header_bytes + 2 * {gathered}, default_bytes)))",
        unit="bytes",
        source="twice what gathers in linger.ms, so that linger.ms and not the size ends a batch; the buffer "
        "pool takes batch.size for each open batch, and two batches of 512 KiB fill a request "
        "(max.request.size)",
        inputs=inputs,
        details={
            "rate_per_producer": "with keys, spread over all partitions"
            if load.keyed
            else "without keys, all to one partition at a time (KIP-794)"
        },
    )


def buffer_memory(partitions: float, bytes_per_s: float, batch_bytes: float) -> Figure:
    """buffer.memory: open batches, and what arrives while a leader moves."""
    return Figure.of(
        "max(default_bytes, round_up(2 * partitions * batch_size, mib), "
        "round_up(bytes_per_s * failover_ms / 1000, mib))",
        unit="bytes",
        source="send() blocks when the buffer is full: it holds a batch that fills and one that is sent for "
        "each partition, and what arrives while a failed broker's leaders move (9 s to notice, "
        "broker.session.timeout.ms)",
        inputs={
            "default_bytes": 32 * _MIB,
            "mib": _MIB,
            "partitions": partitions,
            "batch_size": batch_bytes,
            "bytes_per_s": bytes_per_s,
            "failover_ms": _FAILOVER_MS,
        },
        details={"bytes_per_s": "of one producer, before compression"},
    )


def in_flight() -> Figure:
    """max.in.flight.requests.per.connection: as many as keep order."""
    return Figure.of(
        "most_in_order",
        unit="requests",
        source=f"{_KAFKA}: up to 5 with enable.idempotence, which keeps their order; brokers remember the "
        "last 5 batches of a producer",
        inputs={"most_in_order": MOST_IN_FLIGHT},
        binding="most_in_order",
    )


def request_timeout(load: FlowLoad) -> Figure:
    """request.timeout.ms: not before a broker may still answer."""
    return Figure.of(
        "max(replica_lag_ms, 100 * round_trip_ms)",
        unit="ms",
        source=f"{_KAFKA}: larger than replica.lag.time.max.ms (30 s), or requests are sent again that only "
        "wait for a slow follower",
        inputs={"replica_lag_ms": _REQUEST_TIMEOUT_MS, "round_trip_ms": load.producer_round_trip_ms},
    )


def delivery_timeout(linger_ms: float, request_ms: float) -> Figure:
    """delivery.timeout.ms: linger, a request that nobody answers, a new leader, and a second request."""
    return Figure.of(
        "max(default_ms, linger_ms + 2 * request_timeout_ms + failover_ms)",
        unit="ms",
        source=f"{_KAFKA}: at least linger.ms + request.timeout.ms; a request to a dead broker times out "
        "once before the new leader gets it",
        inputs={
            "default_ms": 120_000,
            "linger_ms": linger_ms,
            "request_timeout_ms": request_ms,
            "failover_ms": _FAILOVER_MS,
        },
    )


def send_buffer(load: FlowLoad) -> Figure:
    """send.buffer.bytes: bandwidth times delay of a connection."""
    return Figure.of(
        "max(default_bytes, round_up(2 * rate_per_producer / brokers * record_bytes / compression_ratio * "
        "round_trip_ms / 1000, page_bytes))",
        unit="bytes",
        source="bandwidth x delay, twice: TCP sends no more than its buffer per round trip. Linux grants no "
        "more than net.core.wmem_max (208 KiB by default)",
        inputs={
            "default_bytes": 131_072,
            "page_bytes": 4096,
            "rate_per_producer": load.rate / load.producers,
            "brokers": leaders(load) if load.keyed else 1,
            "record_bytes": record_bytes(load),
            "compression_ratio": ratio(load),
            "round_trip_ms": load.producer_round_trip_ms,
        },
    )


def codec(loads: Sequence[FlowLoad]) -> tuple[str, str]:
    """compression.type and why."""
    asked = next((load.compression for load in loads if load.compression is not None), None)
    if asked is not None:
        return asked, "as specified"
    if all(load.compression_ratio is not None and load.compression_ratio <= 1 for load in loads):
        return "none", "these records do not compress: a codec would only cost CPU"
    if any(load.cross_region is not None for load in loads):
        return "zstd", "bytes between regions cost money and time: the strongest codec for moderate CPU"
    return "lz4", "fewer bytes on the network and on disk for little CPU; whole batches are compressed"


def producer_settings(loads: Sequence[FlowLoad], linger: Figure) -> list[Setting]:
    """All settings of a producer that sends these flows, with that linger.ms."""
    size = largest(batch_size(load, linger.value) for load in loads)
    request = largest(request_timeout(load) for load in loads)
    memory = buffer_memory(
        sum(load.partitions for load in loads),
        sum(load.rate / load.producers * record_bytes(load) for load in loads),
        size.value,
    )
    return [
        text("acks", "all", "a record is acknowledged by min.insync.replicas replicas, not the leader alone"),
        text("enable.idempotence", "true", "retries neither duplicate nor reorder records of a partition"),
        text("compression.type", *codec(loads)),
        number("batch.size", size, "room for twice what gathers within linger.ms; memory per open batch"),
        number("linger.ms", linger, "how long a batch waits to fill: what batching may cost of the latency"),
        number("buffer.memory", memory, "open batches, and what arrives while a leader moves"),
        number(
            "max.in.flight.requests.per.connection",
            in_flight(),
            "as many requests under way as keep their order",
        ),
        number("request.timeout.ms", request, "a slow follower is no reason to send again"),
        number(
            "delivery.timeout.ms",
            delivery_timeout(linger.value, request.value),
            "how long send() retries before the application must decide: it outlasts a failed broker",
        ),
        number(
            "send.buffer.bytes",
            largest(send_buffer(load) for load in loads),
            "bandwidth x delay of a connection",
        ),
    ]


def largest(figures: Iterable[Figure]) -> Figure:
    """Of the same number for several flows, the largest."""
    return max(figures, key=lambda one: one.value)


def text(key: str, value: str, because: str, where: str = DOCUMENTATION) -> Setting:
    """A setting that is no number."""
    return Setting(key=key, value=value, because=because, source=f"{where}{key}")


def number(key: str, figure: Figure, because: str, where: str = DOCUMENTATION) -> Setting:
    """A setting whose value is a figure's, in whole units."""
    return Setting(
        key=key, value=f"{figure.value:.0f}", because=because, source=f"{where}{key}", figure=figure
    )
