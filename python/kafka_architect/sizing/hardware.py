"""Hardware: one kind of broker, from a catalogue or your own, with baseline figures only."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.sizing import hardware_reading as reading
from kafka_architect.sizing.market import Controller, Market, Volume

if TYPE_CHECKING:
    from collections.abc import Mapping

MB = 1e6
MIB_PER_MB = MB / 2**20
GIB = 2**30

_BANDWIDTHS = ("network", "network_out", "volume_throughput", "local_write", "local_read")
_AMOUNTS = (
    *("vcpu", "memory", "local_storage", "local_disks", "partitions", "partitions_max", "connections"),
    *("max_brokers", "volumes_most", "zones_exactly", "replication_factor_exactly"),
)
_SWITCHES = (
    *("rotating", "burstable", "replication_counted", "throughput_guaranteed", "storage_managed"),
    *("controllers_included", "volumes_outlive_instance"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """One kind of broker; quantities may be texts: memory="64 GiB", network="10 Gbit/s".

    Bandwidths are what the machine sustains, never "up to". A broker stores on its local disks
    (`local_storage`, `local_write`, `local_read`: all of them together) or on network volumes
    (`volume_throughput` is the most that the machine moves to and from them). After construction bandwidths
    are MB/s, memory is GiB and local storage GB.

    What a provider does for the broker is said by attributes, so that nothing else has to know the provider.
    """

    name: str
    vcpu: float
    memory: float  # GiB
    network: float  # MB/s in each direction
    network_out: float | None = None  # MB/s, where it differs from `network`
    volume_throughput: float | None = None  # MB/s, reads and writes together
    volume_write_egress: float = 0.0  # bytes of `network_out` that a byte written to a network volume uses
    local_storage: float | None = None  # GB, all disks
    local_disks: int = 1
    local_write: float | None = None  # MB/s, all disks
    local_read: float | None = None
    rotating: bool = False  # local disks that seek
    volume: Volume | None = None  # the kind that data is stored on; the first of `volumes` when not given
    volumes: tuple[Volume, ...] = ()  # the kinds to choose from
    volumes_most: float | None = None  # volumes per broker; a policy decides where there is no limit
    partitions: float | None = None  # recommended replicas per broker
    partitions_max: float | None = None  # replicas per broker that are refused beyond
    connections: float | None = None  # client connections per broker
    max_brokers: float | None = None  # of one cluster
    usd_per_hour: float | None = None
    burstable: bool = False  # sustains its vCPUs only for as long as it has credits
    family: str = ""  # such as m7g
    service: str = "own hardware"  # what is bought: the brokers of one service are compared with each other
    replication_counted: bool = True  # whether replication uses up the network limits
    throughput_guaranteed: bool = False  # the network figures are limits that the provider stands behind
    storage_managed: bool = False  # the provider provisions and scales storage, and bills what is kept
    controllers_included: bool = False  # the provider runs the controllers
    volumes_outlive_instance: bool = True  # network volumes are attached again after an instance is lost
    zones_exactly: float | None = None  # the only number of zones that is offered
    replication_factor_exactly: float | None = None  # the only number of replicas that is offered
    controllers: tuple[Controller, ...] = ()  # machines for KRaft controllers, small ones first
    market: Market = field(default_factory=Market)
    source: str = "given"

    def __post_init__(self) -> None:
        if not reading.text(self.name, "hardware name"):
            raise InputError(f"hardware name: expected text such as 'r6i.2xlarge', found {self.name!r}")
        for name in _BANDWIDTHS:
            if getattr(self, name) is not None:
                self._set(name, reading.bandwidth(getattr(self, name), f"{self.name}: {name}"))
        self._set("memory", reading.gibibytes(self.memory, f"{self.name}: memory"))
        if self.local_storage is not None:
            self._set("local_storage", reading.gigabytes(self.local_storage, f"{self.name}: local_storage"))
        if self.network_out is None:
            self._set("network_out", self.network)
        for name in _AMOUNTS:
            if getattr(self, name) is not None:
                self._set(name, reading.positive(getattr(self, name), f"{self.name}: {name}"))
        for name in ("usd_per_hour", "volume_write_egress"):
            if getattr(self, name) is not None:
                self._set(name, reading.not_negative(getattr(self, name), f"{self.name}: {name}"))
        for name in _SWITCHES:
            reading.switch(getattr(self, name), f"{self.name}: {name}")
        for name in ("family", "service", "source"):
            reading.text(getattr(self, name), f"{self.name}: {name}")
        self._read_parts()
        self._check_storage()

    def _read_parts(self) -> None:
        self._set("volume", reading.part(self.volume, Volume, f"{self.name}: volume"))
        self._set("market", reading.part(self.market, Market, f"{self.name}: market") or Market())
        self._set("volumes", reading.parts(self.volumes, Volume, f"{self.name}: volumes"))
        self._set("controllers", reading.parts(self.controllers, Controller, f"{self.name}: controllers"))

    def _check_storage(self) -> None:
        if self.local_disks != int(self.local_disks):
            raise InputError(f"{self.name}: local_disks: expected a whole number, found {self.local_disks!r}")
        self._set("local_disks", int(self.local_disks))
        if self.local_storage is not None and self.local_write is None:
            raise InputError(f"{self.name}: local_storage needs local_write, the MB/s that its disks sustain")
        if self.local_storage is None and not self.storage_managed and self.volume_throughput is None:
            raise InputError(f"{self.name}: give local_storage and local_write, or volume_throughput")

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Hardware:
        """Hardware from a mapping such as a YAML or JSON file holds.

        Raises:
            InputError: A field is unknown (the nearest is offered), missing, or of the wrong type.
        """
        values = reading.named_fields(document, [one.name for one in fields(cls)], "hardware")
        missing = [name for name in ("name", "vcpu", "memory", "network") if values.get(name) is None]
        if missing:
            raise InputError(f"hardware {values.get('name', '')!r} lacks {', '.join(missing)}")
        # What is written as null is as if it was not written.
        return cls(**{name: value for name, value in values.items() if value is not None})

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
        for name in ("volumes", "controllers"):
            values[name] = [one.to_dict() for one in values[name]]
        return values
