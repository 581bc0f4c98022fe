"""The latency budget: what waits where, and what an objective leaves for waiting on purpose.

Two waits are chosen, linger.ms in the producer and fetch.max.wait.ms in the broker; they make batches and
answers large. All others are given: ways through the network, replication, threads and disks, the handling of
records that came in the same answer. An objective minus what is given is spare: half of it may be spent as
linger and a quarter as fetch wait, or three quarters as linger where waiting for fetches saves nothing. A
quarter stays in reserve for pauses of garbage collectors and schedulers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.tuning.fetching import share_of
from kafka_architect.errors import UnmeetableError

if TYPE_CHECKING:
    from kafka_architect.designs.tuning.batching import Batching
    from kafka_architect.designs.tuning.fetching import Fetching
    from kafka_architect.designs.tuning.load import FlowLoad

LINGER_SHARE: Final = 0.5
LINGER_ALONE_SHARE: Final = 0.75
FETCH_SHARE: Final = 0.25
LONGEST_LINGER_MS: Final = 100.0
# Where nobody states a latency: a wait that people do not notice, also where several flows follow another.
ASSUMED_SPARE_MS: Final = 25.0
# Above it, a consumer that fell behind does not catch up within a useful time.
BUSIEST: Final = 0.8
_SHARES: Final = (
    "this project's choice: half of the spare time for linger, which makes batches, requests and disk writes "
    "larger at once, and a quarter for fetches, or all three for linger where fetches gain nothing; a "
    "quarter in reserve. Beyond 100 ms batches gain little "
    "(Confluent, 'Optimize for throughput': linger.ms 10 to 100)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One place where a record waits: at most, while nothing fails."""

    name: str
    where: str
    at_most_ms: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Spare:
    """What an objective leaves.

    Attributes:
        latency_ms: the objective, or what is assumed in its place.
        assumed: nobody stated it.
        fixed_ms: what cannot be chosen.
        busy: share of its time in which a consumer handles records.
    """

    latency_ms: float
    assumed: bool
    fixed_ms: Figure
    busy: Figure

    @property
    def ms(self) -> float:
        """The objective without what is given; below 0 it cannot be met."""
        return self.latency_ms - self.fixed_ms.value

    def part(self, share: float, *, longest: float) -> Figure:
        """The whole milliseconds that a wait may take."""
        return Figure.of(
            "floor(max(0, min(longest_ms, share * (latency_ms - fixed_ms) / (1 + busy))))",
            unit="ms",
            source=_SHARES,
            inputs={
                "longest_ms": longest,
                "share": share,
                "latency_ms": self.latency_ms,
                "fixed_ms": self.fixed_ms.value,
                "busy": self.busy.value,
            },
            details={
                "fixed_ms": f"{self.fixed_ms.formula}: what no setting changes",
                "busy": "what gathers longer takes longer to work off",
            },
            assumed=("latency_ms",) if self.assumed else (),
        )


def spare(load: FlowLoad) -> Spare:
    """What the objective of a flow leaves for linger and fetch wait; it may be nothing."""
    fixed = Figure.of(
        "producer_round_trip_ms / 2 + 2 * replica_round_trip_ms + 1.5 * consumer_round_trip_ms + overhead_ms "
        "+ handling_ms",
        unit="ms",
        source=(
            "one way to the leader; a record that just missed the followers' fetch waits for the next and "
            "for the one that confirms it (KIP-392: the high watermark); the consumer's next fetch, and the "
            "answer's way; threads, disks and queues; handling one record"
        ),
        inputs={
            "producer_round_trip_ms": load.producer_round_trip_ms,
            "replica_round_trip_ms": load.replica_round_trip_ms,
            "consumer_round_trip_ms": load.consumer_round_trip_ms,
            "overhead_ms": load.overhead,
            "handling_ms": load.processing or 0.0,
        },
    )
    busy = Figure.of(
        "rate / consumers * handling_ms / 1000",
        unit="of its time",
        source="records per second of a consumer times the time for one; consumers beyond partitions idle",
        inputs={
            "rate": load.rate,
            "consumers": share_of(load).consumers,
            "handling_ms": load.processing or 0.0,
        },
    )
    stated = load.latency
    return Spare(
        latency_ms=fixed.value + ASSUMED_SPARE_MS if stated is None else stated,
        assumed=stated is None,
        fixed_ms=fixed,
        busy=busy,
    )


