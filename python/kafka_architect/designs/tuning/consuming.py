"""The settings of a consumer, each with its reason, in the names of the Java client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.tuning.batching import ratio, record_bytes
from kafka_architect.designs.tuning.fetching import share_of
from kafka_architect.designs.tuning.producing import largest, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.designs.model.topic import Setting
    from kafka_architect.designs.tuning.choosing import Waits
    from kafka_architect.designs.tuning.load import FlowLoad

GROUP_DOCUMENTATION: Final = "https://kafka.apache.org/documentation/#groupconfigs_"
DOCUMENTATION: Final = "https://kafka.apache.org/documentation/#consumerconfigs_"
_KAFKA: Final = "Apache Kafka documentation, consumer configs"
_MIB: Final = 1_048_576
# A consumer that was away reads faster than records are written.
_CATCH_UP: Final = 3.0


def max_poll_records(load: FlowLoad) -> Figure:
    """max.poll.records: no more than a second's work."""
    if load.processing is None:
        return Figure.of(
            "default_records",
            unit="records",
            source=f"{_KAFKA}; how long a record takes is unknown",
            inputs={"default_records": 500},
            binding="default_records",
        )
    return Figure.of(
        "max(1, min(default_records, floor(poll_ms / handling_ms)))",
        unit="records",
        source="a second of work between two polls: rebalances, shutdowns and commits wait no longer (this "
        "project's choice)",
        inputs={"default_records": 500, "poll_ms": 1000, "handling_ms": load.processing},
    )


def max_poll_interval(load: FlowLoad, records: float) -> Figure:
    """max.poll.interval.ms: ten times what a full poll takes."""
    return Figure.of(
        "max(default_ms, ceil(slow_factor * max_poll_records * handling_ms))",
        unit="ms",
        source=f"{_KAFKA}: a member that polls later leaves its group; ten times the usual: databases "
        "and services have slow minutes",
        inputs={
            "default_ms": 300_000,
            "slow_factor": 10,
            "max_poll_records": records,
            "handling_ms": load.processing or 0.0,
        },
    )


def session_timeout(load: FlowLoad) -> Figure:
    """Silence after which a member is taken for dead: a crash is noticed early, a pause is none."""
    if load.group_protocol == "consumer":
        return Figure.of(
            "default_ms",
            unit="ms",
            source="KIP-848: group.consumer.session.timeout.ms; brokers take no less than "
            "group.consumer.min.session.timeout.ms, the same 45 s",
            inputs={"default_ms": 45_000},
            binding="default_ms",
        )
    if load.lag_objective is None:
        return Figure.of(
            "default_ms",
            unit="ms",
            source="KIP-735: 45 s outlast garbage collections and restarts of brokers",
            inputs={"default_ms": 45_000},
            binding="default_ms",
        )
    return Figure.of(
        "max(shortest_ms, min(default_ms, floor(lag_objective_ms / 2)))",
        unit="ms",
        source="half of the lag objective to notice a crash, half to catch up; at least 30 s: a shorter "
        "pause is no crash (KIP-735), and a clean shutdown leaves the group at once",
        inputs={
            "shortest_ms": 30_000,
            "default_ms": 45_000,
            "lag_objective_ms": load.lag_objective,
        },
    )


def heartbeat_interval(load: FlowLoad, session_ms: float) -> Figure:
    """How often a member says that it lives: at least three times per session."""
    consumer = load.group_protocol == "consumer"
    return Figure.of(
        "min(default_ms, floor(session_timeout_ms / 3))",
        unit="ms",
        source="KIP-848: group.consumer.heartbeat.interval.ms"
        if consumer
        else f"{_KAFKA}: no higher than a third of session.timeout.ms",
        inputs={"default_ms": 5000 if consumer else 3000, "session_timeout_ms": session_ms},
    )


def group_settings(load: FlowLoad) -> list[Setting]:
    """What a group of the consumer protocol has in the brokers (kafka-configs --entity-type groups)."""
    session = session_timeout(load)
    return [
        number(f"consumer.{one.key}", one.figure, one.because, GROUP_DOCUMENTATION)
        for one in _sessions(load, session)
        if one.figure is not None
    ]


