"""Finding a catalogue: by the names of providers, by an instance that it has, or in a file of your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.sizing.catalogue import joined
from kafka_architect.sizing.figure_reading import shown
from kafka_architect.sizing.market import PRICINGS
from kafka_architect.sizing.named import nearest
from kafka_architect.sizing.own_hardware import read_hardware
from kafka_architect.sizing.providers import providers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.sizing.catalogue import Catalogue
    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.providers.provider import Provider

FILES = (".json", ".yaml", ".yml")


def names() -> dict[str, Provider]:
    """The names that `--catalogue` takes, short ones first."""
    selling = [one for one in providers() if one.data is not None]
    return {
        **{alias: one for one in selling for alias in one.aliases},
        **{one.name: one for one in selling},
    }


def default_catalogue(pricing: str = "on-demand", region: str | None = None) -> Catalogue:
    """What is chosen from when nothing is asked for."""
    first = providers()[0]
    return first.catalogue(pricing, _region(region, [first]).get(first.name))


def load_catalogue(name: str, pricing: str = "on-demand", region: str | None = None) -> Catalogue:
    """A catalogue by name, several as 'aws,gcp', or a JSON or YAML file of hardware.

    Args:
        name: Names of the table in `providers`, comma-separated, or a path that ends in .json or .yaml.
        pricing: on-demand, reserved-1y or reserved-3y; a file has prices of its own.
        region: A region of each provider, comma-separated; their first when left out.

    Raises:
        InputError: A name, region or basis is unknown; what is known is named.
        SourceError: The file cannot be read.

    Examples:
        >>> ka.load_catalogue("gcp").name
        'gcp'
        >>> ka.load_catalogue("aws,gcp").name
        'aws-ec2, gcp'
    """
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if not parts or (Path(name).suffix in FILES and Path(name).exists()):
        parts = [name]
    known = names()
    for part in parts:
        if part not in known and Path(part).suffix not in FILES:
            raise InputError(
                f"catalogue {shown(part)} is unknown: {nearest(part[:99], list(known))}; or a .json or .yaml "
                "file"
            )
    selling = [known[part] for part in parts if part in known]
    regions = _region(region, selling)
    found = [
        known[part].catalogue(pricing, regions.get(known[part].name))
        if part in known
        else read_hardware(part)
        for part in parts
    ]
    return joined(list(dict.fromkeys(found)))


def catalogue_holding(
    instances: str | Sequence[str], pricing: str = "on-demand", region: str | None = None
) -> Catalogue:
    """The catalogues of the package that have the instances; an error with the nearest names."""
    wanted = [instances] if isinstance(instances, str) else list(instances)
    every = [one for one in providers() if one.data is not None]
    holding: dict[str, Provider] = {}
    for name in wanted:
        owner = next((one for one in every if _has(one, name)), None)
        if owner is None:
            everything = [hardware.name for one in every for hardware in one.catalogue().hardware]
            raise InputError(
                f"instance {shown(name)} is not in the bundled catalogues: {nearest(name[:99], everything)}"
            )
        holding[owner.name] = owner
    regions = _region(region, list(holding.values()))
    return joined([one.catalogue(pricing, regions.get(one.name)) for one in holding.values()])


def machines_of(hardware: Hardware) -> tuple[Hardware, ...]:
    """The machines that what stands beside brokers of this kind can run on, at the same prices."""
    market = hardware.market
    owner = next((one for one in providers() if one.name == market.catalogue), None)
    if owner is None or market.pricing not in PRICINGS:
        return ()
    seller = next((one for one in providers() if one.name == (owner.machines or owner.name)), owner)
    return seller.catalogue(market.pricing, market.region).hardware


def _has(provider: Provider, instance: str) -> bool:
    return any(one.name == instance for one in provider.catalogue().hardware)


def _region(region: str | None, selling: Sequence[Provider]) -> dict[str, str]:
    """The region of each provider by its name."""
    if region is None:
        return {}
    wanted = [one.strip() for one in region.split(",") if one.strip()]
    known = {one.name: [each for basis in one.pricings() for each in one.regions(basis)] for one in selling}
    everywhere = [name for regions in known.values() for name in regions]
    for one in wanted:
        if one not in everywhere and selling:
            raise InputError(
                f"region {shown(one)} is unknown: {nearest(one[:99], list(dict.fromkeys(everywhere)))}"
            )
    found: dict[str, str] = {}
    for name, regions in known.items():
        here = next((one for one in wanted if one in regions), None)
        if here is None:
            raise InputError(
                f"region {shown(region)} is not in catalogue {name}: give one for each catalogue, such as "
                f"--region {','.join([*wanted, regions[0]])}"
            )
        found[name] = here
    return found
