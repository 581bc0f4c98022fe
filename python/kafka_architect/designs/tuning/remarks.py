"""What the numbers of a tuning say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.tuning.batching import MOST_IN_FLIGHT
from kafka_architect.designs.tuning.waiting import BUSIEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.designs.model.figure import Figure
    from kafka_architect.designs.tuning.load import FlowLoad
    from kafka_architect.designs.tuning.waiting import Spare

    Rows = Mapping[str, Mapping[str, Figure]]

_LARGE_BUFFER: Final = 212_992
_FEW_RECORDS: Final = 2


def costs(linger_ms: float, rows: Rows) -> tuple[str, ...]:
    """What the chosen linger costs beside the longest, and what the shortest would cost."""
    chosen = rows[f"{linger_ms:g}"]
    return tuple(
        _compared(name, row, chosen)
        for name, row in ((name, rows[name]) for name in dict.fromkeys(("0", *list(rows)[-1:])))
        if row is not chosen
    )


def _compared(name: str, row: Mapping[str, Figure], chosen: Mapping[str, Figure]) -> str:
    latency = row["latency_ms"].value - chosen["latency_ms"].value
    requests = row["requests_per_broker"].value / chosen["requests_per_broker"].value
    work = row["work_per_byte"].value / chosen["work_per_byte"].value
    way = "more" if latency > 0 else "less"
    return (
        f"linger.ms={name}: {abs(latency):.3g} ms {way} latency, requests x {requests:.2g}, a broker's work "
        f"per byte x {work:.2g}"
    )


def remarks(load: FlowLoad, left: Spare, figures: Mapping[str, Figure], latency: Figure) -> tuple[str, ...]:
    """What a reader of the numbers should not miss."""
    return tuple(_remarks(load, left, figures, latency))


def _remarks(load: FlowLoad, left: Spare, figures: Mapping[str, Figure], latency: Figure) -> Iterator[str]:
    if load.latency is None:
        yield (
            f"no latency is stated: {left.latency_ms:g} ms are assumed; state one (--latency 20ms), and "
            "linger and fetch wait follow it"
        )
    if load.processing is None:
        yield (
            "how long handling a record takes is unknown (--processing 2ms): max.poll.records and the "
            "latency's last part are without it"
        )
    if load.consumers > load.partitions:
        idle = load.consumers - load.partitions
        yield f"{idle:,} of {load.consumers:,} consumers are idle: a partition has one consumer of a group"
    session = figures.get("session.timeout.ms") or figures.get("consumer.session.timeout.ms")
    if load.lag_objective is not None and session is not None and session.value > load.lag_objective / 2:
        yield (
            f"a crashed member is noticed after {session.value / 1000:g} s, more than half of the lag "
            f"objective of {load.lag_objective / 1000:g} s: close consumers on shutdown, or "
            "--group-protocol classic, which allows 30 s"
        )
    if left.busy.value > BUSIEST:
        yield (
            f"each consumer is busy {left.busy.value:.0%} of its time: after an outage the group catches up "
            f"slowly; plan for at most {BUSIEST:.0%}"
        )
    if figures["in_flight"].value >= MOST_IN_FLIGHT - 0.5:
        yield (
            "the round trip and not linger.ms decides when batches are sent: all "
            f"{MOST_IN_FLIGHT} requests of a connection are under way"
        )
    if figures["ceiling"].value < load.rate / load.producers * load.message_bytes:
        yield (
            f"one producer can send {figures['ceiling'].value / 1e6:,.3g} MB/s within its "
            "window of unanswered requests, which is less than its share of the rate; use more "
            "producers or larger batches"
        )
    if figures["records_per_batch"].value < _FEW_RECORDS:
        yield (
            "batches hold a record or two: at this rate fewer partitions, fewer producers or records "
            "without keys make them fuller; compression gains next to nothing"
        )
    if latency.value > left.latency_ms and load.latency is not None:
        yield (
            f"the waits add up to {latency.value:.3g} ms, more than {load.latency:g} ms: records that come "
            "together are handled one after the other; use more consumers or threads"
        )
    for key, name in (("send.buffer.bytes", "wmem_max"), ("receive.buffer.bytes", "rmem_max")):
        yield from _large_buffer(key, name, figures)


def _large_buffer(key: str, name: str, figures: Mapping[str, Figure]) -> Iterator[str]:
    figure = figures.get(key)
    if figure is not None and figure.value > _LARGE_BUFFER:
        yield f"{key} is above Linux's default net.core.{name} (208 KiB): raise that too"