def _sessions(load: FlowLoad, session: Figure) -> list[Setting]:
    heartbeat = heartbeat_interval(load, session.value)
    return [
        _number("session.timeout.ms", session, "silence after which a member is taken for dead"),
        _number("heartbeat.interval.ms", heartbeat, "at least three heartbeats per session"),
    ]


def receive_buffer(load: FlowLoad) -> Figure:
    """receive.buffer.bytes: bandwidth times delay of a connection while catching up."""
    return Figure.of(
        "max(default_bytes, round_up(catch_up * bytes_per_s * round_trip_ms / 1000, page_bytes))",
        unit="bytes",
        source="bandwidth x delay while it catches up at three times the rate. Linux grants no more than "
        "net.core.rmem_max (208 KiB by default)",
        inputs={
            "default_bytes": 65_536,
            "page_bytes": 4096,
            "catch_up": _CATCH_UP,
            "bytes_per_s": share_of(load).bytes_per_s,
            "round_trip_ms": load.consumer_round_trip_ms,
        },
    )


def max_partition_fetch(load: FlowLoad, batch_bytes: float) -> Figure:
    """max.partition.fetch.bytes: what a partition must give per round trip while it catches up."""
    share = share_of(load)
    return Figure.of(
        "max(default_bytes, 2 * batch_size, "
        "round_up(catch_up * bytes_per_s / partitions * round_trip_ms / 1000, default_bytes))",
        unit="bytes",
        source="one fetch per round trip: at three times the rate, a partition's share of it has to fit",
        inputs={
            "default_bytes": _MIB,
            "batch_size": batch_bytes,
            "catch_up": _CATCH_UP,
            "bytes_per_s": share.records_per_s * record_bytes(load) / ratio(load),
            "partitions": share.partitions,
            "round_trip_ms": load.consumer_round_trip_ms,
        },
    )


def consumer_settings(loads: Sequence[FlowLoad], waits: Waits, batch_bytes: float) -> list[Setting]:
    """All settings of a consumer of these flows, with these waits; their batches are at most that large."""
    records = min((max_poll_records(load) for load in loads), key=lambda one: one.value)
    interval = largest(max_poll_interval(load, records.value) for load in loads)
    partition = largest(max_partition_fetch(load, batch_bytes) for load in loads)
    settings = [
        _text("enable.auto.commit", "false", "offsets are committed after records are handled, not before"),
        _text("isolation.level", "read_committed", "records of aborted transactions are not seen"),
        _number("fetch.min.bytes", waits.fetch_min_bytes, "what is worth waiting for: fewer, larger answers"),
        _number("fetch.max.wait.ms", waits.fetch_max_wait, "how long a broker waits for fetch.min.bytes"),
        _number(
            "max.poll.records",
            records,
            "records per poll: they must be handled within max.poll.interval.ms",
        ),
        _number(
            "max.poll.interval.ms",
            interval,
            "after that long without a poll a member is stuck, and its partitions move",
        ),
        _number(
            "receive.buffer.bytes",
            largest(receive_buffer(load) for load in loads),
            "bandwidth x delay of a connection while it catches up",
        ),
    ]
    if partition.value > _MIB:
        because = "one answer per round trip carries a partition's share while it catches up"
        settings.append(_number("max.partition.fetch.bytes", partition, because))
    return settings


def protocol_settings(load: FlowLoad) -> list[Setting]:
    """group.protocol, and with the classic one what only that takes from a consumer."""
    if load.group_protocol == "consumer":
        because = "the brokers assign partitions, and no rebalance stops the whole group (KIP-848)"
        return [_text("group.protocol", "consumer", because)]
    return _sessions(load, session_timeout(load))


def _text(key: str, value: str, because: str) -> Setting:
    return text(key, value, because, DOCUMENTATION)


def _number(key: str, figure: Figure, because: str) -> Setting:
    return number(key, figure, because, DOCUMENTATION)
