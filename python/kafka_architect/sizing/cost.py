"""The whole bill per month: brokers, controllers, volumes, tiered storage, bytes between zones by path.

Everything is an array over kinds of brokers (or worlds x kinds), so that one formula serves one plan, the
ranking of a catalogue and ten thousand worlds. A price that is missing makes its item NaN.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.sizing.hardware import GIB, MIB_PER_MB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kafka_architect.sizing.catalogue import Catalogue
    from kafka_architect.sizing.hardware import Hardware, Volume
    from kafka_architect.sizing.policy import Policy
    from kafka_architect.sizing.workload import Workload

    Array = NDArray[np.float64]

HOURS_PER_MONTH = 730.0
_SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600
_MB_PER_GB = 1e3
_MB_PER_GIB = GIB / 1e6
_TIB_IN_GIB = 1024
# A controller keeps the metadata in memory: Confluent recommends 4 GiB and more.
_CONTROLLER_MEMORY_GIB = 8
_CONTROLLER_VCPUS = 2


@dataclass(frozen=True, slots=True)
class VolumeNeed:
    """What each broker's volumes are provisioned for; zeros where the disks come with the machine."""

    gib: Array
    mib_per_s: Array
    iops: Array


def volume_need(
    hardware: Sequence[Hardware], volumes: Sequence[Volume | None], storage_mb: Array, disk_mb_per_s: Array
) -> VolumeNeed:
    """Size, throughput and IOPS to provision per broker.

    Args:
        hardware: Kinds of brokers, H of them.
        volumes: The volume of each, or None.
        storage_mb: Bytes per broker with headroom, in MB, shape (..., H).
        disk_mb_per_s: Throughput per broker with headroom, in MB/s, shape (..., H).
    """
    networked = np.array(
        [not one.on_local_disks and v is not None for one, v in zip(hardware, volumes, strict=True)]
    )
    per_tib = _facts(volumes, "mib_per_s_per_tib", math.inf)
    included = _facts(volumes, "included_mib_per_s", 0.0)
    per_iops = _facts(volumes, "mib_per_s_per_iops", math.inf)
    included_iops = _facts(volumes, "included_iops", 0.0)
    throughput = np.ceil(np.maximum(disk_mb_per_s * MIB_PER_MB, included))
    gib = np.ceil(np.maximum(storage_mb / _MB_PER_GIB, throughput / per_tib * _TIB_IN_GIB))
    iops = np.ceil(np.maximum(throughput / per_iops, included_iops))
    return VolumeNeed(*(np.where(networked, one, 0.0) for one in (gib, throughput, iops)))


