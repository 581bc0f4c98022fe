"""What a provider sells beside the broker itself: volumes, machines for controllers, transfer, and prices."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import figure_reading as reading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

_DAYS_PER_YEAR = 365
PRICINGS: Final = ("on-demand", "reserved-1y", "reserved-3y")
"""What brokers can be paid by: the hour, or reserved for one or three years."""


class _Figures:
    """Fields that are texts, switches, or numbers of 0 or more (None: not known, or no limit)."""

    __slots__ = ()

    def _check(self, texts: tuple[str, ...], switches: tuple[str, ...], optional: tuple[str, ...]) -> None:
        what = str(getattr(self, "name", type(self).__name__.lower()))
        for one in fields(self):  # type: ignore[arg-type]
            value = getattr(self, one.name)
            if one.name in texts:
                if value is not None or one.name not in optional:
                    reading.text(value, f"{what}: {one.name}")
            elif one.name in switches:
                reading.switch(value, f"{what}: {one.name}")
            elif value is not None:
                object.__setattr__(self, one.name, reading.not_negative(value, f"{what}: {one.name}"))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """The figures from a mapping such as a YAML or JSON file holds."""
        what = cls.__name__.lower()
        values = reading.named_fields(document, [one.name for one in fields(cls)], what)  # type: ignore[arg-type]
        try:
            return cls(**values)
        except TypeError as error:
            raise InputError(f"{what} lacks a field: expected at least name") from error

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values that `from_dict` takes."""
        return {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Volume(_Figures):
    """A kind of network volume: its limits and prices; None where there is no limit or no price.

    Throughput and IOPS up to the included figures come with every volume. Where throughput grows with the
    size (`mib_per_s_per_tib`), a volume has the included figure and that much per TiB.
    """

    name: str
    max_gib: float | None = None
    max_mib_per_s: float | None = None
    included_mib_per_s: float | None = None
    mib_per_s_per_tib: float | None = None
    included_iops: float | None = None
    mib_per_s_per_iops: float | None = None
    machine_mb_per_s: float | None = None  # what the broker's machine moves to and from volumes of this kind
    rotating: bool = False  # disks that seek
    usd_per_gib_month: float | None = None
    usd_per_mib_per_s_month: float | None = None
    usd_per_iops_month: float | None = None

    def __post_init__(self) -> None:
        self._check(("name",), ("rotating",), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller(_Figures):
    """A machine for a KRaft controller: small, with a small SSD for the metadata log."""

    name: str
    vcpu: float | None = None
    memory_gib: float | None = None
    usd_per_hour: float | None = None
    disk_usd_per_gib_month: float | None = None

    def __post_init__(self) -> None:
        self._check(("name",), (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Market(_Figures):
    """What is charged in a region beside machines and volumes, and what all its prices are.

    The defaults are those of hardware of one's own: nothing is billed between its zones.
    """

    catalogue: str = "own"
    region: str | None = None
    currency: str = "USD"
    pricing: str = "given"  # one of PRICINGS, or given
    basis: str = "given"  # the same in words
    date: str = "given"  # ISO 8601, of the prices
    source: str = "given"
    usd_per_gb_cross_zone: float | None = 0.0  # per GB moved, both sides together
    replication_billed: bool = True  # whether replication between zones is on the bill
    usd_per_gb_in: float | None = 0.0  # per GB that producers send
    usd_per_gib_month_tiered: float | None = None
    usd_per_1000_puts: float | None = None  # of the object store that tiered storage uses
    usd_per_1000_gets: float | None = None

    def __post_init__(self) -> None:
        texts = ("catalogue", "region", "currency", "pricing", "basis", "date", "source")
        self._check(texts, ("replication_billed",), ("region",))

    def is_older_than_a_year(self, today: datetime.date | None = None) -> bool:
        """Whether the prices are older than 365 days; never where they have no date."""
        try:
            day = datetime.date.fromisoformat(self.date)
        except ValueError:
            return False
        return ((today or datetime.date.today()) - day).days > _DAYS_PER_YEAR