def refuse_impossible(load: FlowLoad) -> None:
    """Raise where no settings meet the objective, with the way out.

    Raises:
        UnmeetableError: The group cannot keep up, or what is given takes longer than the objective.
    """
    left = spare(load)
    if left.busy.value >= 1:
        needed = load.rate * (load.processing or 0.0) / 1000
        consumers = int(needed / BUSIEST) + 1
        more = "" if consumers <= load.partitions else f" and at least {consumers:,} partitions"
        raise UnmeetableError(
            f"{share_of(load).consumers:,} consumer{'s' * (share_of(load).consumers > 1)} cannot keep up: "
            f"{load.rate:,.0f} records/s at "
            f"{load.processing:g} ms each are {needed:,.1f} seconds of work per second; use {consumers:,} "
            f"consumers{more}, handle records faster, or hand them to threads",
            "handling",
        )
    if load.latency is not None and left.ms <= 0:
        far = ""
        if load.cross_region is not None:
            far = (
                f"; the round trip between regions is {load.cross_region:g} ms: keep the "
                f"{load.crosses} in the region of the leaders and mirror to the other one, or"
            )
        raise UnmeetableError(
            f"a latency of {load.latency:g} ms cannot be met: what no setting changes alone takes "
            f"up to {left.fixed_ms.value:g} ms ({left.fixed_ms.formula}, "
            + ", ".join(f"{name} = {value:g}" for name, value in left.fixed_ms.inputs.items())
            + f"){far or ';'} ask for more than {left.fixed_ms.value:g} ms",
            "latency",
        )


def budget(
    load: FlowLoad, made: Batching, fetched: Fetching, linger_ms: float, fetch_wait_ms: float
) -> tuple[Wait, ...]:
    """Where a record waits with these settings, in the order of its way."""
    one_way = "half a round trip between {} and leader"
    return (
        Wait(
            name="linger",
            where="in the producer, until its batch is sent: linger.ms for the first record of a batch, or "
            "until a request comes back where all are under way",
            at_most_ms=Figure.of(
                "max(linger_ms, round_trip_ms / in_flight if requests_in_flight >= in_flight - 0.5 else 0)",
                unit="ms",
                source="RecordAccumulator: a batch is sent when it is full or has waited for linger.ms",
                inputs={
                    "linger_ms": linger_ms,
                    "round_trip_ms": load.producer_round_trip_ms,
                    "in_flight": 5,
                    "requests_in_flight": made.in_flight.value,
                },
            ),
        ),
        Wait(
            name="produce",
            where="on the way to the leader",
            at_most_ms=_of(
                "round_trip_ms / 2", one_way.format("producer"), round_trip_ms=load.producer_round_trip_ms
            ),
        ),
        Wait(
            name="replication",
            where="in the leader, until the followers have it: consumers see a record only then",
            at_most_ms=_of(
                "2 * round_trip_ms",
                "a record that just missed a follower's fetch goes with the next; the one after confirms it",
                round_trip_ms=load.replica_round_trip_ms,
            ),
        ),
        Wait(
            name="fetch_wait",
            where="in the leader, until the consumer's fetch is there and answered",
            at_most_ms=_of(
                "round_trip_ms + max_wait_ms",
                "the consumer's last answer is on its way when the record arrives; then fetch.max.wait.ms, "
                "where fetch.min.bytes asks for more than there is",
                round_trip_ms=load.consumer_round_trip_ms,
                max_wait_ms=fetch_wait_ms,
            ),
        ),
        Wait(
            name="fetch",
            where="on the way to the consumer",
            at_most_ms=_of(
                "round_trip_ms / 2", one_way.format("consumer"), round_trip_ms=load.consumer_round_trip_ms
            ),
        ),
        Wait(
            name="overhead",
            where="in threads, disks and queues of clients and brokers",
            at_most_ms=_of("overhead_ms", "at moderate load: measure it", overhead_ms=load.overhead),
        ),
        Wait(
            name="handling",
            where="in the consumer, while the records before it in the same answer are handled, and itself",
            at_most_ms=_of(
                "records_per_fetch * handling_ms",
                "one thread handles the records of an answer one after the other",
                records_per_fetch=fetched.records_per_fetch.value,
                handling_ms=load.processing or 0.0,
            ),
        ),
    )


def total(waits: tuple[Wait, ...]) -> Figure:
    """The budget's sum."""
    return Figure.of(
        " + ".join(f"{one.name}_ms" for one in waits),
        unit="ms",
        source="the waits of a record, one after the other",
        inputs={f"{one.name}_ms": one.at_most_ms.value for one in waits},
    )


def _of(formula: str, source: str, **inputs: float) -> Figure:
    return Figure.of(formula, unit="ms", source=source, inputs=inputs)
