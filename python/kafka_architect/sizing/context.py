"""What every question about a workload starts from: rows for the core, kinds of brokers, their bills."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect import _core
from kafka_architect.errors import InputError
from kafka_architect.sizing import arrays, cost
from kafka_architect.sizing.named import nearest
from kafka_architect.sizing.partitions import recommend_partitions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kafka_architect.sizing.arrays import Rows
    from kafka_architect.sizing.catalogue import Catalogue
    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.market import Volume
    from kafka_architect.sizing.partitions import PartitionAdvice
    from kafka_architect.sizing.policy import Policy
    from kafka_architect.sizing.workload import Workload

# Partitions of a keyed topic cannot be added later without moving keys: the brief plans for 2.5 x.
_LEAST_PARTITION_GROWTH = 2.5


@dataclass(frozen=True, slots=True)
class Context:
    """A workload, a policy and the candidates, ready for the core."""

    workload: Workload
    policy: Policy
    catalogue: Catalogue
    hardware: tuple[Hardware, ...]
    volumes: tuple[Volume | None, ...]
    policy_row: Rows
    hardware_rows: Rows
    advice: PartitionAdvice | None

    @classmethod
    def of(
        cls, workload: Workload, policy: Policy, catalogue: Catalogue, hardware: Sequence[Hardware]
    ) -> Context:
        """Check what only the combination can tell, and prepare the rows."""
        _check_volume(policy, hardware)
        placed = tuple(
            one.on(volume)
            for one in hardware
            for volume in (_volume(one, policy),)
            if volume is not None or not one.volumes
        )
        replicating = tuple(one for one in placed if _offered(one, workload))
        if not replicating:
            raise InputError(_not_offered(placed, workload))
        able = tuple(one for one in replicating if workload.latency != "low" or not one.seeks)
        if not able:
            raise InputError(
                "latency 'low': every candidate stores on disks that seek (hard disks); offer SSDs"
            )
        volumes = tuple(one.volume for one in able)
        return cls(
            workload=workload,
            policy=policy,
            catalogue=catalogue,
            hardware=able,
            volumes=volumes,
            policy_row=arrays.policy_row(policy, workload),
            hardware_rows=arrays.hardware_rows(able, volumes, policy),
            advice=_advice(workload) if workload.partitions is None else None,
        )

    @property
    def partitions(self) -> int:
        """Partitions per topic, given or recommended."""
        return self.advice.partitions if self.advice is not None else self.workload.partitions or 1

    def row(self, partitions: int | None = None, growth_factor: float | None = None) -> Rows:
        """The workload at its horizon, or at another growth."""
        return arrays.workload_row(
            self.workload,
            self.partitions if partitions is None else partitions,
            self.workload.growth_factor if growth_factor is None else growth_factor,
        )

    def grid(self, rows: Rows) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Brokers (0: impossible) and the binding limit of each workload x candidate."""
        return _core.size_grid(rows, self.policy_row, self.hardware_rows, os.cpu_count() or 1)

    def bills(self, rows: Rows, brokers: NDArray[np.int32]) -> tuple[dict[str, cost.Array], cost.VolumeNeed]:
        """The bill and the volumes of each workload x candidate."""
        throughput, gigabytes = _core.disk_grid(rows, self.policy_row, self.hardware_rows, brokers)
        target = self.policy_row[0, _core.SIZING_POLICY_FIELDS.index("disk_target")]
        need = cost.volume_need(self.hardware, self.volumes, gigabytes * 1e3, throughput / target)
        load: Mapping[str, cost.Array] = {
            name: values[:, np.newaxis] for name, values in _core.sizing_load(rows, self.policy_row).items()
        }
        items = cost.bill(
            hardware=self.hardware,
            volumes=self.volumes,
            workload=self.workload,
            policy=self.policy,
            load=load,
            brokers=brokers.astype(float),
            need=need,
            replicas=self.replicas(rows),
        )
        return items, need

    def replicas(self, rows: Rows) -> float:
        """The most partition replicas of any of the workloads; controllers are sized by them."""
        partitions, factor = (
            rows[:, _core.SIZING_WORKLOAD_FIELDS.index(name)] for name in ("partitions", "replication_factor")
        )
        return float((partitions * factor).max())

    def only(self, index: int) -> Context:
        """The same question about one candidate."""
        return Context(
            workload=self.workload,
            policy=self.policy,
            catalogue=self.catalogue,
            hardware=(self.hardware[index],),
            volumes=(self.volumes[index],),
            policy_row=self.policy_row,
            hardware_rows=self.hardware_rows[index : index + 1],
            advice=self.advice,
        )

    def limit_name(self, binding: int) -> tuple[str, str]:
        """(constraint, scenario) of the core's limit number."""
        scenarios = _core.SIZING_SCENARIOS
        return _core.SIZING_CONSTRAINTS[binding // len(scenarios)], scenarios[binding % len(scenarios)]


def _advice(workload: Workload) -> PartitionAdvice:
    return recommend_partitions(
        rate=workload.rate * workload.peak_to_average / workload.compression_ratio / workload.topic_count,
        message_bytes=workload.message_bytes,
        consumers=workload.consumers_per_group or 1,
        growth=max(workload.growth_factor, _LEAST_PARTITION_GROWTH),
        brokers=max(workload.zones, workload.replication_factor),
        replication_factor=workload.replication_factor,
    )


def _offered(hardware: Hardware, workload: Workload) -> bool:
    """Whether the provider offers that many replicas and zones."""
    return hardware.replication_factor_exactly in (None, workload.replication_factor) and (
        hardware.zones_exactly in (None, workload.zones)
    )


def _not_offered(hardware: Sequence[Hardware], workload: Workload) -> str:
    one = hardware[0]
    wanted = (
        ("replication_factor", one.replication_factor_exactly, workload.replication_factor),
        ("zones", one.zones_exactly, workload.zones),
    )
    found = [
        f"{name} {given}: {one.service} has exactly {exactly:g}"
        for name, exactly, given in wanted
        if exactly not in (None, given)
    ]
    return f"{'; '.join(found)}. Use that, or another kind of broker"


def _volume(hardware: Hardware, policy: Policy) -> Volume | None:
    """The volume that data is stored on: the broker's own, the policy's, or the first that there is."""
    if hardware.volume is not None or hardware.on_local_disks or not hardware.volumes:
        return hardware.volume
    if not policy.volume or not _can_choose(hardware):
        return hardware.volumes[0]
    return next((one for one in hardware.volumes if one.name == policy.volume), None)


def _can_choose(hardware: Hardware) -> bool:
    """Whether the kind of volume is yours to choose, and not the provider's."""
    return bool(hardware.volumes) and not hardware.storage_managed and hardware.volumes_most is None


def _check_volume(policy: Policy, hardware: Sequence[Hardware]) -> None:
    names = list(dict.fromkeys(volume.name for one in hardware if _can_choose(one) for volume in one.volumes))
    if policy.volume and names and policy.volume not in names:
        raise InputError(f"volume {policy.volume!r} is unknown: {nearest(policy.volume, names)}")
