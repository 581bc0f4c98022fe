"""Workload: what is written, read and kept, with every default and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import quantities
from kafka_architect.sizing.named import known
from kafka_architect.sizing.policy import LATENCY_CLASSES, sourced
from kafka_architect.sizing.skew import hottest_over_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    Number = float | int | str
    Duration = str | timedelta | None

_NO_DEFAULT = "must be given"
# An exabyte per second: beyond it figures overflow before they mean anything.
_MOST_BYTES_PER_S = 1e18


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """A Kafka workload. Quantities may be texts with units: rate="50 MB/s", retention="7d".

    After construction every quantity is a number: rates per second, sizes in bytes, durations in seconds
    (`retention`, `local_retention`), None where there is no bound.
    """

    rate: Any = sourced(None, _NO_DEFAULT)
    message_bytes: Any = sourced(1000.0, "the project's brief: 1 KB on average")
    peak_to_average: Any = sourced(1.0, "the rate that is given is taken as the peak")
    compression_ratio: Any = sourced(1.0, "Apache Kafka: the producer's compression.type is none by default")
    batch_bytes: Any = sourced(16384.0, "Apache Kafka: the producer's batch.size is 16384 by default")
    producers: Any = sourced(10.0, "this project's choice; matters for connections only")
    consumer_groups: Any = sourced(1.0, "this project's choice: one group that reads everything")
    fan_out: Any = sourced(None, "bytes read per byte written: as many as there are consumer groups")
    consumers_per_group: Any = sourced(4.0, "this project's choice; matters for connections and partitions")
    catch_up_groups: Any = sourced(0.0, "groups that always read old data from disk: none")
    retention: Any = sourced(
        None, "seconds; at least one of retention, retention_bytes and live_keys must be given"
    )
    retention_bytes: Any = sourced(None, "no bound by size per partition (Apache Kafka: retention.bytes=-1)")
    live_keys: Any = sourced(None, "not compacted (Apache Kafka: cleanup.policy=delete)")
    replication_factor: Any = sourced(3, "the project's brief: standard for production")
    topics: Any = sourced(1, "one topic carries everything")
    partitions: Any = sourced(None, "per topic; recommended from throughput and parallelism when not given")
    growth_per_year: Any = sourced(
        1.0, "load after a year over load today: no growth unless given (brief: 2 to 5)"
    )
    horizon_months: Any = sourced(12.0, "this project's choice: a cluster is sized for the load in a year")
    skew: Any = sourced(1.0, "bytes of the hottest partition over the mean: an even spread")
    zones: Any = sourced(3, "the project's brief: spread across racks/zones; AWS regions offer 3")
    latency: str = sourced("standard", "throughput targets of 80 %; 'low' keeps them at half")
    tls: bool = sourced(True, "this project's choice: traffic is encrypted")
    local_retention: Any = sourced(None, "no tiered storage (Apache Kafka: remote.storage.enable=false)")
    exactly_once_share: Any = sourced(0.0, "share of bytes in transactions: none")

    def __post_init__(self) -> None:
        if self.rate is None:
            raise InputError(
                "rate is missing: expected messages per second (50000) or bytes per second ('50 MB/s')"
            )
        self._set(
            "message_bytes", _positive(quantities.size(self.message_bytes, "message_bytes"), "message_bytes")
        )
        messages, throughput = quantities.rate(self.rate, "rate")
        if messages is None and throughput is not None:
            messages = throughput / self.message_bytes
        self._set("rate", _positive(messages, "rate"))
        for name in ("peak_to_average", "skew") if not _is_report(self.skew) else ("peak_to_average",):
            self._set(name, _at_least(1, quantities.count(getattr(self, name), name), name))
        for name in ("compression_ratio", "growth_per_year"):
            self._set(name, _positive(quantities.count(getattr(self, name), name), name))
        self._set("batch_bytes", _positive(quantities.size(self.batch_bytes, "batch_bytes"), "batch_bytes"))
        for name in (
            "producers",
            "consumer_groups",
            "consumers_per_group",
            "catch_up_groups",
            "horizon_months",
        ):
            self._set(name, _at_least(0, quantities.count(getattr(self, name), name), name))
        if self.fan_out is not None:
            self._set("fan_out", _at_least(0, quantities.count(self.fan_out, "fan_out"), "fan_out"))
        for name in ("replication_factor", "topics", "zones"):
            self._set(name, _whole(quantities.count(getattr(self, name), name), name))
        self._read_optional()
        if self.rate * self.message_bytes > _MOST_BYTES_PER_S:
            raise InputError(
                f"rate: {self.rate:g} messages of {self.message_bytes:g} bytes are beyond any cluster"
            )
        self._check_whole()

    def _read_optional(self) -> None:
        if self.partitions is not None:
            self._set("partitions", _whole(quantities.count(self.partitions, "partitions"), "partitions"))
        for name in ("retention", "local_retention"):
            if getattr(self, name) is not None:
                self._set(name, _positive(quantities.duration(getattr(self, name), name), name))
        if self.retention_bytes is not None:
            size = quantities.size(self.retention_bytes, "retention_bytes")
            self._set("retention_bytes", _positive(size, "retention_bytes"))
        if self.live_keys is not None:
            self._set("live_keys", _positive(quantities.count(self.live_keys, "live_keys"), "live_keys"))

    def _check_whole(self) -> None:
        if self.retention is None and self.retention_bytes is None and self.live_keys is None:
            raise InputError(
                "nothing bounds the log: give a retention ('7d'), retention_bytes per partition, or for "
                "compacted topics live_keys; otherwise no disk is large enough"
            )
        share = quantities.count(self.exactly_once_share, "exactly_once_share")
        if not 0 <= share <= 1:
            raise InputError(
                f"exactly_once_share: expected a share of 0 to 1, found {self.exactly_once_share!r}"
            )
        self._set("exactly_once_share", share)
        if self.latency not in LATENCY_CLASSES:
            raise InputError(f"latency: expected one of {', '.join(LATENCY_CLASSES)}, found {self.latency!r}")
        if _is_report(self.skew):
            self._set("skew", hottest_over_mean(self.skew, self.partitions))
        if (
            self.local_retention is not None
            and self.retention is not None
            and self.local_retention > self.retention
        ):
            raise InputError("local_retention is longer than retention: nothing would be tiered")

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Workload:
        """A workload from a mapping such as a YAML or JSON file holds; hyphens may stand for underscores."""
        named = {str(key).replace("-", "_"): value for key, value in document.items()}
        return cls(**known(named, [one.name for one in fields(cls)], "workload"))

    @property
    def reads_per_write(self) -> float:
        """Bytes that consumers read per byte written."""
        return float(self.consumer_groups if self.fan_out is None else self.fan_out)

    @property
    def growth_factor(self) -> float:
        """Load at the horizon over load today."""
        return self.growth_after(self.horizon_months)

    def growth_after(self, months: float) -> float:
        """Load after some months over load today; a shrinking load is sized as it is today."""
        return float(max(1.0, self.growth_per_year ** (months / 12)))

    def with_partitions(self, partitions: int) -> Workload:
        """The same workload over another number of partitions per topic."""
        return replace(self, **{**_as_texts(self), "partitions": partitions})

    def changed(self, **values: Any) -> Workload:
        """The same workload with some values changed; quantities may be texts."""
        names = [one.name for one in fields(self)]
        return replace(self, **{**_as_texts(self), **known(values, names, "workload")})

    def to_dict(self) -> dict[str, Any]:
        """Every value, as a number or text that `from_dict` takes."""
        return _as_texts(self)

    def described(self) -> list[dict[str, Any]]:
        """Each value, whether it is the default, and the default's source."""
        return [
            {
                "name": one.name,
                "value": value,
                "default": value == one.default,
                "source": one.metadata["source"] if value == one.default else "given",
            }
            for one, value in zip(fields(self), _as_texts(self).values(), strict=True)
        ]


def _as_texts(workload: Workload) -> dict[str, Any]:
    # Durations are seconds inside; a bare number would be refused when read again.
    values = {one.name: getattr(workload, one.name) for one in fields(workload)}
    for name in ("retention", "local_retention"):
        if values[name] is not None:
            values[name] = f"{values[name]:.15g} s"
    return values


def _is_report(skew: object) -> bool:
    return not isinstance(skew, (int, float, str)) or (isinstance(skew, str) and skew.endswith(".json"))


def _positive(value: float | None, name: str) -> float:
    if value is None or value <= 0:
        raise InputError(f"{name}: expected more than 0, found {value:g}")
    return value


def _at_least(least: float, value: float, name: str) -> float:
    if value < least:
        raise InputError(f"{name}: expected {least:g} or more, found {value:g}")
    return value


def _whole(value: float, name: str) -> int:
    if value < 1 or value != int(value):
        raise InputError(f"{name}: expected a whole number of 1 or more, found {value:g}")
    return int(value)
