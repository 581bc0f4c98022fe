"""One plan for one kind of broker: the core's figures put together, with warnings in words."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.sizing import arrays, cost
from kafka_architect.sizing.availability import availability
from kafka_architect.sizing.controllers import quorum
from kafka_architect.sizing.disk_lost import disk_lost
from kafka_architect.sizing.placement import placement
from kafka_architect.sizing.plan import ClusterPlan
from kafka_architect.sizing.plan_parts import Assumption, Cost, LimitResult, Volumes
from kafka_architect.sizing.topic_plans import topic_plans
from kafka_architect.sizing.warning_words import plan_warnings
from kafka_architect.sizing.words import CONSTRAINTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.sizing.arrays import Rows
    from kafka_architect.sizing.context import Context
    from kafka_architect.sizing.disk_lost import DiskLost
    from kafka_architect.sizing.partitions import PartitionAdvice
    from kafka_architect.sizing.plan_parts import Option, PlanChoice

_MB_PER_TB = 1e6
# So many brokers that nothing but one whole partition is left on each.
_VERY_MANY = 1e12
_GIB_PER_GB = 1e9 / 2**30


def make_plan(
    context: Context,
    brokers: int,
    given: bool,
    alternatives: Sequence[Option],
    choice: PlanChoice | None = None,
) -> ClusterPlan:
    """The plan for the context's only candidate with that many brokers.

    Args:
        context: With one kind of broker.
        brokers: Found by the core, or by the caller's choice (`given`).
        given: Whether the caller chose the number.
        alternatives: Other candidates, best first.
        choice: How the plan was chosen among them.
    """
    hardware = context.hardware[0]
    workload, policy = context.workload, context.policy
    partitions = settled_partitions(context, brokers)
    rows = context.rows(partitions)
    limits = limit_results(context, rows, brokers)
    load = {name: float(values[0]) for name, values in context.load(rows).items()}
    _, floor, binding = _core.sized_cluster(rows, context.policy_row, context.hardware_rows)
    items, need = context.bills(rows, np.array([[brokers]], dtype=np.int32))
    # Beyond its limits a cluster would be billed for disks and volumes that do not exist.
    bill = _cost(context, items if all(one.kept for one in limits) else {}, load)
    total = sum(partitions) * (1 if workload.by_topic else workload.topic_count)
    storage = next(one for one in limits if one.name == "storage")
    by_topic = topic_plans(context, rows, partitions, binding[0], bill.items)
    parts = _core.busiest_parts(rows, context.policy_row, brokers)
    plan = ClusterPlan(
        brokers=brokers,
        brokers_given=given,
        brokers_floor=int(floor),
        instance=hardware.name,
        catalogue=context.catalogue.name,
        demand=_demand(load),
        sized_for={"months": workload.horizon_months, "growth_factor": workload.growth_factor},
        binding=binding,
        constraints=limits,
        controllers=quorum(hardware, policy, context.replicas(rows)),
        volumes=_volumes(context, need, storage.demand_per_broker or 0.0),
        provisioned=_provisioned(context, rows, brokers, need),
        storage_per_broker_gb=storage.demand_per_broker or 0.0,
        heap_gib=arrays.heap_gib(hardware, policy),
        page_cache_gib=arrays.page_cache_gib(hardware, policy),
        topics=workload.topic_count,
        partitions_per_topic=None if workload.by_topic else partitions[0],
        partitions_by_load=partitions,
        partitions_total=total,
        replicas_per_broker=math.ceil(load["replicas"] / brokers),
        partition_advice=_advice(context),
        by_topic=by_topic,
        placement=placement(by_topic, {name: over[0] for name, over in parts.items()}, load, brokers),
        **_placed(context, rows, parts, load),
        availability=availability(workload, partitions, brokers, policy.brokers_lost),
        rebuild_hours=_rebuild_hours(context, rows, brokers),
        disk_lost=_disk_lost(context, parts, limits),
        cost=bill,
        alternatives=tuple(alternatives),
        choice=choice,
        warnings=(),
        workload=workload,
        hardware=replace(hardware, controllers=()),
        assumptions=(*_about("workload", workload.described()), *_about("policy", policy.described())),
        sources=context.catalogue.sources,
    )
    return replace(plan, warnings=tuple(plan_warnings(context, plan, given)))


def _provisioned(context: Context, rows: Rows, brokers: int, need: cost.VolumeNeed) -> dict[str, float]:
    counts = np.array([[brokers]], dtype=np.int32)
    throughput, _ = _core.disk_grid(rows, context.policy_row, context.hardware_rows, counts, context.topics)
    found = {name: getattr(need, name) for name in ("count", "gib", "mib_per_s", "iops")}
    return {**{name: float(one.flat[0]) for name, one in found.items()}, "mb_per_s": float(throughput[0, 0])}


def _placed(
    context: Context, rows: Rows, parts: Mapping[str, tuple[float, ...]], load: dict[str, float]
) -> dict[str, Any]:
    """What whole partitions put on the busiest broker, for explanations."""
    overs = ("all", "all_but_one", "all_but_lost", "all_but_a_zone")
    alone = _core.busiest_parts(rows, context.policy_row, _VERY_MANY)
    names = _core.SIZING_WORKLOAD_FIELDS
    hardware = dict(zip(_core.SIZING_HARDWARE_FIELDS, context.hardware_rows[0], strict=True))
    return {
        "busiest": {
            over: {name: _finite(values[i]) for name, values in parts.items()} for i, over in enumerate(overs)
        },
        "heaviest": {
            "stored": alone["stored"][0],
            "connections": float(rows[:, names.index("connections")].sum()),
            "produce_requests_at_most": _finite(load["produce_requests_per_s_per_broker_at_most"]),
        },
        "one_copy": {
            "local_tb": load["local_one_copy_mb"] / _MB_PER_TB,
            "retained_tb": load["retained_one_copy_mb"] / _MB_PER_TB,
            "mean_upload_mb_per_s": load["mean_upload_mb_per_s"],
            "mean_remote_read_mb_per_s": load["mean_remote_read_mb_per_s"],
        },
        "form": {
            "disk_shared": bool(hardware["disk_shared"]),
            "replication_counted": bool(hardware["counts_replication"]),
            "refills": bool(hardware["refills"]),
        },
    }


def _rebuild_hours(context: Context, rows: Rows, brokers: int) -> float | None:
    """Hours until the replicas of a lost broker are complete again."""
    if not context.hardware_rows[0, _core.SIZING_HARDWARE_FIELDS.index("refills")]:
        return context.policy.reattach_minutes / 60
    return _finite(
        _core.movement_hours(rows, context.policy_row, context.hardware_rows, max(brokers - 1, 0), 1)
    )


def _disk_lost(
    context: Context, parts: Mapping[str, tuple[float, ...]], limits: Sequence[LimitResult]
) -> DiskLost | None:
    rebuild = next(one for one in limits if (one.name, one.scenario) == ("rebuild_time", "brokers_lost"))
    return disk_lost(
        context.hardware[0], parts["stored"][0], parts["replicas_in"][0], rebuild.target_utilisation
    )


def limit_results(context: Context, rows: Rows, brokers: int) -> tuple[LimitResult, ...]:
    """Every constraint in every scenario for a cluster of that size."""
    zones = context.workload.zones
    serving = {
        "brokers_lost": max(0.0, float(brokers - context.policy.brokers_lost)),
        "rolling_restart": brokers - 1.0,
        "one_zone_lost": brokers * (zones - 1) / zones if zones > 1 else float(brokers),
    }
    results = []
    for name, scenario, demand, capacity, target, required in _core.sizing_limits(
        rows, context.policy_row, context.hardware_rows, float(brokers)
    ):
        words = CONSTRAINTS[name]
        results.append(
            LimitResult(
                name=name,
                scenario=scenario,
                unit=words.unit,
                scope=words.scope,
                demand=_finite(demand * (1 if words.scope == "cluster" else brokers)),
                demand_per_broker=_finite(demand),
                capacity_per_broker=_finite(capacity),
                target_utilisation=target,
                utilisation=_finite(demand / capacity),
                brokers_serving=serving.get(scenario, float(brokers)),
                brokers_required=None if math.isinf(required) else int(required),
            )
        )
    return tuple(results)


def settled_partitions(context: Context, brokers: int, index: int = 0) -> tuple[int, ...]:
    """Partitions per topic of each load: recommended ones a multiple of the brokers, if replicas fit."""
    equal = 1 if context.workload.by_topic else context.workload.topic_count
    counts = list(context.partitions)
    per_broker = context.hardware_rows[index, _core.SIZING_HARDWARE_FIELDS.index("partitions")]
    most = min(per_broker * brokers, context.policy.partitions_per_cluster)
    loads = context.workload.loads
    replicas = sum(count * equal * load.replication_factor for count, load in zip(counts, loads, strict=True))
    for i, (load, advice) in enumerate(zip(loads, context.advice, strict=True)):
        multiple = math.ceil(counts[i] / brokers) * brokers
        more = (multiple - counts[i]) * equal * load.replication_factor
        if advice is not None and replicas + more <= most:
            counts[i], replicas = multiple, replicas + more
    return tuple(counts)


def _advice(context: Context) -> PartitionAdvice | None:
    """The advice of the one load; topics have theirs in the table."""
    advice = context.advice[0]
    return None if context.workload.by_topic else advice


def _demand(load: dict[str, float]) -> dict[str, float]:
    rates = ("write", "read", "replication", "network_in", "network_out")
    return {
        **{f"{name}_mb_per_s": load[f"{name}_mb_per_s"] for name in rates},
        "overhead_mb_per_s": load["overhead_mb_per_s"],
        "mean_write_mb_per_s": load["mean_write_mb_per_s"],
        "records_per_s": load["records_per_s"],
        "batches_per_s": load["batches_per_s"],
        "fetches_per_s": load["fetches_per_s"],
        "upload_mb_per_s": load["upload_mb_per_s"],
        "remote_read_mb_per_s": load["remote_read_mb_per_s"],
        "daily_write_tb": load["daily_write_mb"] / _MB_PER_TB,
        "retained_tb": load["retained_mb"] / _MB_PER_TB,
        "local_tb": load["local_mb"] / _MB_PER_TB,
        "provisioned_tb": load["provisioned_mb"] / _MB_PER_TB,
    }


def _volumes(context: Context, need: cost.VolumeNeed, per_broker_gb: float) -> Volumes:
    hardware, volume = context.hardware[0], context.volumes[0]
    if hardware.local_storage is not None:
        each = math.floor(hardware.local_storage * _GIB_PER_GB / hardware.local_disks)
        return Volumes("local disks", hardware.local_disks, each, 0, 0)
    if hardware.storage_managed:
        return Volumes("managed by the provider", 1, math.ceil(per_broker_gb * _GIB_PER_GB), 0, 0)
    if volume is None:
        return Volumes("network volume", 1, math.ceil(per_broker_gb * _GIB_PER_GB), 0, 0)
    count, *amounts = (float(one.flat[0]) for one in (need.count, need.gib, need.mib_per_s, need.iops))
    return Volumes(volume.name, int(count), *(float(math.ceil(one / count)) for one in amounts))


def _cost(context: Context, items: dict[str, cost.Array], load: dict[str, float]) -> Cost:
    amounts = {name: _finite(float(np.asarray(amount).flat[0])) for name, amount in items.items()}
    missing = tuple(name for name, amount in amounts.items() if amount is None)
    whole = sum(amount for amount in amounts.values() if amount is not None)
    billed = bool(amounts) and not missing
    crossing = {path: float(gigabytes) for path, gigabytes in cost.cross_zone_gb(load).items()}
    market = context.hardware[0].market
    return Cost(
        currency=market.currency,
        monthly_total=whole if billed else None,
        items=amounts,
        missing=missing,
        price_date=market.date,
        price_basis=market.basis,
        price_source=market.source,
        cross_zone_gb_per_month=crossing,
        with_follower_fetch=whole - (amounts["cross_zone_fetch"] or 0.0) if billed else None,
    )


def _about(subject: str, described: list[dict[str, Any]]) -> list[Assumption]:
    return [Assumption(of=subject, **one) for one in described]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
