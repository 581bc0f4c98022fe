"""FlowLoad: the records of one flow, who sends and who receives them, and how soon they must arrive."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import inputs, quantities
from kafka_architect.sizing.inputs import Input

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    Number = float | int | str
    Duration = str | timedelta

LARGEST_MESSAGE: Final = 1_000_000
_ROUND_TRIP_MS: Final = 1.0
_OVERHEAD_MS: Final = 6.0
_MISSING: Final = -1.0
CROSSINGS: Final = ("producers", "replicas", "consumers")
PROTOCOLS: Final = ("consumer", "classic")
CLIENTS: Final = ("java", "librdkafka")
CODECS: Final = ("none", "lz4", "snappy", "zstd", "gzip")


def _milliseconds(value: Any, name: str) -> float:
    return quantities.duration(value, name) * 1000


def _rate(value: Any, name: str) -> float:
    messages, in_bytes = quantities.rate(value, name)
    if messages is None or in_bytes is not None:
        raise InputError(
            f"{name}: expected messages per second like 5000 or '5k', found {value!r}; divide bytes per "
            "second by the size of a message"
        )
    return messages


def _one_of(words: tuple[str, ...]) -> Any:
    def reading(value: Any, name: str) -> str:
        if value not in words:
            raise InputError(f"{name}: expected one of {', '.join(words)}, found {value!r}")
        return str(value)

    return reading


@short_repr
@dataclass(frozen=True, kw_only=True)
class FlowLoad:
    """A flow: rates in messages per second over all producers, at the peak; times in ms once they are read.

        FlowLoad(rate=5000, message_bytes=500, partitions=12, latency="20ms", producers=4, consumers=6)

    Raises:
        InputError: A value is out of range or does not mean anything.
    """

    rate: Input[Number, float] = Input(
        inputs.more_than_0(_rate),
        _MISSING,
        about="messages per second at the peak, all producers",
        source="",
    )
    message_bytes: Input[Number, float] = Input(
        inputs.more_than_0(quantities.size),
        _MISSING,
        about="mean bytes of key and value",
        source="",
    )
    partitions: Input[Number, int] = Input(
        inputs.whole, int(_MISSING), about="partitions of the topic", source=""
    )
    latency: Input[Duration | None, float | None] = Input(
        inputs.optional(inputs.more_than_0(_milliseconds)),
        None,
        about="ms from send() until a record was handled, at most, while nothing fails",
        source="no latency stated",
    )
    producers: Input[Number, int] = Input(
        inputs.whole,
        1,
        about="producers that share the rate evenly",
        source="one is assumed",
    )
    consumers: Input[Number, int] = Input(
        inputs.whole,
        1,
        about="consumers of the group",
        source="one is assumed",
    )
    brokers: Input[Number, int] = Input(
        inputs.whole,
        3,
        about="brokers that lead the partitions, evenly",
        source="three are assumed",
    )
    replication_factor: Input[Number, int] = Input(
        inputs.whole,
        3,
        about="replicas of a partition",
        source="Apache Kafka: the usual production value",
    )
    keyed: Input[bool | str, bool] = Input(
        inputs.yes_or_no,
        True,
        about="whether records have keys, which choose the partition",
        source="keys are assumed: they spread records over all partitions, so batches fill slowest",
    )
    client: Input[str, str] = Input(
        _one_of(CLIENTS),
        "java",
        about="whose producers: java, or librdkafka, which sends each partition in a request of its own",
        source="the Java client is assumed",
    )
    compression_ratio: Input[Number | None, float | None] = Input(
        inputs.optional(inputs.more_than_0(quantities.count)),
        None,
        about="uncompressed over compressed bytes",
        source="unknown: nothing is counted as saved",
    )
    compression: Input[str | None, str | None] = Input(
        inputs.optional(_one_of(CODECS)),
        None,
        about="compression.type",
        source="",
    )
    processing: Input[Duration | None, float | None] = Input(
        inputs.optional(inputs.more_than_0(_milliseconds)),
        None,
        about="ms that handling one record takes",
        source="unknown: not counted",
    )
    round_trip: Input[Duration, float] = Input(
        inputs.more_than_0(_milliseconds),
        _ROUND_TRIP_MS,
        about="ms for a round trip between machines of one region",
        source="AWS: single-digit milliseconds between zones, mostly below 1 ms; 1 ms is assumed",
    )
    overhead: Input[Duration, float] = Input(
        _milliseconds,
        _OVERHEAD_MS,
        about="ms that threads, disks and queues of clients and brokers take, at moderate load",
        source="this project's choice: with the round trips of one region 10 ms; measure it "
        "(kafka-e2e-latency.sh)",
    )
    cross_region: Input[Duration | None, float | None] = Input(
        inputs.optional(inputs.more_than_0(_milliseconds)),
        None,
        about="ms for a round trip between the two regions of the flow",
        source="one region is assumed",
    )
    crosses: Input[str, str] = Input(
        _one_of(CROSSINGS),
        "producers",
        about="who is in another region than the leaders: producers, replicas or consumers",
        source="",
    )
    group_protocol: Input[str, str] = Input(
        _one_of(PROTOCOLS),
        "consumer",
        about="group.protocol of the consumers: consumer or classic",
        source="KIP-848: brokers since 4.0 serve it, and no rebalance stops the whole group",
    )
    lag_objective: Input[Duration | None, float | None] = Input(
        inputs.optional(inputs.more_than_0(_milliseconds)), None,
        about="ms that a group may be behind, also after a member crashed", source="unknown",
    )  # fmt: skip

    def __post_init__(self) -> None:
        for name in ("rate", "message_bytes", "partitions"):
            if getattr(self, name) == _MISSING:
                raise InputError(f"{name}: missing; a flow needs rate, message_bytes and partitions")
        if self.message_bytes > LARGEST_MESSAGE:
            raise InputError(
                f"message_bytes: {self.message_bytes:,.0f} bytes do not fit a request (max.request.size is "
                "1 MiB by default); keep the payload elsewhere and send a reference (the pattern "
                "claim-check), or split it"
            )

    @property
    def producer_round_trip_ms(self) -> float:
        """Between producers and leaders."""
        return self._round_trip("producers")

    @property
    def replica_round_trip_ms(self) -> float:
        """Between leaders and followers; 0 without followers."""
        return self._round_trip("replicas") if self.replication_factor > 1 else 0.0

    @property
    def consumer_round_trip_ms(self) -> float:
        """Between consumers and leaders."""
        return self._round_trip("consumers")

    def _round_trip(self, who: str) -> float:
        far = self.cross_region
        return far if far is not None and self.crosses == who else self.round_trip

    def to_dict(self) -> dict[str, Any]:
        """Every field by name, in the units that it has once it is read."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def assumed(self) -> dict[str, str]:
        """The fields that hold defaults, with where those come from."""
        rows = inputs.described(self, self.to_dict())
        return {one["name"]: one["source"] for one in rows if one["default"] and one["source"]}


def flow_load(values: Mapping[str, Any]) -> FlowLoad:
    """A load from names and values; None is left out.

    Raises:
        InputError: A name is unknown, or a value wrong.
    """
    from kafka_architect.suggestion import did_you_mean

    known = {one.name for one in fields(FlowLoad)}
    for name in values:
        if name not in known:
            raise InputError(f"unknown field {name!r} of a flow{did_you_mean(name, known)}")
    return FlowLoad(**{name: value for name, value in values.items() if value is not None})
