"""A catalogue: kinds of brokers to choose from, each with its volumes, controllers and dated prices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import hardware_reading as reading
from kafka_architect.sizing.named import nearest
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.sizing.hardware import Hardware

_PRICES = ("date", "basis", "usd_per_hour", "usd_per_gb_cross_zone", "usd_per_gib_month_tiered", "volumes")
_VOLUME_PRICES = ("usd_per_gib_month", "usd_per_mib_per_s_month", "usd_per_iops_month")


@short_repr
@dataclass(frozen=True, slots=True)
class Catalogue:
    """Kinds of brokers; what each costs, and beside what, is said by its own `market`.

    Examples:
        >>> catalogue = ka.load_catalogue("aws")
        >>> catalogue.find("m5.2xlarge").vcpu
        8.0
    """

    name: str
    date: str
    sources: tuple[str, ...]
    hardware: tuple[Hardware, ...]
    candidates: tuple[Hardware, ...] | None = None  # what to choose from, where not from all

    def find(self, name: str) -> Hardware:
        """The hardware of that name; an error that offers the nearest names when there is none."""
        for one in self.hardware:
            if one.name == name:
                return one
        names = [one.name for one in self.hardware]
        raise InputError(
            f"instance {reading.shown(name)} is not in catalogue {self.name}: {nearest(name[:99], names)}"
        )

    def narrowed_to(self, *hardware: Hardware) -> Catalogue:
        """The same catalogue for some kinds of brokers; steps of a timeline still see all."""
        return replace(self, candidates=hardware)

    def with_prices(self, document: Mapping[str, Any]) -> Catalogue:
        """The same hardware at prices of your own.

        Args:
            document: {"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": 0.384}}; beside these, `basis` in
                words, `usd_per_gb_cross_zone`, `usd_per_gib_month_tiered`, and under `volumes`, by the name
                of a kind, usd_per_gib_month, usd_per_mib_per_s_month and usd_per_iops_month.

        Kinds of brokers without a price in the document have none any more. What is not given beside them
        stays as it is in the catalogue, controllers too.

        Raises:
            InputError: A name is unknown, or a price is no number of 0 or more.
        """
        document = reading.named_fields(document, _PRICES, "prices")
        per_hour, date = document.get("usd_per_hour"), document.get("date")
        if not isinstance(per_hour, dict) or not date:
            raise InputError(
                'prices: expected a date and usd_per_hour, such as {"date": "2026-11-01", '
                '"usd_per_hour": {"r6i.2xlarge": 0.504}}'
            )
        named = {
            self.find(str(name)).name: reading.not_negative(price, f"prices: {reading.shown(name)}")
            for name, price in per_hour.items()
        }
        market: dict[str, Any] = {
            "pricing": "given",
            "basis": reading.text(document.get("basis", "given"), "prices: basis"),
            "date": reading.text(str(date), "prices: date"),
            "source": "given",
        }
        for name in ("usd_per_gb_cross_zone", "usd_per_gib_month_tiered"):
            if document.get(name) is not None:
                market[name] = reading.not_negative(document[name], f"prices: {name}")
        volumes = _volume_prices(document.get("volumes") or {}, self.hardware)
        return replace(self, hardware=tuple(_at_prices(one, named, market, volumes) for one in self.hardware))


def joined(catalogues: Sequence[Catalogue]) -> Catalogue:
    """Several catalogues as one to choose from."""
    if len(catalogues) == 1:
        return catalogues[0]
    return Catalogue(
        name=", ".join(one.name for one in catalogues),
        date=min(one.date for one in catalogues),
        sources=tuple(dict.fromkeys(source for one in catalogues for source in one.sources)),
        hardware=tuple(hardware for one in catalogues for hardware in one.hardware),
    )


def own_catalogue(hardware: Sequence[Hardware], date: str = "given") -> Catalogue:
    """A catalogue of the caller's own hardware."""
    names = [one.name for one in hardware]
    twice = next((name for name in names if names.count(name) > 1), None) if len(names) < 1000 else None
    if twice is not None:
        raise InputError(f"hardware {twice!r} is given twice: names must differ")
    return Catalogue("own", date, ("given",), tuple(hardware))


def _at_prices(
    hardware: Hardware,
    per_hour: Mapping[str, float],
    market: Mapping[str, Any],
    volumes: Mapping[str, Mapping[str, Any]],
) -> Hardware:
    return replace(
        hardware,
        usd_per_hour=per_hour.get(hardware.name),
        market=replace(hardware.market, **market),
        volumes=tuple(replace(one, **volumes.get(one.name, {})) for one in hardware.volumes),
    )


def _volume_prices(document: object, hardware: Sequence[Hardware]) -> dict[str, dict[str, float]]:
    if not isinstance(document, dict):
        raise InputError(f"prices: volumes: expected prices by kind, found {reading.shown(document)}")
    known = dict.fromkeys(volume.name for one in hardware for volume in one.volumes)
    found: dict[str, dict[str, float]] = {}
    for name, prices in document.items():
        if name not in known:
            raise InputError(
                f"prices: unknown volume type {reading.shown(name)}{did_you_mean(str(name), known)}"
            )
        named = reading.named_fields(prices, _VOLUME_PRICES, f"prices of {name}")
        found[name] = {
            key: reading.not_negative(value, f"prices: {name}: {key}") for key, value in named.items()
        }
    return found
