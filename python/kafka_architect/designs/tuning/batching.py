"""A producer's batches and requests: how many records gather before they are sent, and why then.

What the Java client does (RecordAccumulator.ready and drain): a broker becomes ready when one of its
partitions has a full batch, or one whose linger.ms is over. Then one request takes the first batch of *every*
partition that the broker leads. So the clock is the broker's, not the partition's: it starts with the first
record after the last request, and a request carries what has gathered for all partitions since.

Records arrive independently of each other, as the calls of an application do. With keys they spread over all
partitions; without, all go to one partition at a time (KIP-794).

librdkafka keeps a clock for each partition, and a request carries one partition.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.tuning.load import FlowLoad

BATCH_HEADER_BYTES: Final = 61
RECORD_OVERHEAD_BYTES: Final = 10
MOST_IN_FLIGHT: Final = 5
_ESTIMATION_FACTOR: Final = 1.05  # CompressionRatioEstimator: compressed batches are closed a little early
_ACCUMULATOR: Final = (
    "Apache Kafka 4.x, RecordAccumulator.ready and drain: one request per broker takes the first batch of "
    "each of its partitions when one of them is full or has waited for linger.ms"
)
_FORMAT: Final = (
    "Apache Kafka, record format v2: 61 bytes of header per batch, about 10 per record (lengths, deltas)"
)
_LIBRDKAFKA: Final = (
    "librdkafka, INTRODUCTION.md (batching) and rd_kafka_toppar_producer_serve: linger.ms runs for each "
    "partition, and a produce request carries one"
)
_STICKY: Final = (
    "KIP-794 (BuiltInPartitioner): without keys, a producer stays with a partition for batch.size bytes, and "
    "up to twice as long while its batch is not full"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batching:
    """What one producer sends, for given settings, and all of them together.

    Attributes:
        capacity: records that fit into a batch.
        records_per_request, records_per_batch: means, as the client's own metrics have them.
        batch_bytes: the client's batch-size-avg: compressed, with the header.
        batch_fill: share of batch.size that a batch holds uncompressed when it is sent.
        requests_per_producer, requests_per_broker: produce requests per second.
        fill_ms: how long records gather for a request.
        in_flight: requests on their way at any time, over one connection.
        ceiling: bytes per second that one producer can send, with all its requests in flight full.
    """

    capacity: Figure
    records_per_request: Figure
    records_per_batch: Figure
    batch_bytes: Figure
    batch_fill: Figure
    requests_per_producer: Figure
    requests_per_broker: Figure
    fill_ms: Figure
    in_flight: Figure
    ceiling: Figure

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure with its name."""
        for name in self.__dataclass_fields__:
            yield name, getattr(self, name)


def record_bytes(load: FlowLoad) -> float:
    """A record within a batch, before compression."""
    return load.message_bytes + RECORD_OVERHEAD_BYTES


def leaders(load: FlowLoad) -> int:
    """Brokers that lead a partition."""
    return min(load.brokers, load.partitions)


def ratio(load: FlowLoad) -> float:
    """Uncompressed over compressed bytes; 1 where nothing is compressed or nobody knows."""
    return 1.0 if load.compression == "none" or load.compression_ratio is None else load.compression_ratio


