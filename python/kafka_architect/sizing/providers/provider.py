"""Provider: what a file of this folder says about who sells brokers, by attributes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.catalogue import Catalogue
from kafka_architect.sizing.hardware import Hardware
from kafka_architect.sizing.market import Controller, Market, Volume

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kafka_architect.sizing.offers import Offer, Question

# Controllers hold the metadata in memory: Confluent's least is 4 GB and 64 GB of SSD ("Plan Capacity and
# Sizing"), the room to grow is this project's choice.
_CONTROLLER_VCPUS = (2, 16)
_CONTROLLER_GIB_PER_VCPU = (3.5, 4.5)
_CONTROLLER_MEMORY_GIB = 7.5


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Something that a provider sells: its brokers' attributes, and what it cannot do."""

    title: str
    attributes: Mapping[str, Any] = field(default_factory=dict)  # of Hardware
    volumes: tuple[str, ...] | None = None  # kinds of volumes, the default first; all of them when None
    market: Mapping[str, Any] = field(default_factory=dict)  # of Market
    cannot: tuple[str, ...] = ()  # one sentence each, with its source


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who sells brokers, or a service without brokers.

    Attributes:
        name: What `--catalogue` takes.
        aliases: Shorter names for the same.
        data: The generated file of kafka_architect/data; None where no kind of broker is sold.
        region: The region when none is asked for.
        services: By the class of an instance in the data; "" for all that have none.
        machines: The provider whose machines run what stands beside the brokers; its own when None.
        quote: For what is sold by capacity and not by brokers: what it would be for a workload.
    """

    name: str
    aliases: tuple[str, ...] = ()
    data: str | None = None
    region: str | None = None
    services: Mapping[str, Service] = field(default_factory=dict)
    machines: str | None = None
    quote: Callable[[Question], list[Offer]] | None = None

    def catalogue(self, pricing: str = "on-demand", region: str | None = None) -> Catalogue:
        """The kinds of brokers at the prices of a basis and a region.

        Raises:
            InputError: There are no prices of that basis or region; what there is, is named.
        """
        if self.data is None:
            raise InputError(f"catalogue {self.name!r} sells no brokers to choose from: use --offers")
        document = _document(self.data)
        where = region or str(self.region)
        bases = document["pricing"]
        if pricing not in bases:
            raise InputError(
                f"catalogue {self.name} has no {pricing} prices: expected one of {', '.join(bases)}, or "
                "prices of your own (--prices)"
            )
        if where not in bases[pricing]["date"]:
            raise InputError(
                f"catalogue {self.name} has no {pricing} prices for region {where!r}: expected one of "
                f"{', '.join(bases[pricing]['date'])}"
            )
        # Providers hold mappings, which have no hash: they are remembered by their names.
        key = (self.name, pricing, where)
        if key not in _made:
            _made[key] = _read(self, pricing, where)
        return _made[key]

    def pricings(self) -> tuple[str, ...]:
        """The bases that there are prices of."""
        return () if self.data is None else tuple(_document(self.data)["pricing"])

    def regions(self, pricing: str = "on-demand") -> tuple[str, ...]:
        """The regions that there are prices for."""
        if self.data is None:
            return ()
        return tuple(_document(self.data)["pricing"].get(pricing, {"date": ()})["date"])


_made: dict[tuple[str, str, str], Catalogue] = {}


def _read(provider: Provider, pricing: str, region: str) -> Catalogue:
    document = _document(str(provider.data))
    basis, charges = document["pricing"][pricing], document["regions"][region]
    market = Market(
        catalogue=document["name"],
        region=region,
        pricing=pricing,
        basis=basis["basis"],
        date=basis["date"][region],
        source=basis["source"],
        **{name: value for name, value in charges.items() if name != "date"},
    )
    volumes = {one["name"]: _volume(one, region) for one in document["volumes"]}
    controllers = _controllers(document, pricing, region, provider.services)
    source = f"{document['sources'][0]}, {document['date']}"
    hardware = tuple(
        _hardware(one, provider.services[one.get("class", "")], market, volumes, source)
        for one in document["instances"]
        if region in one["usd_per_hour"].get(pricing, {})
    )
    return Catalogue(
        name=document["name"],
        date=basis["date"][region],
        sources=tuple(document["sources"]),
        hardware=tuple(_with_controllers(one, controllers) for one in hardware),
    )


def _hardware(
    one: Mapping[str, Any],
    service: Service,
    market: Market,
    volumes: Mapping[str, Volume],
    source: str,
) -> Hardware:
    limits = one.get("volumes", {})
    names = service.volumes if service.volumes is not None else tuple(volumes)
    kinds = [
        replace(volumes[name], machine_mb_per_s=limits[name]) if limits else volumes[name]
        for name in names
        if "local_gb" not in one and (not limits or name in limits)
    ]
    return Hardware(
        name=one["name"],
        family=one["family"],
        vcpu=one["vcpu"],
        memory=one["memory_gib"],
        network=one["network_mb_per_s"],
        network_out=one.get("network_out_mb_per_s"),
        volume_throughput=one.get("volume_mb_per_s", next(iter(limits.values()), None)),
        local_storage=one.get("local_gb"),
        local_disks=one.get("local_disks", 1),
        local_write=one.get("local_write_mb_per_s"),
        local_read=one.get("local_read_mb_per_s"),
        rotating=one.get("rotating", False),
        burstable=one.get("burstable", False),
        volumes=tuple(kinds),
        partitions=one.get("partitions"),
        partitions_max=one.get("partitions_max"),
        usd_per_hour=one["usd_per_hour"][market.pricing][market.region],
        service=service.title,
        market=replace(market, **service.market) if service.market else market,
        source=source,
        **service.attributes,
    )


def _with_controllers(hardware: Hardware, controllers: tuple[Controller, ...]) -> Hardware:
    return hardware if hardware.controllers_included else replace(hardware, controllers=controllers)


def _controllers(
    document: Mapping[str, Any], pricing: str, region: str, services: Mapping[str, Service]
) -> tuple[Controller, ...]:
    """For each number of vCPUs the cheapest machine with 4 GiB per vCPU and no disks of its own."""
    if all(service.attributes.get("controllers_included") for service in services.values()):
        return ()
    first = document["volumes"][0]["prices"].get(region, {}).get("usd_per_gib_month")
    cheapest: dict[float, Controller] = {}
    for one in document["instances"]:
        price = one["usd_per_hour"].get(pricing, {}).get(region)
        shaped = (
            price is not None
            and "local_gb" not in one
            and not one.get("burstable")
            and _CONTROLLER_VCPUS[0] <= one["vcpu"] <= _CONTROLLER_VCPUS[1]
            and _CONTROLLER_GIB_PER_VCPU[0] <= one["memory_gib"] / one["vcpu"] <= _CONTROLLER_GIB_PER_VCPU[1]
            and one["memory_gib"] >= _CONTROLLER_MEMORY_GIB
        )
        if shaped and (one["vcpu"] not in cheapest or price < (cheapest[one["vcpu"]].usd_per_hour or 0.0)):
            cheapest[one["vcpu"]] = Controller(
                name=one["name"],
                vcpu=one["vcpu"],
                memory_gib=one["memory_gib"],
                usd_per_hour=price,
                disk_usd_per_gib_month=first,
            )
    return tuple(cheapest[vcpu] for vcpu in sorted(cheapest))


def _volume(one: Mapping[str, Any], region: str) -> Volume:
    limits = {name: value for name, value in one.items() if name != "prices"}
    return Volume(**limits, **one["prices"].get(region, {}))


@cache
def _document(file: str) -> Any:
    text = files("kafka_architect").joinpath("data", f"{file}.json").read_text(encoding="utf-8")
    return json.loads(text)
