"""A consumer's fetches: how often a broker answers it, and with how many records.

A consumer has one fetch under way to each broker that leads one of its partitions. The broker answers as soon
as fetch.min.bytes have arrived for these partitions, or after fetch.max.wait.ms; the next fetch comes a round
trip later. Meanwhile records gather. With fetch.min.bytes=1 every produce request that carries something for
the consumer is answered at once, except those that arrive within that round trip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.tuning.batching import leaders, ratio, record_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.tuning.batching import Batching
    from kafka_architect.designs.tuning.load import FlowLoad

_BROKER: Final = (
    "Apache Kafka, DelayedFetch: answered when fetch.min.bytes are there or after fetch.max.wait.ms; one "
    "fetch per broker at a time"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """What one consumer fetches, for given settings, and all of them together.

    Attributes:
        fetch_cycle_ms: between two answers of a broker to one consumer.
        records_per_fetch: the consumer's records-per-request-avg.
        fetches_per_s: of all consumers.
        fetches_per_broker: fetches that one broker answers per second.
    """

    fetch_cycle_ms: Figure
    records_per_fetch: Figure
    fetches_per_s: Figure
    fetches_per_broker: Figure

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure with its name."""
        for name in self.__dataclass_fields__:
            yield name, getattr(self, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one consumer has of one broker.

    Attributes:
        consumers: those that have partitions at all.
        brokers: that it fetches from.
        partitions: of one broker that are its own.
        records_per_s, bytes_per_s: from one broker to it.
    """

    consumers: int
    brokers: float
    partitions: float
    records_per_s: float
    bytes_per_s: float


def share_of(load: FlowLoad) -> Share:
    """The share of each consumer, partitions spread evenly."""
    busy = min(load.consumers, load.partitions)
    own = load.partitions / busy
    brokers = min(float(leaders(load)), own)
    records = load.rate / busy / brokers
    return Share(
        consumers=busy,
        brokers=brokers,
        partitions=own / brokers,
        records_per_s=records,
        bytes_per_s=records * record_bytes(load) / ratio(load),
    )


def arrival_interval(load: FlowLoad, made: Batching) -> Figure:
    """How often one producer sends something for a consumer, to one broker."""
    share = share_of(load)
    per_broker = load.partitions / leaders(load)
    together = load.keyed and load.client == "java"
    carried = made.records_per_request.value if together else 1.0
    return Figure.of(
        "1000 * producers / (requests_per_broker * "
        "(1 - (1 - own_partitions / partitions_per_broker) ** records_per_request))",
        unit="ms",
        source="produce requests with a record for one of the consumer's partitions",
        inputs={
            "producers": load.producers,
            "requests_per_broker": made.requests_per_broker.value,
            "own_partitions": share.partitions,
            "partitions_per_broker": per_broker,
            "records_per_request": carried,
        },
        details={}
        if together
        else {"records_per_request": "counts as one: such a request is for one partition"},
    )


def fetching(load: FlowLoad, made: Batching, fetch_min_bytes: float, fetch_max_wait_ms: float) -> Fetching:
    """The fetches of a flow with these settings, for what its producers send."""
    share = share_of(load)
    interval = arrival_interval(load, made)
    arrived = share.bytes_per_s * interval.value / 1000 / load.producers
    waits = "interval_ms / producers * max(0, 1 - round_trip_ms / interval_ms) ** producers"
    cycle = Figure.of(
        f"max(round_trip_ms + {waits}, min(max_wait_ms + round_trip_ms, "
        "ceil(min_bytes / request_bytes) * interval_ms / producers))",
        unit="ms",
        source=_BROKER,
        inputs={
            "round_trip_ms": load.consumer_round_trip_ms,
            "interval_ms": interval.value,
            "producers": load.producers,
            "max_wait_ms": fetch_max_wait_ms,
            "min_bytes": fetch_min_bytes,
            "request_bytes": arrived,
        },
        details={
            "interval_ms": f"{interval.formula}: requests of one producer that carry something for it",
            "request_bytes": "what such a request carries for the consumer, compressed as stored",
        },
    )
    fetches = Figure.of(
        "consumers * brokers_per_consumer * 1000 / fetch_cycle_ms",
        unit="fetches/s",
        source=_BROKER,
        inputs={
            "consumers": share.consumers,
            "brokers_per_consumer": share.brokers,
            "fetch_cycle_ms": cycle.value,
        },
    )
    return Fetching(
        fetch_cycle_ms=cycle,
        records_per_fetch=Figure.of(
            "max(1, records_per_s * fetch_cycle_ms / 1000)",
            unit="records",
            source="what arrives for the consumer at one broker between two answers",
            inputs={"records_per_s": share.records_per_s, "fetch_cycle_ms": cycle.value},
        ),
        fetches_per_s=fetches,
        fetches_per_broker=Figure.of(
            "fetches_per_s / brokers",
            unit="fetches/s",
            source="partitions are led by all brokers evenly",
            inputs={"fetches_per_s": fetches.value, "brokers": leaders(load)},
        ),
    )
