"""Load: what is written to, read from and kept in topics, with every default and its source."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import inputs, quantities
from kafka_architect.sizing import load_readers as readers
from kafka_architect.sizing.consumer_groups import group_list
from kafka_architect.sizing.inputs import Input
from kafka_architect.sizing.load_readers import AVERAGE, IN_LOG, PEAK, PRODUCED, is_report
from kafka_architect.sizing.skew import hottest_over_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta

    from kafka_architect.sizing.consumer_groups import ConsumerGroup
    from kafka_architect.sizing.skew import Report

    Number = float | int | str
    Duration = float | str | timedelta | None
    Skew = Number | tuple[Number, Number] | Report | Mapping[str, Any]
    # Two ends: (30_000, 80_000) is what the text 30000..80000 is.
    NumberOrRange = Number | tuple[Number, Number] | list[Number]
    DurationOrRange = Duration | tuple[Number, Number] | list[Number]

# An exabyte per second: beyond it figures overflow before they mean anything.
_MOST_BYTES_PER_S: Final = 1e18


@short_repr
@dataclass(kw_only=True, unsafe_hash=True)
class Load:
    """What TopicLoad and a workload of equal topics have in common.

    Quantities may be texts with units. After construction rates are per second, sizes in bytes, durations
    in seconds (infinite for "forever"), None where there is no bound. A range ("30000..80000") is the end
    with the greater load, and is kept in `ranges`.
    """

    rate: Input[NumberOrRange | Mapping[str, Number] | None, float] = Input(
        readers.rate,
        None,  # type: ignore[arg-type]
        about="messages per second today, the peak unless peak_to_average is given; in bytes: '50 MB/s'; or "
        "both: {average: 5000, peak: 20000}",
        source="must be given",
        heavier=max,
    )
    message_bytes: Input[NumberOrRange, float] = Input(
        inputs.more_than_0(quantities.size),
        1000.0,
        about="mean bytes of a record, uncompressed: key, value and headers, or as defined by `sizes`",
        source="this project's choice: 1 kB; measure yours",
        heavier=max,
    )
    sizes: Input[str | None, str] = Input(
        readers.sizes,
        None,  # type: ignore[arg-type]
        about=(
            "what message_bytes, and a rate in bytes, include: 'produced' (key, value, headers; log format "
            "overhead is added) or 'log' (everything in the log before compression, like a broker's "
            "BytesInPerSec and BytesInPerSec / MessagesInPerSec without compression)"
        ),
        source="'produced'; 'log' where the rate is in bytes, since brokers and networks measure it so",
    )
    peak_to_average: Input[NumberOrRange, float] = Input(
        inputs.at_least(1),
        1.0,
        about="peak rate over the mean; rate is then the mean",
        source="the given rate is the peak",
        heavier=max,
    )
    compression_ratio: Input[NumberOrRange, float] = Input(
        inputs.more_than_0(quantities.count),
        1.0,
        about="uncompressed over compressed bytes",
        source="Apache Kafka: the producer's compression.type is none by default",
        heavier=min,
    )
    batch_bytes: Input[NumberOrRange, float] = Input(
        inputs.more_than_0(quantities.size),
        16384.0,
        about="batch.size: maximum bytes of a batch",
        source="Apache Kafka: the producer's batch.size is 16384 by default",
        heavier=min,
    )
    linger_ms: Input[Number, float] = Input(
        inputs.at_least(0),
        5.0,
        about="linger.ms: how long a producer waits for a batch to fill",
        source="Apache Kafka 4.0 (KIP-1030): linger.ms is 5 by default; 0 before",
    )
    producers: Input[Number, float] = Input(
        inputs.at_least(0),
        10.0,
        about="producing clients; each connects to every broker",
        source="this project's choice; determines connections and how full batches get",
    )
    consumer_groups: Input[NumberOrRange, float] = Input(
        inputs.at_least(0),
        1.0,
        about="groups that read everything as it is written",
        source="this project's choice: one group that reads everything",
        heavier=max,
    )
    fan_out: Input[NumberOrRange | None, float | None] = Input(
        inputs.optional(inputs.at_least(0)),
        None,
        about="bytes read per byte written",
        source="as many as there are consumer groups",
        heavier=max,
    )
    consumers_per_group: Input[Number, float] = Input(
        inputs.at_least(0),
        4.0,
        about="members of each group",
        source="this project's choice; determines connections and recommended partitions",
    )
    catch_up_groups: Input[NumberOrRange, float] = Input(
        inputs.at_least(0),
        0.0,
        about="groups that always read old data from disk",
        source="none",
        heavier=max,
    )
    groups: Input[Sequence[ConsumerGroup | Mapping[str, Any]], tuple[ConsumerGroup, ...]] = Input(
        group_list,
        (),
        about="the individual consumer groups, instead of their number",
        source="consumer_groups and catch_up_groups give their number",
    )
    retention: Input[DurationOrRange, float | None] = Input(
        inputs.optional(readers.duration),
        None,
        about="retention.ms, in seconds: how long records are kept; 'forever' with local_retention",
        source="one of retention, retention_bytes and live_keys must be given",
        heavier=max,
    )
    retention_bytes: Input[Number | None, float | None] = Input(
        inputs.optional(inputs.more_than_0(quantities.size)),
        None,
        about="retention.bytes: maximum bytes of each partition",
        source="no limit by size (Apache Kafka: retention.bytes=-1)",
    )
    live_keys: Input[NumberOrRange | None, float | None] = Input(
        inputs.optional(inputs.more_than_0(quantities.count)),
        None,
        about="distinct keys of a compacted topic (cleanup.policy=compact)",
        source="not compacted (Apache Kafka: cleanup.policy=delete)",
        heavier=max,
    )
    replication_factor: Input[Number, int] = Input(
        inputs.whole,
        3,
        about="replicas of each partition, the leader included",
        source="Amazon MSK best practices: a replication factor of 3",
    )
    min_insync_replicas: Input[Number | None, int | None] = Input(
        inputs.optional(inputs.whole),
        None,
        about="min.insync.replicas: replicas that must have a record before acks=all is acknowledged",
        source="Amazon MSK best practices: at most replication factor - 1; 1 with one replica",
    )
    partitions: Input[Number | None, int | None] = Input(
        inputs.optional(inputs.whole),
        None,
        about="partitions, without replicas",
        source="recommended from throughput and parallelism",
    )
    skew: Input[Skew, float] = Input(
        readers.skew,
        1.0,
        about="bytes of the hottest partition over the mean: a number, a DistributionReport or its JSON",
        source="even distribution",
        heavier=max,
    )
    local_retention: Input[DurationOrRange, float | None] = Input(
        inputs.optional(readers.duration),
        None,
        about="local.retention.ms, in seconds: what tiered storage keeps on the brokers",
        source="no tiered storage (Apache Kafka: remote.storage.enable=false)",
        heavier=max,
    )
    exactly_once_share: Input[NumberOrRange, float] = Input(
        inputs.share,
        0.0,
        about="share of bytes written in transactions",
        source="none",
        heavier=max,
    )  # fmt: skip

    def __post_init__(self) -> None:
        self._check()

    def _check(self) -> None:
        """What only the fields together can tell; a rate in bytes becomes messages."""
        if self.rate is None:
            raise self._wrong(
                "rate is missing: expected messages per second (50000) or bytes per second ('50 MB/s')"
            )
        self._take_average_and_peak()
        if self.sizes is None:
            inputs.resolve(self, "sizes", IN_LOG if isinstance(self.rate, str) else PRODUCED)
        if isinstance(self.rate, str):
            in_bytes = quantities.throughput(self.rate, "rate")
            self.__dict__["rate"] = in_bytes / self.message_bytes
        if self.rate * self.message_bytes > _MOST_BYTES_PER_S:
            raise self._wrong(
                f"rate: {self.rate:g} messages of {self.message_bytes:g} bytes are beyond any cluster"
            )
        if is_report(self.skew):
            self.__dict__["skew"] = hottest_over_mean(self.skew, self.partitions)
        self._check_bounds()
        if self.min_insync_replicas is not None and self.min_insync_replicas > self.replication_factor:
            raise self._wrong(
                f"min_insync_replicas {self.min_insync_replicas} exceeds replication_factor "
                f"{self.replication_factor}: every acks=all write would fail"
            )

    def _take_average_and_peak(self) -> None:
        """{average: 5000, peak: 20000} is a rate of 5000 with peak_to_average 4."""
        given: Any = self.rate
        if not isinstance(given, dict):
            return
        if self.peak_to_average != 1:
            raise self._wrong("rate has a peak, and peak_to_average is given too: remove one of them")
        average, peak = given[AVERAGE], given[PEAK]
        if type(average) is not type(peak):
            raise self._wrong(f"rate: expected {AVERAGE} and {PEAK} in the same unit, messages or bytes")
        times = float(str(peak).split()[0]) / float(str(average).split()[0])
        if times < 1:
            raise self._wrong(f"rate: the {PEAK} is below the {AVERAGE}")
        self.__dict__.update(rate=average, peak_to_average=times)

    def _check_bounds(self) -> None:
        forever = self.retention == math.inf
        if (self.retention is None or (forever and self.local_retention is None)) and (
            self.retention_bytes is None and self.live_keys is None
        ):
            raise self._wrong(
                "no retention limit given: set retention ('7d'), retention_bytes per partition, live_keys "
                "for a compacted topic, or retention 'forever' with local_retention (tiered storage)"
            )
        if self.local_retention is not None:
            if self.live_keys is not None:
                raise self._wrong(
                    "live_keys and local_retention: Kafka rejects tiered storage on compacted topics; "
                    "remove one of them"
                )
            if self.retention is not None and self.local_retention > self.retention:
                raise self._wrong("local_retention is longer than retention: nothing would be tiered")

    def changed(self, **values: Any) -> Load:
        """The same load with some values changed."""
        return Load(**{**self.load_values(), **self.ranges, **self.sizes_for(values), **values})

    def sizes_for(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What `sizes` is when values change: a rate in bytes says it anew where nobody said it."""
        anew = inputs.is_resolved(self, "sizes") and isinstance(values.get("rate"), str)
        in_bytes = anew and quantities.rate(values["rate"].split("..")[-1], "rate")[1] is not None
        return {"sizes": None} if in_bytes else {}

    def _wrong(self, sentence: str) -> InputError:
        return InputError(sentence)

    @property
    def ranges(self) -> dict[str, Any]:
        """The fields that were given as ranges, as they were given."""
        return inputs.ranges_of(self)

    @property
    def reads_per_write(self) -> float:
        """Bytes that groups read as they are written, per byte written."""
        if self.groups:
            return sum(one.share for one in self.groups if not one.old_data)
        return float(self.consumer_groups if self.fan_out is None else self.fan_out)

    @property
    def old_reads_per_write(self) -> float:
        """Bytes that groups read from disk all the time, per byte written."""
        return self.catch_up_groups + sum(one.share for one in self.groups if one.old_data)

    @property
    def consumers(self) -> float:
        """Members of all groups."""
        if self.groups:
            return sum(one.consumers for one in self.groups)
        return self.consumer_groups * self.consumers_per_group

    @property
    def most_consumers(self) -> float:
        """Members of the largest group."""
        return max((one.consumers for one in self.groups), default=self.consumers_per_group)

    @property
    def in_sync_required(self) -> int:
        """min.insync.replicas, given or by default."""
        if self.min_insync_replicas is None:
            return max(1, self.replication_factor - 1)
        return self.min_insync_replicas

    def load_values(self) -> dict[str, Any]:
        """The fields of the load, as JSON-ready values that can be read again."""
        values = {one.name: getattr(self, one.name) for one in fields(Load)}
        for name in ("retention", "local_retention"):
            if values[name] is not None:
                values[name] = "forever" if values[name] == math.inf else f"{values[name]:.15g} s"
        values["groups"] = [one.to_dict() for one in self.groups]
        return values