def bill(
    *,
    catalogue: Catalogue,
    hardware: Sequence[Hardware],
    volumes: Sequence[Volume | None],
    workload: Workload,
    policy: Policy,
    load: Mapping[str, Array | float],
    brokers: Array,
    need: VolumeNeed,
) -> dict[str, Array]:
    """USD per month by item, each of the shape of `brokers`."""
    self_managed = np.array([one.kind == "instance" for one in hardware])
    express = np.array([one.kind == "express" for one in hardware])
    price = np.array([math.nan if one.usd_per_hour is None else one.usd_per_hour for one in hardware])
    gib_price = np.where(_on_volumes(hardware), _facts(volumes, "usd_per_gib_month", math.nan), 0.0)
    mean = np.asarray(load["mean_write_mb_per_s"]) * _SECONDS_PER_MONTH / _MB_PER_GB
    kept_gib = np.asarray(load["local_one_copy_mb"]) / _MB_PER_GIB
    remote_gib = (
        np.asarray(load["retained_one_copy_mb"]) - np.asarray(load["local_one_copy_mb"])
    ) / _MB_PER_GIB
    extra_throughput = np.maximum(0.0, need.mib_per_s - _facts(volumes, "included_mib_per_s", 0.0))
    extra_iops = np.maximum(0.0, need.iops - _facts(volumes, "included_iops", 0.0))
    ones = np.ones_like(brokers)
    items = {
        "brokers": brokers * price * HOURS_PER_MONTH,
        "controllers": ones * np.where(self_managed, policy.controllers * _controller_price(catalogue), 0.0),
        # Express storage is billed for one copy of what is kept, whatever is provisioned.
        "volume_storage": np.where(express, kept_gib * gib_price, brokers * need.gib * gib_price),
        "volume_throughput": brokers
        * _priced(extra_throughput, _facts(volumes, "usd_per_mib_per_s_month", math.nan)),
        "volume_iops": brokers * _priced(extra_iops, _facts(volumes, "usd_per_iops_month", math.nan)),
        "tiered_storage": ones * _priced(remote_gib, _or_nan(catalogue.usd_per_gib_month_tiered)),
        "data_in": ones * np.where(express, _priced(mean, _or_nan(catalogue.usd_per_gb_express_in)), 0.0),
    }
    for path, gigabytes in cross_zone_gb(workload, mean).items():
        billed = catalogue.replication_billed or path != "replicate"
        cost = (
            _priced(gigabytes, _or_nan(catalogue.usd_per_gb_cross_zone))
            if billed
            else np.zeros_like(gigabytes)
        )
        if path == "fetch" and policy.follower_fetch:
            cost = np.zeros_like(cost)
        items[f"cross_zone_{path}"] = ones * cost
    return items


def cross_zone_gb(workload: Workload, write_gb: Array) -> dict[str, Array]:
    """GB per month that cross a zone, by path: produce, replicate, fetch (without follower fetching).

    Clients and leaders lie evenly over the zones, so (zones - 1) / zones of what clients send and read
    crosses one. Rack-aware placement spreads replicas over the zones: with r <= zones every follower is
    in another zone than its leader. Followers that serve readers (KIP-392) keep fetches in the zone.
    """
    zones, replicas = workload.zones, workload.replication_factor
    away = (zones - 1) / zones
    followers_away = replicas - 1 if replicas <= zones else replicas * away
    fetched = workload.reads_per_write + workload.catch_up_groups
    return {
        "produce": np.asarray(write_gb * away),
        "replicate": np.asarray(write_gb * min(followers_away, replicas - 1 if zones > 1 else 0)),
        "fetch": np.asarray(write_gb * fetched * away),
    }


def total(items: Mapping[str, Array]) -> Array:
    """The sum of the items; NaN where one has no price."""
    return np.asarray(sum(items.values()))


def _controller_price(catalogue: Catalogue) -> float:
    one = controller_of(catalogue)
    return math.nan if one is None or one.usd_per_hour is None else one.usd_per_hour * HOURS_PER_MONTH


def controller_of(catalogue: Catalogue) -> Hardware | None:
    """The cheapest machine of the catalogue that can run a KRaft controller."""
    able = [
        one
        for one in catalogue.hardware
        if one.kind == "instance"
        and one.memory >= _CONTROLLER_MEMORY_GIB
        and one.vcpu >= _CONTROLLER_VCPUS
        and one.usd_per_hour is not None
    ]
    return min(able, key=lambda one: (one.usd_per_hour, one.name), default=None)


def _on_volumes(hardware: Sequence[Hardware]) -> NDArray[np.bool_]:
    return np.array([not one.on_local_disks for one in hardware])


def _facts(volumes: Sequence[Volume | None], name: str, missing: float) -> Array:
    found = (None if volume is None else getattr(volume, name) for volume in volumes)
    return np.array([missing if value is None else value for value in found], dtype=float)


def _or_nan(price: float | None) -> float:
    return math.nan if price is None else price


def _priced(amount: Array, price: Array | float) -> Array:
    """Amount x price; nothing costs nothing even where there is no price."""
    with np.errstate(invalid="ignore"):
        return np.where(amount == 0, 0.0, amount * price)