def batching(load: FlowLoad, linger_ms: float, batch_size: float) -> Batching:
    """The batches and requests of a flow with these settings."""
    capacity = _capacity(load, batch_size)
    per_request, per_batch = _gathered(load, linger_ms, capacity)
    rate = load.rate / load.producers
    requests = Figure.of(
        "rate_per_producer / records_per_request",
        unit="requests/s",
        source=_ACCUMULATOR,
        inputs={"rate_per_producer": rate, "records_per_request": per_request.value},
    )
    sent = {
        "records_per_batch": per_batch.value,
        "record_bytes": record_bytes(load),
        "compression_ratio": ratio(load),
        "header_bytes": BATCH_HEADER_BYTES,
    }
    bytes_sent = "header_bytes + records_per_batch * record_bytes / compression_ratio"
    return Batching(
        capacity=capacity,
        records_per_request=per_request,
        records_per_batch=per_batch,
        batch_bytes=Figure.of(bytes_sent, unit="bytes", source=_FORMAT, inputs=sent),
        batch_fill=Figure.of(
            "min(1, records_per_batch / capacity)",
            unit="of batch.size",
            source=_ACCUMULATOR,
            inputs={"records_per_batch": per_batch.value, "capacity": capacity.value},
        ),
        requests_per_producer=requests,
        requests_per_broker=Figure.of(
            "requests_per_producer * producers / brokers",
            unit="requests/s",
            source="each producer sends to every broker that leads a partition",
            inputs={
                "requests_per_producer": requests.value,
                "producers": load.producers,
                "brokers": leaders(load),
            },
        ),
        fill_ms=Figure.of(
            "1000 * records_per_request / (rate_per_producer / brokers)",
            unit="ms",
            source="the time between two requests of a producer to a broker",
            inputs={
                "records_per_request": per_request.value,
                "rate_per_producer": rate,
                "brokers": leaders(load),
            },
        ),
        in_flight=Figure.of(
            "requests_per_producer / brokers * round_trip_ms / 1000",
            unit="requests",
            source="Little's law: what is under way is rate times time",
            inputs={
                "requests_per_producer": requests.value,
                "brokers": leaders(load),
                "round_trip_ms": load.producer_round_trip_ms,
            },
        ),
        ceiling=_ceiling(load, batch_size),
    )


def _capacity(load: FlowLoad, batch_size: float) -> Figure:
    compressed = ratio(load) > 1
    return Figure.of(
        "max(1, floor((batch_size - header_bytes) * compression_ratio / (record_bytes * safety)))",
        unit="records",
        source=_FORMAT + "; a compressed batch is closed at an estimate of its size, 5 % above it "
        "(CompressionRatioEstimator)",
        inputs={
            "batch_size": batch_size,
            "header_bytes": BATCH_HEADER_BYTES,
            "compression_ratio": ratio(load),
            "record_bytes": record_bytes(load),
            "safety": _ESTIMATION_FACTOR if compressed else 1,
        },
    )


def _gathered(load: FlowLoad, linger_ms: float, capacity: Figure) -> tuple[Figure, Figure]:
    """Records per request, and per batch."""
    if load.client == "librdkafka":
        alone = _each_alone(load, linger_ms, capacity)
        return alone, alone
    return _keyed(load, linger_ms, capacity) if load.keyed else _unkeyed(load, linger_ms, capacity)


def _each_alone(load: FlowLoad, linger_ms: float, capacity: Figure) -> Figure:
    """librdkafka: every partition gathers and is sent by itself."""
    inputs = {
        "capacity": capacity.value,
        "rate_per_producer": load.rate / load.producers,
        "linger_ms": linger_ms,
    }
    if load.keyed:
        inputs["partitions"] = load.partitions
    spread = "rate_per_producer / partitions" if load.keyed else "rate_per_producer"
    sticky = "; without keys all go to one partition for sticky.partitioning.linger.ms, twice linger.ms"
    return Figure.of(
        f"min(capacity, 1 + {spread} * linger_ms / 1000)",
        unit="records",
        source=_LIBRDKAFKA if load.keyed else _LIBRDKAFKA + sticky,
        inputs=inputs,
    )


