"""What stands beside the brokers: Connect workers, MirrorMaker 2, Schema Registry, Streams applications.

Sizes are the published least of each; what grows with the load is said where a source says how. Nothing here
changes the brokers: parts are a list of their own, with a bill of their own, that can be left out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.sizing import figure_reading as reading
from kafka_architect.sizing import quantities
from kafka_architect.sizing.named import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kafka_architect.sizing.hardware import Hardware
    from kafka_architect.sizing.plan import ClusterPlan

_GIB = 2**30
_CONFLUENT: Final = (
    "Confluent, 'Plan Capacity and Sizing for Confluent for Kubernetes', minimum production cluster"
)
_ROCKSDB: Final = (
    "Apache Kafka documentation, Streams, Memory Management: a RocksDB store has a block cache of 50 MB and "
    "up to 3 memtables of 16 MB per partition"
)
_STORE_MEMORY_MB: Final = 50 + 3 * 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of thing beside the brokers.

    Attributes:
        name: connect, mirror_maker, schema_registry or streams.
        count: Machines or pods.
        vcpu: Of each.
        memory_gib: Of each.
        disk_gib: Of each; 0 where nothing is kept.
        instance: The cheapest machine of the catalogue that is large enough; None where none is known.
        monthly: USD for all of them; None without prices.
        adds: What it adds to the cluster's load, in words; the workload must hold it.
        source: Where the sizes come from.
    """

    name: str
    count: int
    vcpu: float
    memory_gib: float
    disk_gib: float
    instance: str | None
    monthly: float | None
    adds: str
    source: str

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class _Need:
    """What a part asks for before machines are chosen."""

    count: int
    vcpu: float
    memory_gib: float
    disk_gib: float
    adds: str
    source: str


def beside(plan: ClusterPlan, wanted: Mapping[str, Any], machines: Sequence[Hardware]) -> dict[str, Any]:
    """The parts that are wanted, and what they cost beside the cluster.

    Args:
        plan: The cluster.
        wanted: By name, either True for the defaults or a mapping: `count` for each; of streams also `state`
            (size of the stores, one copy), `standbys`, `stores` and `partitions`.
        machines: What they may run on; the cheapest that is large enough is taken.

    Raises:
        InputError: A name or a value is unknown.
    """
    parts = []
    for name, given in wanted.items():
        if name not in PARTS:
            raise InputError(f"beside: {reading.shown(name)} is unknown: {nearest(str(name), list(PARTS))}")
        if given is False or given is None:
            continue
        known, need = PARTS[name]
        values = {} if given is True else reading.named_fields(given, known, f"beside {name}")
        parts.append(_placed(name, need(plan, values), machines))
    amounts = [one.monthly for one in parts]
    total = None if None in amounts else sum(amount for amount in amounts if amount is not None)
    cluster = plan.cost.monthly_total
    return {
        "parts": [one.to_dict() for one in parts],
        "monthly_total": total,
        "monthly_total_with_cluster": None if total is None or cluster is None else total + cluster,
        "currency": plan.cost.currency,
    }


def _connect(_plan: ClusterPlan, values: Mapping[str, Any]) -> _Need:
    return _Need(
        _count(values, 2),
        4,
        16,
        0,
        "a source connector writes, a sink connector reads as a consumer group: part of rate and groups",
        _CONFLUENT,
    )


def _mirror_maker(plan: ClusterPlan, values: Mapping[str, Any]) -> _Need:
    return _Need(
        _count(values, 2),
        4,
        16,
        0,
        f"reads everything once more ({plan.demand['write_mb_per_s']:,.1f} MB/s at the peak, like one more "
        "consumer group), and writes the same amount to the other cluster",
        f"runs on Connect workers (Apache Kafka documentation, Geo-Replication); {_CONFLUENT}",
    )


def _schema_registry(_plan: ClusterPlan, values: Mapping[str, Any]) -> _Need:
    return _Need(_count(values, 2), 2, 4, 0, "one compacted topic (_schemas) with one partition", _CONFLUENT)


def _streams(plan: ClusterPlan, values: Mapping[str, Any]) -> _Need:
    count = _count(values, 2)
    standbys = int(reading.not_negative(values.get("standbys", 0), "beside streams: standbys"))
    stores = reading.whole(values.get("stores", 1), "beside streams: stores")
    partitions = reading.whole(values.get("partitions", plan.partitions_total), "beside streams: partitions")
    state = quantities.size(values.get("state", 0), "beside streams: state")
    state_gib = reading.not_negative(state / _GIB, "beside streams: state")
    copies = 1 + standbys
    # Every partition of a store has a RocksDB of its own, on the instance that has its task or a standby.
    caches_gib = stores * partitions * copies * _STORE_MEMORY_MB * 1e6 / _GIB / count
    kept = f"{state_gib:,.0f} GiB of state" if state_gib else "the state (size not given)"
    return _Need(
        count,
        2,
        4 + caches_gib,
        state_gib * copies / count,
        f"changelogs: {stores} compacted {'topic' if stores == 1 else 'topics'} of {partitions:,} "
        f"partitions, before replication, for {kept}; {standbys or 'no'} standby replicas of each read them",
        f"{_ROCKSDB}; 2 vCPUs and 4 GiB for the application itself are this project's choice",
    )


PARTS: Final[dict[str, tuple[tuple[str, ...], Callable[[ClusterPlan, Mapping[str, Any]], _Need]]]] = {
    "connect": (("count",), _connect),
    "mirror_maker": (("count",), _mirror_maker),
    "schema_registry": (("count",), _schema_registry),
    "streams": (("count", "state", "standbys", "stores", "partitions"), _streams),
}


def _count(values: Mapping[str, Any], default: int) -> int:
    return reading.whole(values.get("count", default), "count")


def _placed(name: str, need: _Need, machines: Sequence[Hardware]) -> Part:
    able = [
        one
        for one in machines
        if one.usd_per_hour is not None
        and not one.on_local_disks
        and not one.burstable
        and one.vcpu >= need.vcpu
        and one.memory >= need.memory_gib
    ]
    machine = min(able, key=lambda one: (one.usd_per_hour or 0.0, one.name), default=None)
    return Part(
        name=name,
        count=need.count,
        vcpu=need.vcpu,
        memory_gib=need.memory_gib,
        disk_gib=need.disk_gib,
        instance=None if machine is None else machine.name,
        monthly=None if machine is None else need.count * _monthly(machine, need.disk_gib),
        adds=need.adds,
        source=need.source,
    )


def _monthly(machine: Hardware, disk_gib: float) -> float:
    per_gib = (machine.volumes[0].usd_per_gib_month if machine.volumes else None) or 0.0
    return (machine.usd_per_hour or 0.0) * quantities.HOURS_PER_MONTH + disk_gib * per_gib
