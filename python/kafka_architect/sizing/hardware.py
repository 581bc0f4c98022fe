"""Hardware: one kind of broker, from a catalogue or your own, with baseline figures only."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import quantities
from kafka_architect.sizing.named import known

if TYPE_CHECKING:
    from collections.abc import Mapping

MB = 1e6
MIB_PER_MB = MB / 2**20
GIB = 2**30
# What the network limits of a kind of broker count.
CLASSES = ("instance", "standard", "express")


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A network volume: its limits and prices; None where there is no limit or no price."""

    name: str
    max_gib: float | None = None
    max_mib_per_s: float | None = None
    included_mib_per_s: float | None = None
    mib_per_s_per_tib: float | None = None
    included_iops: float | None = None
    mib_per_s_per_iops: float | None = None
    usd_per_gib_month: float | None = None
    usd_per_mib_per_s_month: float | None = None
    usd_per_iops_month: float | None = None


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """One kind of broker; quantities may be texts: memory="64 GiB", network="10 Gbit/s".

    Bandwidths are what the machine sustains, never "up to". A broker stores on its local disks
    (`local_storage`, `local_write`, `local_read`) or on network volumes (`volume_throughput` is the most
    that the machine moves to and from them). After construction bandwidths are MB/s, sizes GB or GiB.
    """

    name: str
    vcpu: float
    memory: Any  # GiB after construction
    network: Any  # MB/s in each direction
    network_out: Any = None  # where it differs from `network`
    volume_throughput: Any = None
    local_storage: Any = None  # GB
    local_write: Any = None
    local_read: Any = None
    rotating: bool = False  # local disks that seek
    volume: Volume | None = None
    partitions: float | None = None  # recommended replicas per broker
    connections: float | None = None
    max_brokers: float | None = None
    usd_per_hour: float | None = None
    kind: str = "instance"
    source: str = "given"

    def __post_init__(self) -> None:
        for name in ("network", "network_out", "volume_throughput", "local_write", "local_read"):
            if getattr(self, name) is not None:
                self._set(name, _bandwidth(getattr(self, name), f"{self.name}: {name}"))
        if isinstance(self.memory, str):
            self._set("memory", quantities.size(self.memory, f"{self.name}: memory") / GIB)
        if isinstance(self.local_storage, str):
            self._set(
                "local_storage", quantities.size(self.local_storage, f"{self.name}: local_storage") / 1e9
            )
        if self.network_out is None:
            self._set("network_out", self.network)
        for name in (
            "vcpu",
            "memory",
            "network",
            "network_out",
            "volume_throughput",
            "local_storage",
            "local_write",
            "local_read",
            "partitions",
            "connections",
            "max_brokers",
        ):
            value = getattr(self, name)
            if value is not None and not (isinstance(value, (int, float)) and value > 0):
                raise InputError(f"{self.name}: {name}: expected more than 0, found {value!r}")
        if self.usd_per_hour is not None and not 0 <= self.usd_per_hour < math.inf:
            raise InputError(f"{self.name}: usd_per_hour: expected 0 or more, found {self.usd_per_hour!r}")
        if self.kind not in CLASSES:
            raise InputError(f"{self.name}: kind: expected one of {', '.join(CLASSES)}, found {self.kind!r}")
        if self.local_storage is not None and self.local_write is None:
            raise InputError(f"{self.name}: local_storage needs local_write, the MB/s that its disks sustain")
        if self.local_storage is None and self.kind != "express" and self.volume_throughput is None:
            raise InputError(f"{self.name}: give local_storage and local_write, or volume_throughput")

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Hardware:
        """Hardware from a mapping such as a YAML or JSON file holds."""
        if not isinstance(document, dict):
            raise InputError(f"hardware: expected fields and values, found {document!r}")
        named = {str(key).replace("-", "_"): value for key, value in document.items()}
        values = known(named, [one.name for one in fields(cls)], "hardware")
        missing = [name for name in ("name", "vcpu", "memory", "network") if name not in values]
        if missing:
            raise InputError(f"hardware {values.get('name', '')!r} lacks {', '.join(missing)}")
        if isinstance(values.get("volume"), dict):
            names = [one.name for one in fields(Volume)]
            values["volume"] = Volume(**known(values["volume"], names, "volume"))
        return cls(**values)

    @property
    def on_local_disks(self) -> bool:
        """Whether the data lies on the machine's own disks."""
        return self.local_storage is not None

    @property
    def counts_replication(self) -> bool:
        """Whether replication uses up the network limits; MSK Express limits clients only."""
        return self.kind != "express"

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values that `from_dict` takes."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in ("network", "network_out", "volume_throughput", "local_write", "local_read"):
            if values[name] is not None:
                values[name] = f"{values[name]:.15g} MB/s"
        if self.volume is not None:
            values["volume"] = {one.name: getattr(self.volume, one.name) for one in fields(self.volume)}
        return values


def _bandwidth(value: object, name: str) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and "up to" in value.lower():
        raise InputError(f"{name}: {value!r} is a burst: give what is sustained (the baseline)")
    return quantities.throughput(value, name) / MB
