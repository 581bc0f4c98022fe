"""What every question about a workload starts from: rows for the core, kinds of brokers, their bills."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
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
    from kafka_architect.sizing.load import Load
    from kafka_architect.sizing.market import Volume
    from kafka_architect.sizing.partitions import PartitionAdvice
    from kafka_architect.sizing.policy import Policy
    from kafka_architect.sizing.workload import Workload

# Partitions of a keyed topic cannot be added later without moving keys, so they are planned for more
# than today's load: 2.5 x, this project's choice.
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
    advice: tuple[PartitionAdvice | None, ...]  # of each load; None where its partitions are given
    known_rows: dict[float, Rows] = field(default_factory=dict, repr=False, compare=False)  # by growth

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
            raise InputError("latency 'low': every candidate uses hard disks; use SSDs")
        volumes = tuple(one.volume for one in able)
        context = cls(
            workload=workload,
            policy=policy,
            catalogue=catalogue,
            hardware=able,
            volumes=volumes,
            policy_row=arrays.policy_row(policy, workload),
            hardware_rows=_with_egress_of_volumes(
                arrays.hardware_rows(able, volumes, policy), able, workload
            ),
            advice=tuple(_advice(workload, load) for load in workload.loads),
        )
        _check_skew(workload, context.partitions)
        return context

    @property
    def partitions(self) -> tuple[int, ...]:
        """Partitions per topic of each load, given or recommended."""
        return tuple(
            advice.partitions if advice is not None else load.partitions or 1
            for load, advice in zip(self.workload.loads, self.advice, strict=True)
        )

    def recommended(self, brokers: int) -> tuple[PartitionAdvice, ...]:
        """What `recommend_partitions` says about each load in a cluster of that size."""
        return tuple(_recommended(self.workload, load, brokers) for load in self.workload.loads)

    @property
    def topics(self) -> int:
        """Rows that a workload has in the core: one per topic, or one for equal topics."""
        return len(self.workload.loads)

    def rows(self, partitions: Sequence[int] | None = None, growth_factor: float | None = None) -> Rows:
        """The workload at its horizon, or at another growth: one row per load."""
        factor = self.workload.growth_factor if growth_factor is None else growth_factor
        if factor not in self.known_rows:
            # Ranking asks for many numbers of partitions: the rest of 200 topics is laid out once.
            self.known_rows[factor] = arrays.topic_rows(self.workload, self.partitions, factor)
        rows = self.known_rows[factor].copy()
        equal = 1 if self.workload.by_topic else self.workload.topic_count
        counts = np.array(self.partitions if partitions is None else partitions, dtype=float)
        rows[:, _core.SIZING_WORKLOAD_FIELDS.index("partitions")] = counts * equal
        return rows

    def grid(self, rows: Rows) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Brokers (0: impossible) and the binding limit of each workload x candidate."""
        return _core.size_grid(rows, self.policy_row, self.hardware_rows, os.cpu_count() or 1, self.topics)

    def load(self, rows: Rows) -> dict[str, cost.Array]:
        """What each workload's cluster must carry."""
        return _core.sizing_load(rows, self.policy_row, self.topics)

    def used(self, rows: Rows, index: int, brokers: int) -> cost.Array:
        """Demand over capacity of every limit, for each workload, in a cluster of one candidate."""
        hardware = self.hardware_rows[index : index + 1]
        return _core.utilisation_grid(rows, self.policy_row, hardware, brokers, self.topics)

    def bills(self, rows: Rows, brokers: NDArray[np.int32]) -> tuple[dict[str, cost.Array], cost.VolumeNeed]:
        """The bill and the volumes of each workload x candidate."""
        throughput, gigabytes = _core.disk_grid(
            rows, self.policy_row, self.hardware_rows, brokers, self.topics
        )
        need = cost.volume_need(self.hardware, self.volumes, gigabytes * 1e3, throughput)
        load: Mapping[str, cost.Array] = {
            name: values[:, np.newaxis] for name, values in self.load(rows).items()
        }
        items = cost.bill(
            hardware=self.hardware,
            volumes=self.volumes,
            policy=self.policy,
            load=load,
            brokers=brokers.astype(float),
            need=need,
            replicas=self.replicas(rows),
        )
        return items, need

    def replicas(self, rows: Rows) -> float:
        """The most partition replicas that any of the workloads has; controllers are sized by them."""
        return float(self.load(rows)["replicas"].max())

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
        if binding == len(scenarios) * len(_core.SIZING_CONSTRAINTS):
            return _core.SIZING_FLOOR
        return _core.SIZING_CONSTRAINTS[binding // len(scenarios)], scenarios[binding % len(scenarios)]


def _with_egress_of_volumes(rows: Rows, hardware: Sequence[Hardware], workload: Workload) -> Rows:
    """What is left of the egress where writes to network volumes leave through it too.

    Of each byte that a cluster takes in, r copies are written to volumes, r - 1 are sent to followers and
    consumers read some: writes get their share of the egress, and the rest is for brokers and clients.
    """
    written = np.array([0.0 if one.on_local_disks else one.volume_write_egress for one in hardware])
    if not written.any():
        return rows
    sent = workload.reads_per_write + workload.replication_factor - 1
    column = _core.SIZING_HARDWARE_FIELDS.index("network_out_mb_per_s")
    rows[:, column] *= sent / (sent + written * workload.replication_factor) if sent > 0 else 1.0
    return rows


def _advice(workload: Workload, load: Load) -> PartitionAdvice | None:
    if load.partitions is not None:
        return None
    return _recommended(workload, load, max(workload.zones, load.replication_factor))


def _check_skew(workload: Workload, partitions: Sequence[int]) -> None:
    """A recommended number of partitions may be below a skew that was given."""
    equal = 1 if workload.by_topic else workload.topic_count
    for load, count in zip(workload.loads, partitions, strict=True):
        if load.skew > count * equal:
            raise InputError(
                f"skew {load.skew:g} exceeds the {count * equal} recommended partitions: set partitions to "
                "the count at which the skew was measured"
            )


def _recommended(workload: Workload, load: Load, brokers: int) -> PartitionAdvice:
    equal = 1 if workload.by_topic else workload.topic_count
    in_bytes = load.rate * load.message_bytes * load.peak_to_average / load.compression_ratio / equal
    return recommend_partitions(
        rate=f"{in_bytes!r} B/s",
        consumers=load.most_consumers or 1,
        growth=max(workload.growth_factor, _LEAST_PARTITION_GROWTH),
        brokers=max(brokers, load.replication_factor),
        replication_factor=load.replication_factor,
    )


def _offered(hardware: Hardware, workload: Workload) -> bool:
    """Whether the provider offers these numbers of replicas and zones, and the tiers of storage."""
    factors = {load.replication_factor for load in workload.loads}
    return (
        (hardware.replication_factor_exactly is None or factors == {hardware.replication_factor_exactly})
        and hardware.zones_exactly in (None, workload.zones)
        and (hardware.tiering_offered or not workload.tiered)
    )


def _not_offered(hardware: Sequence[Hardware], workload: Workload) -> str:
    one = hardware[0]
    factors = sorted({load.replication_factor for load in workload.loads})
    wanted = (
        ("replication_factor", one.replication_factor_exactly, factors),
        ("zones", one.zones_exactly, [workload.zones]),
    )
    found = [
        f"{name} {', '.join(map(str, given))}: {one.service} has exactly {exactly:g}"
        for name, exactly, given in wanted
        if exactly is not None and given != [exactly]
    ]
    if workload.tiered and not one.tiering_offered:
        found.append(f"local_retention: {one.service} does not offer tiered storage")
    return f"{'; '.join(found)}. Use that, or another broker type"


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
