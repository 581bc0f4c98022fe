"""Hardware: one kind of broker, from a catalogue or your own, with baseline figures only."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import hardware_reading as reading
from kafka_architect.sizing.hardware_fields import (
    GIVEN,
    PROVIDER,
    amount_field,
    bandwidth_field,
    switch_field,
    text_field,
)
from kafka_architect.sizing.inputs import Input, optional
from kafka_architect.sizing.market import Market

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.sizing.hardware_fields import Amount, Bandwidth, Number
    from kafka_architect.sizing.market import Controller, Volume

MB = 1e6
MIB_PER_MB = MB / 2**20
GIB = 2**30
_BANDWIDTHS: Final = ("network", "network_out", "volume_throughput", "local_write", "local_read")


@short_repr
@dataclass(kw_only=True, unsafe_hash=True)
class Hardware:
    """One kind of broker; quantities may be texts: memory="64 GiB", network="10 Gbit/s".

    Bandwidths are what the machine sustains, never "up to". A broker stores on its local disks
    (`local_storage`, `local_write`, `local_read`: all of them together) or on network volumes
    (`volume_throughput` is the most that the machine moves to and from them). After construction bandwidths
    are MB/s, memory is GiB and local storage GB.

    What a provider does for the broker is said by attributes, so that nothing else has to know the provider.

    Examples:
        >>> own = ka.Hardware(
        ...     name="own", vcpu=16, memory="64 GiB", network="10 Gbit/s", volume_throughput="500 MB/s"
        ... )
        >>> own.vcpu, own.network
        (16.0, 1250.0)
    """

    name: Input[str, str] = text_field("name of the broker type")
    vcpu: Input[Amount, float] = Input(reading.positive, 0.0, about="virtual CPUs", source=GIVEN)
    memory: Input[Amount, float] = Input(reading.gibibytes, 0.0, about="memory, GiB", source=GIVEN)
    network: Input[Bandwidth, float] = Input(
        reading.bandwidth,
        0.0,
        about="sustained network bandwidth in each direction, MB/s",
        source=GIVEN,
    )
    network_out: Input[Bandwidth, float | None] = bandwidth_field("outbound network bandwidth, if it differs")
    volume_throughput: Input[Bandwidth, float | None] = bandwidth_field(
        "throughput to and from network volumes, reads and writes together"
    )
    volume_write_egress: Input[Number, float] = Input(
        reading.not_negative,
        0.0,
        about="bytes of network_out used per byte written to a network volume",
        source=PROVIDER,
    )
    local_storage: Input[Amount, float | None] = Input(
        optional(reading.gigabytes), None, about="total size of local disks, GB", source=GIVEN
    )
    local_disks: Input[Number, int] = Input(
        reading.whole, 1, about="number of local disks that share local_storage", source="one disk"
    )
    local_write: Input[Bandwidth, float | None] = bandwidth_field(
        "write throughput of all local disks together"
    )
    local_read: Input[Bandwidth, float | None] = bandwidth_field(
        "read throughput of all local disks together"
    )
    rotating: Input[bool, bool] = switch_field(False, "whether the local disks are hard disks")
    volume: Input[Volume | Mapping[str, Any] | None, Volume | None] = Input(
        reading.volume, None, about="volume type for data", source=GIVEN
    )
    volumes: Input[Sequence[Volume | Mapping[str, Any]], tuple[Volume, ...]] = Input(
        reading.volumes,
        (),
        about="available volume types, the default first",
        source=PROVIDER,
    )
    volumes_most: Input[Amount, float | None] = amount_field("maximum volumes per broker", PROVIDER)
    partitions: Input[Amount, float | None] = amount_field("recommended replicas per broker")
    partitions_max: Input[Amount, float | None] = amount_field("hard limit on replicas per broker")
    connections: Input[Amount, float | None] = amount_field("client connections per broker")
    max_brokers: Input[Amount, float | None] = amount_field("maximum brokers per cluster", PROVIDER)
    usd_per_hour: Input[Amount, float | None] = Input(
        optional(reading.not_negative), None, about="price of a broker, USD per hour", source=GIVEN
    )
    burstable: Input[bool, bool] = switch_field(False, "whether the vCPUs are burstable (CPU credits)")
    family: Input[str, str] = text_field("machine family", source=PROVIDER)
    service: Input[str, str] = text_field(
        "service that is bought; brokers of the same service are compared with each other",
        "own hardware",
        PROVIDER,
    )
    replication_counted: Input[bool, bool] = switch_field(
        True, "whether replication counts against the network figures"
    )
    throughput_guaranteed: Input[bool, bool] = switch_field(
        False,
        "whether the provider guarantees the network figures: neither CPU nor memory is the limit before "
        "them",
    )
    storage_managed: Input[bool, bool] = switch_field(
        False, "whether the provider provisions storage, and bills what is stored"
    )
    controllers_included: Input[bool, bool] = switch_field(False, "whether the provider runs the controllers")
    volumes_outlive_instance: Input[bool, bool] = switch_field(
        True, "whether network volumes are reattached after an instance is lost"
    )
    tiering_offered: Input[bool, bool] = switch_field(
        True, "whether old data can move to object storage (local_retention)"
    )
    zones_exactly: Input[Amount, float | None] = amount_field("the only number of zones offered", PROVIDER)
    replication_factor_exactly: Input[Amount, float | None] = amount_field(
        "the only number of replicas offered", PROVIDER
    )
    controllers: Input[Sequence[Controller | Mapping[str, Any]], tuple[Controller, ...]] = Input(
        reading.controllers,
        (),
        about="machines for KRaft controllers, small ones first",
        source=PROVIDER,
    )
    market: Input[Market | Mapping[str, Any] | None, Market] = Input(
        reading.market,
        Market(),
        about="the region, and charges other than machines",
        source=PROVIDER,
    )
    source: Input[str, str] = text_field("source of the figures", "given")

    def __post_init__(self) -> None:
        if not self.name:
            raise InputError(f"hardware name: expected text such as 'rack-a', found {self.name!r}")
        for name in ("vcpu", "memory", "network"):
            if not getattr(self, name):
                raise InputError(
                    f"{self.name}: {name}: expected a number above 0, found {getattr(self, name)!r}"
                )
        if self.local_storage is not None and self.local_write is None:
            raise InputError(
                f"{self.name}: local_storage requires local_write, the sustained MB/s of its disks"
            )
        if self.local_storage is None and not self.storage_managed and self.volume_throughput is None:
            raise InputError(f"{self.name}: give local_storage and local_write, or volume_throughput")

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Hardware:
        """Hardware from a mapping such as a YAML or JSON file holds.

        Raises:
            InputError: A field is unknown (the nearest is offered), missing, or of the wrong type.
        """
        values = reading.named_fields(document, [one.name for one in fields(cls)], "hardware")
        missing = [name for name in ("name", "vcpu", "memory", "network") if values.get(name) is None]
        if missing:
            raise InputError(f"hardware {reading.shown(values.get('name', ''))} lacks {', '.join(missing)}")
        # What is written as null is as if it was not written.
        given = {name: value for name, value in values.items() if value is not None}
        try:
            return cls(**given)
        except InputError as error:
            name = given["name"]
            known = isinstance(name, str) and str(error).startswith(name)
            raise error if known else InputError(f"{reading.shown(name)}: {error}") from error

    @property
    def out(self) -> float:
        """Network bandwidth out, MB/s."""
        return self.network if self.network_out is None else self.network_out

    @property
    def on_local_disks(self) -> bool:
        """Whether the data lies on the machine's own disks."""
        return self.local_storage is not None

    @property
    def outlived(self) -> bool:
        """Whether the data of a broker is still there when its machine is lost."""
        return not self.on_local_disks and self.volumes_outlive_instance

    @property
    def seeks(self) -> bool:
        """Whether the broker stores on disks that seek, local ones or volumes."""
        return self.rotating or (not self.on_local_disks and self.volume is not None and self.volume.rotating)

    def on(self, volume: Volume | None) -> Hardware:
        """The same broker with its data on one kind of volume, and at most what it moves to and from it."""
        most = self.volume_throughput
        if volume is not None and volume.machine_mb_per_s is not None:
            most = volume.machine_mb_per_s
        return replace(self, volume=volume, volumes=(), volume_throughput=most)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values that `from_dict` takes."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        for name in _BANDWIDTHS:
            if values[name] is not None:
                values[name] = f"{values[name]:.15g} MB/s"
        values["volume"] = None if self.volume is None else self.volume.to_dict()
        values["market"] = self.market.to_dict()
        values["volumes"] = [one.to_dict() for one in self.volumes]
        values["controllers"] = [one.to_dict() for one in self.controllers]
        return values
