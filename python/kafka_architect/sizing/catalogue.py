"""Catalogues of hardware: generated ones that come with the package, or a file of your own."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError, SourceError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing.hardware import Hardware, Volume

if TYPE_CHECKING:
    from collections.abc import Mapping

BUNDLED = {"aws": "aws_ec2", "aws-ec2": "aws_ec2", "aws-msk": "aws_msk"}
_MSK_MAX_BROKERS = 60  # Amazon MSK quota: brokers per account and KRaft cluster


@short_repr
@dataclass(frozen=True, slots=True)
class Catalogue:
    """Kinds of brokers, the volumes they can have, and dated prices."""

    name: str
    date: str
    sources: tuple[str, ...]
    prices: Mapping[str, Any]
    volumes: Mapping[str, Volume]
    hardware: tuple[Hardware, ...]
    usd_per_gb_cross_zone: float | None = None
    usd_per_gib_month_tiered: float | None = None
    usd_per_gb_express_in: float | None = None
    replication_billed: bool = True
    candidates: tuple[Hardware, ...] | None = None  # what to choose from, where not from all

    def find(self, name: str) -> Hardware:
        """The hardware of that name; an error that offers the nearest names when there is none."""
        for one in self.hardware:
            if one.name == name:
                return one
        raise _unknown_instance(name, f"catalogue {self.name}", [one.name for one in self.hardware])

    def narrowed_to(self, hardware: Hardware) -> Catalogue:
        """The same volumes and prices for one kind of broker; steps and controllers still see all."""
        return replace(self, candidates=(hardware,))

    def with_prices(self, document: Mapping[str, Any]) -> Catalogue:
        """The same hardware at other prices: {"date": ..., "basis": ..., "usd_per_hour": {name: price}}."""
        per_hour = document.get("usd_per_hour")
        if not isinstance(per_hour, dict) or not document.get("date"):
            raise InputError('prices: expected {"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": 0.384}}')
        for name in per_hour:
            self.find(name)
        hardware = tuple(replace(one, usd_per_hour=per_hour.get(one.name)) for one in self.hardware)
        prices = {
            "currency": "USD",
            "basis": document.get("basis", "given"),
            "date": str(document["date"]),
            "source": "given",
        }
        return replace(self, hardware=hardware, prices=prices)


def load_catalogue(name: str) -> Catalogue:
    """A catalogue that comes with the package (aws, aws-ec2, aws-msk), or a JSON or YAML file of hardware."""
    if name in BUNDLED:
        return _bundled(BUNDLED[name])
    if Path(name).suffix in {".json", ".yaml", ".yml"}:
        return _from_file(name)
    near = get_close_matches(name, BUNDLED, n=2, cutoff=0.4)
    hint = (
        f"did you mean {' or '.join(near)}?"
        if near
        else f"expected {', '.join(BUNDLED)} or a .json or .yaml file"
    )
    raise InputError(f"catalogue {name!r} is unknown: {hint}")


def catalogue_holding(name: str) -> Catalogue:
    """The catalogue of the package that has an instance of that name; an error with the nearest names."""
    bundled = [_bundled("aws_ec2"), _bundled("aws_msk")]
    for catalogue in bundled:
        if any(one.name == name for one in catalogue.hardware):
            return catalogue
    raise _unknown_instance(
        name, "bundled catalogues", [one.name for all_of in bundled for one in all_of.hardware]
    )


def _unknown_instance(name: str, where: str, names: list[str]) -> InputError:
    near = get_close_matches(name, names, n=4, cutoff=0.5)
    hint = f"nearest: {', '.join(near)}" if near else f"known: {', '.join(names[:5])} and more"
    return InputError(f"instance {name!r} is not in the {where}: {hint}")


def own_catalogue(hardware: tuple[Hardware, ...], date: str = "given") -> Catalogue:
    """A catalogue of the caller's own hardware; between its zones nothing is billed."""
    prices = {"currency": "USD", "basis": "given", "date": date, "source": "given"}
    return Catalogue("own", date, ("given",), prices, {}, hardware, usd_per_gb_cross_zone=0.0)


@cache
def _bundled(file: str) -> Catalogue:
    text = files("kafka_architect").joinpath("data", f"{file}.json").read_text(encoding="utf-8")
    document = json.loads(text)
    volumes = {one["name"]: Volume(**one) for one in document["volumes"]}
    source = f"{document['sources'][0]}, {document['date']}"
    return Catalogue(
        name=document["name"],
        date=document["date"],
        sources=tuple(document["sources"]),
        prices=document["prices"],
        volumes=volumes,
        hardware=tuple(_entry(one, volumes, source) for one in document["instances"]),
        usd_per_gb_cross_zone=document["transfer"]["usd_per_gb_cross_zone"],
        usd_per_gib_month_tiered=document["tiered"]["usd_per_gib_month"],
        usd_per_gb_express_in=document.get("express_data_in_usd_per_gb"),
        replication_billed=document["replication_traffic_billed"],
    )


def _entry(one: Mapping[str, Any], volumes: Mapping[str, Volume], source: str) -> Hardware:
    kind = one.get("class", "instance")
    volume = {"standard": "msk", "express": "express"}.get(kind)
    return Hardware(
        name=one["name"],
        vcpu=one["vcpu"],
        memory=one["memory_gib"],
        network=one.get("network_mb_per_s", one.get("network_in_mb_per_s")),
        network_out=one.get("network_out_mb_per_s"),
        volume_throughput=one["volume_mb_per_s"],
        local_storage=one.get("local_gb"),
        local_write=one.get("local_write_mb_per_s"),
        local_read=one.get("local_read_mb_per_s"),
        rotating=one.get("local_rotating", False),
        volume=volumes[volume] if volume else None,
        partitions=one.get("partitions"),
        max_brokers=_MSK_MAX_BROKERS if volume else None,
        usd_per_hour=one["usd_per_hour"],
        kind=kind,
        source=source,
    )


def _from_file(path: str) -> Catalogue:
    document = read_document(path)
    entries = document.get("hardware", [document]) if isinstance(document, dict) else document
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{path}: expected a list of hardware, found none")
    date = str(document.get("date", "given")) if isinstance(document, dict) else "given"
    return own_catalogue(tuple(Hardware.from_dict(one) for one in entries), date)


def read_document(path: str) -> Any:
    """The content of a JSON or YAML file."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(error.errno, f"cannot read {path!r}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not a text file in UTF-8: {error.reason} at byte {error.start}") from error
    if Path(path).suffix == ".json":
        try:
            return json.loads(text)
        except ValueError as error:
            raise InputError(f"{path}: not JSON: {error}") from error
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InputError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
