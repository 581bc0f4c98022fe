"""The whole bill per month: brokers, controllers, volumes, tiered storage, bytes between zones by path.

Everything is an array over kinds of brokers (or worlds x kinds), so that one formula serves one plan, the
ranking of a catalogue and ten thousand worlds. A price that is missing makes its item NaN.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.sizing.controllers import quorum
from kafka_architect.sizing.hardware import GIB, MIB_PER_MB
from kafka_architect.sizing.quantities import HOURS_PER_MONTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.market import Volume
    from kafka_architect.sizing.policy import Policy

    Array = NDArray[np.float64]

_SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600
_MB_PER_GB = 1e3
_MB_PER_GIB = GIB / 1e6
_TIB_IN_GIB = 1024
# Bytes that one PUT carries: parts of 25 MiB, as Aiven's plugin for tiered storage uploads by default.
_MB_PER_PUT = 25 * 1.048576
_MB_PER_GET = 4 * 1.048576  # chunks of 4 MiB, the same


@dataclass(frozen=True, slots=True)
class VolumeNeed:
    """What each broker's volumes are provisioned for, all together; zeros where disks are the machine's.

    `count` volumes share the rest; what every volume includes is included so many times.
    """

    count: Array
    gib: Array
    mib_per_s: Array
    iops: Array


def volume_need(
    hardware: Sequence[Hardware], volumes: Sequence[Volume | None], storage_mb: Array, disk_mb_per_s: Array
) -> VolumeNeed:
    """Volumes, size, throughput and IOPS to provision per broker; no more than the machine carries.

    Args:
        hardware: Kinds of brokers, H of them.
        volumes: The volume of each, or None.
        storage_mb: Bytes per broker with headroom, in MB, shape (..., H).
        disk_mb_per_s: Throughput per broker with headroom, in MB/s, shape (..., H).
    """
    networked = np.array(
        [
            not one.on_local_disks and not one.storage_managed and volume is not None
            for one, volume in zip(hardware, volumes, strict=True)
        ]
    )
    most = np.array(
        [math.inf if one.volume_throughput is None else one.volume_throughput for one in hardware]
    )
    per_tib = _facts(volumes, "mib_per_s_per_tib", math.inf)
    included = _facts(volumes, "included_mib_per_s", 0.0)
    wanted = np.minimum(disk_mb_per_s, most) * MIB_PER_MB
    # What grows with the size is bought as size: the included figure, and more for every TiB.
    for_speed = np.maximum(0.0, wanted - included) / per_tib * _TIB_IN_GIB
    gib = np.ceil(np.maximum(storage_mb / _MB_PER_GIB, for_speed))
    count = np.ceil(
        np.maximum(
            1.0,
            np.maximum(
                gib / _facts(volumes, "max_gib", math.inf),
                wanted / _facts(volumes, "max_mib_per_s", math.inf),
            ),
        )
    )
    throughput = np.ceil(np.maximum(wanted, included * count))
    iops = np.ceil(
        np.maximum(
            wanted / _facts(volumes, "mib_per_s_per_iops", math.inf),
            _facts(volumes, "included_iops", 0.0) * count,
        )
    )
    return VolumeNeed(*(np.where(networked, one, 0.0) for one in (count, gib, throughput, iops)))


def bill(
    *,
    hardware: Sequence[Hardware],
    volumes: Sequence[Volume | None],
    policy: Policy,
    load: Mapping[str, Array | float],
    brokers: Array,
    need: VolumeNeed,
    replicas: float,
) -> dict[str, Array]:
    """USD per month by item, each of the shape of `brokers`."""
    managed = np.array([one.storage_managed for one in hardware])
    price = np.array([_or_nan(one.usd_per_hour) for one in hardware])
    gib_price = np.where(_on_volumes(hardware), _facts(volumes, "usd_per_gib_month", math.nan), 0.0)
    mean = _per_month(load["mean_write_mb_per_s"])
    kept_gib = np.asarray(load["local_one_copy_mb"]) / _MB_PER_GIB
    remote_gib = np.asarray(load["retained_one_copy_mb"]) / _MB_PER_GIB - kept_gib
    beyond = (
        need.mib_per_s - _facts(volumes, "included_mib_per_s", 0.0) * need.count,
        need.iops - _facts(volumes, "included_iops", 0.0) * need.count,
    )
    # Where throughput is bought as size, there is nothing beyond what is included.
    sized = np.isfinite(_facts(volumes, "mib_per_s_per_tib", math.inf))
    extra_throughput, extra_iops = (np.where(sized, 0.0, np.maximum(0.0, one)) for one in beyond)
    ones = np.ones_like(brokers)
    items = {
        "brokers": brokers * price * HOURS_PER_MONTH,
        "controllers": ones * _controllers(hardware, policy, replicas),
        # Where the provider manages storage it bills one copy of what is kept, whatever is provisioned.
        "volume_storage": np.where(managed, kept_gib * gib_price, brokers * need.gib * gib_price),
        "volume_throughput": brokers
        * _priced(extra_throughput, _facts(volumes, "usd_per_mib_per_s_month", math.nan)),
        "volume_iops": brokers * _priced(extra_iops, _facts(volumes, "usd_per_iops_month", math.nan)),
        "tiered_storage": ones * _priced(remote_gib, _charges(hardware, "usd_per_gib_month_tiered")),
        "tiered_requests": ones
        * (
            _priced(
                _requests(load["mean_upload_mb_per_s"], _MB_PER_PUT), _charges(hardware, "usd_per_1000_puts")
            )
            + _priced(
                _requests(load["mean_remote_read_mb_per_s"], _MB_PER_GET),
                _charges(hardware, "usd_per_1000_gets"),
            )
        ),
        "data_in": ones * _priced(mean, _charges(hardware, "usd_per_gb_in")),
    }
    per_gb = _charges(hardware, "usd_per_gb_cross_zone")
    replication_billed = np.array([one.market.replication_billed for one in hardware])
    for path, gigabytes in cross_zone_gb(load).items():
        free = (path == "fetch" and policy.follower_fetch) | (~replication_billed & (path == "replicate"))
        items[f"cross_zone_{path}"] = ones * np.where(free, 0.0, _priced(gigabytes, per_gb))
    return items


def cross_zone_gb(load: Mapping[str, Array | float]) -> dict[str, Array]:
    """GB per month that cross a zone, by path: produce, replicate, fetch (without follower fetching).

    The core's load says how much of each topic's bytes does (sizing_load.hpp).
    """
    paths = ("produce", "replicate", "fetch")
    return {path: _per_month(load[f"cross_zone_{path}_mb_per_s"]) for path in paths}


def _per_month(mb_per_s: Array | float) -> Array:
    """GB per month."""
    return np.asarray(mb_per_s) * _SECONDS_PER_MONTH / _MB_PER_GB


def total(items: Mapping[str, Array]) -> Array:
    """The sum of the items; NaN where one has no price."""
    return np.asarray(sum(items.values()))


def _controllers(hardware: Sequence[Hardware], policy: Policy, replicas: float) -> Array:
    """What the controllers cost beside each kind; nothing where no kind of machine is known for them."""
    costs = []
    for one in hardware:
        found = quorum(one, policy, replicas)
        costs.append(0.0 if found.machine is None else _or_nan(found.monthly_usd))
    return np.array(costs)


def _requests(mb_per_s: Array | float, mb: float) -> Array:
    """Thousands of requests per month, each of so many MB."""
    return np.asarray(mb_per_s) * _SECONDS_PER_MONTH / mb / 1e3


def _charges(hardware: Sequence[Hardware], name: str) -> Array:
    return np.array([_or_nan(getattr(one.market, name)) for one in hardware])


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
        return np.where(np.asarray(amount) == 0, 0.0, amount * price)