def _keyed(load: FlowLoad, linger_ms: float, capacity: Figure) -> tuple[Figure, Figure]:
    """Records spread over all partitions of a broker."""
    brokers = leaders(load)
    shared = load.partitions / brokers
    # Of the partitions of a broker the luckiest fills first: the expected largest of so many deviations.
    luck = NormalDist().inv_cdf((shared - 0.375) / (shared + 0.25)) if shared > 1 else 0.0
    filled = "partitions_per_broker * (((luck ** 2 + 4 * capacity) ** 0.5 - luck) / 2) ** 2"
    gathered = "1 + rate_per_producer / brokers * linger_ms / 1000"
    held = "rate_per_producer / brokers * round_trip_ms / 1000 / in_flight"
    per_request = Figure.of(
        f"min(partitions_per_broker * capacity, max({held}, min({gathered}, max(1, {filled}))))",
        unit="records",
        source=_ACCUMULATOR,
        inputs={
            "partitions_per_broker": shared,
            "capacity": capacity.value,
            "rate_per_producer": load.rate / load.producers,
            "brokers": brokers,
            "round_trip_ms": load.producer_round_trip_ms,
            "in_flight": MOST_IN_FLIGHT,
            "linger_ms": linger_ms,
            "luck": luck,
        },
        details={
            "luck": f"the first of {shared:.4g} partitions to fill is so many standard deviations early",
            "in_flight": "while all requests are under way, records keep accumulating",
        },
    )
    per_batch = Figure.of(
        "min(capacity, records_per_request / (partitions_per_broker * "
        "(1 - (1 - 1 / partitions_per_broker) ** records_per_request)))",
        unit="records",
        source="records of a request over the partitions that got any: keys choose partitions at random",
        inputs={
            "capacity": capacity.value,
            "records_per_request": per_request.value,
            "partitions_per_broker": shared,
        },
    )
    return per_request, per_batch


def _unkeyed(load: FlowLoad, linger_ms: float, capacity: Figure) -> tuple[Figure, Figure]:
    """All records of a producer go to one partition at a time."""
    brokers = leaders(load)
    values = {
        "rate_per_producer": load.rate / load.producers,
        "linger_ms": linger_ms,
        "round_trip_ms": load.producer_round_trip_ms,
        "in_flight": MOST_IN_FLIGHT,
        "capacity": capacity.value,
    }
    gathered = (
        "max(rate_per_producer * round_trip_ms / 1000 / in_flight, 1 + rate_per_producer * linger_ms / 1000)"
    )
    if Figure.of(gathered, unit="records", source="", inputs=values).value < capacity.value:
        both = Figure.of(
            f"min(capacity, {gathered})", unit="records", source=f"{_ACCUMULATOR}; {_STICKY}", inputs=values
        )
        return both, both
    # A batch is full when the next record does not fit. That record opens a batch elsewhere, and where the
    # same broker leads that partition too, the request takes it along: a batch of one.
    together = max(0.0, 1 / brokers - 1 / load.partitions)
    records = "together * (1 + capacity) + (1 - together) * 2 * capacity"
    inputs = {"together": together, "capacity": capacity.value}
    details = {
        "together": "share of changes of partition that stay with the broker: 1/brokers - 1/partitions"
    }
    source = f"{_STICKY}; a request takes along the record that opened the next partition's batch"
    per_batch = Figure.of(f"({records}) / 2", unit="records", source=source, inputs=inputs, details=details)
    per_request = Figure.of(
        f"({records}) / (together + (1 - together) * 2)",
        unit="records",
        source=source,
        inputs=inputs,
        details=details,
    )
    return per_request, per_batch


def _ceiling(load: FlowLoad, batch_size: float) -> Figure:
    """What the window of unanswered requests lets through."""
    if load.keyed and load.client == "java":
        request = "min(max_request_bytes, batch_size * partitions_per_broker)"
        inputs = {"partitions_per_broker": load.partitions / leaders(load), "max_request_bytes": 1_048_576.0}
    else:
        request, inputs = "batch_size", {}
    return Figure.of(
        f"brokers * in_flight * {request} * compression_ratio / (round_trip_ms / 1000)",
        unit="bytes/s",
        source="max.in.flight.requests.per.connection: full requests per round trip, before compression",
        inputs={
            **inputs,
            "brokers": leaders(load) if load.keyed else 1,
            "in_flight": MOST_IN_FLIGHT,
            "batch_size": batch_size,
            "compression_ratio": ratio(load),
            "round_trip_ms": load.producer_round_trip_ms,
        },
        binding="round_trip_ms",
    )
