"""What a plan should be read with: each warning has a code and a sentence that says what to do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from kafka_architect.sizing.topics import TopicLoad
from kafka_architect.sizing.words import CONSTRAINTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.sizing.availability import Availability
    from kafka_architect.sizing.context import Context
    from kafka_architect.sizing.plan import ClusterPlan
    from kafka_architect.sizing.plan_parts import LimitResult
    from kafka_architect.sizing.workload import Workload

_ROUNDING: Final = 1e-9
# How far the busiest broker may be above the mean before a plan says so: this project's choice.
_UNEVEN: Final = 0.2
_MOST_TOPICS_NAMED: Final = 3


def plan_warnings(context: Context, plan: ClusterPlan, given: bool) -> list[dict[str, str]]:
    """The warnings of a plan, in the order of their weight."""
    found = [
        *_limits(context, plan, given),
        *_availability(context, plan),
        *_load(context, plan),
        *_disks(context, plan),
        *_disk_lost(plan),
        *_cost(context, plan),
        *_small(plan),
        *_egress(context),
    ]
    return [{"code": code, "message": message} for code, message in found]


def _limits(context: Context, plan: ClusterPlan, given: bool) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(limit.name for limit in plan.constraints):
        over = [limit for limit in plan.constraints if limit.name == name and not limit.kept]
        if over:
            yield "limit_exceeded", _exceeded(over)
    if not given and plan.brokers == plan.brokers_floor:
        yield (
            "floor_binds",
            f"the replication factor and the zones require {plan.brokers_floor} brokers; the load alone "
            "would need no more",
        )
    if plan.binding[0] == "cpu":
        yield (
            "cpu_binds",
            "CPU is the limit, and CPU per byte is the least certain figure: measure your brokers and set "
            "the policy write_mb_per_s_per_vcpu",
        )
    if context.policy.controllers and context.policy.controllers % 2 == 0:
        yield (
            "even_controllers",
            f"{context.policy.controllers} controllers tolerate no more failures than "
            f"{context.policy.controllers - 1}: use an odd number",
        )


def _exceeded(over: Sequence[LimitResult]) -> str:
    """One line for all scenarios of a constraint."""
    worst = max(over, key=lambda one: math.inf if one.utilisation is None else one.utilisation)
    use = "more than available" if worst.utilisation is None else f"{worst.utilisation:.0%}"
    needed = [one.brokers_required for one in over]
    relief = (
        f"no number of brokers is enough: {CONSTRAINTS[worst.name].relief}" if None in needed
        else f"{max(one or 0 for one in needed)} brokers would be enough"
    )  # fmt: skip
    others = f" and {len(over) - 1} other scenarios" if len(over) > 2 else (
        " and 1 other scenario" if len(over) == 2 else ""
    )  # fmt: skip
    return (
        f"{worst.name} exceeds its target of {worst.target_utilisation:.0%} in {worst.scenario}{others} "
        f"({use}): {relief}"
    )


def _availability(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    workload = context.workload
    for count, factor in _by_replication_factor(workload):
        which = "" if not workload.by_topic else f" ({count} of {workload.topic_count} topics)"
        if factor == 1:
            yield (
                "no_replica",
                f"replication_factor 1{which}: losing a broker loses data; use 3 in production",
            )
        elif factor == 2:
            yield (
                "two_replicas",
                f"replication_factor 2{which}: with min.insync.replicas=2 losing a broker blocks acks=all "
                "writes, with 1 they may be satisfied by a single replica; use 3",
            )
    if workload.zones == 1:
        yield (
            "single_zone",
            "one zone: the cluster does not survive one_zone_lost; its figures are those of the steady peak",
        )
    elif min(load.replication_factor for load in workload.loads) < workload.zones:
        yield (
            "fewer_replicas_than_zones",
            f"{min(load.replication_factor for load in workload.loads)} replicas over {workload.zones} "
            "zones: losing a zone removes a replica of some partitions",
        )
    for one in plan.availability:
        blocked = 1 - one.writable_share
        single = workload.zones == 1 and one.scenario == "one_zone_lost"
        if blocked > _ROUNDING and one.scenario != "rolling_restart" and not single:
            yield "writes_blocked", _blocked(workload, one, blocked, context.policy.brokers_lost)


def _blocked(workload: Workload, one: Availability, blocked: float, lost: int) -> str:
    if one.scenario == "brokers_lost":
        cure = f"set replication_factor at least {lost} above min.insync.replicas"
    else:
        cure = "spread the replicas over 3 zones, so that each zone has at most one of them"
        if workload.zones >= 3:
            cure = "use as many replicas as zones, with min.insync.replicas 1 below"
    return (
        f"{one.scenario}: acks=all writes fail with NotEnoughReplicasException on {blocked:.0%} of the "
        f"partitions, whose in-sync replicas fall below min.insync.replicas; {cure}"
    )


def _by_replication_factor(workload: Workload) -> list[tuple[int, int]]:
    factors = [load.replication_factor for load in workload.loads]
    return [(factors.count(factor), factor) for factor in sorted(set(factors))]


def _load(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    workload = context.workload
    advised = [one for one in context.advice if one is not None]
    if advised:
        what = (
            f"recommended for {len(advised)} of {workload.topic_count} topics"
            if workload.by_topic
            else f"{plan.partitions_per_topic} per topic recommended"
        )  # fmt: skip
        yield "partitions_recommended", f"partitions were not given: {what}"
    for advice in advised:
        for warning in advice.warnings:
            yield warning["code"], warning["message"]
    yield from _few_partitions(context, plan)
    yield from _uneven(context, plan)
    if workload.growth_per_year <= 1:
        yield "no_growth", "sized without growth: set growth_per_year if the load grows (2 doubles it)"
    skewed = [load for load in workload.loads if load.skew > 1]
    if skewed:
        worst = max(skewed, key=lambda load: load.skew)
        of = f" of {worst.name}" if isinstance(worst, TopicLoad) else ""
        yield (
            "skew",
            f"the hottest partition{of} carries {worst.skew:.2f} x the mean, and the broker that leads it "
            "was sized",
        )


def _uneven(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    """Partitions that are no multiple of the brokers, where that costs a fifth of a broker or more."""
    placed = plan.placement
    # Of topics that the plan is free to choose partitions for, few replicas or limits left no multiple.
    given = {
        one.name if isinstance(one, TopicLoad) else "all"
        for one in context.workload.loads
        if one.partitions is not None
    }
    uneven = [one for one in placed.uneven_topics if one.name in given]
    if not uneven or placed.above_mean < _UNEVEN:
        return
    sent = placed.sent_mb_per_s
    named = [
        f"{one.even_partitions} partitions{'' if one.name == 'all' else f' of {one.name}'} instead of "
        f"{one.partitions}"
        for one in uneven[:_MOST_TOPICS_NAMED]
    ]
    more = f" (and {len(uneven) - len(named)} more topics)" if len(uneven) > len(named) else ""
    yield (
        "uneven_partitions",
        f"the partition count is not a multiple of the {plan.brokers} brokers: the busiest broker leads up "
        f"to {uneven[0].led_by_busiest}{'' if uneven[0].name == 'all' else f' of {uneven[0].name}'} and "
        f"sends {sent.busiest:,.1f} MB/s, {sent.above_mean:.0%} above the mean; even would be "
        f"{', '.join(named)}{more}",
    )


def _few_partitions(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    """Given partitions below what the same workload would be recommended."""
    below = []
    for load, wanted in zip(context.workload.loads, context.recommended(plan.brokers), strict=True):
        if load.partitions is not None and wanted.partitions > load.partitions:
            below.append((load, wanted))
    if not below:
        return
    load, wanted = max(below, key=lambda pair: pair[1].partitions / (pair[0].partitions or 1))
    of = f"{load.name}: " if isinstance(load, TopicLoad) else ""
    more = f" (and {len(below) - 1} more topics)" if len(below) > 1 else ""
    yield (
        "few_partitions",
        f"{of}{load.partitions} partitions are below the {wanted.partitions} that kafka-architect partitions "
        f"recommends ({wanted.binding}){more}",
    )


def _disks(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    if context.hardware[0].seeks:
        yield (
            "disks_seek",
            f"{plan.instance} uses hard disks: throughput drops when many partitions are written or old "
            "data is read; latency='low' excludes such disks",
        )


def _disk_lost(plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    lost = plan.disk_lost
    if lost is None:
        return
    if lost.use_of_others > 1:
        yield (
            "disk_lost",
            f"the {lost.disks - 1} other disks of a broker cannot hold the replicas of a lost one "
            f"({lost.use_of_others:.0%} of their space): {lost.refetched_gb:,.0f} GB have fewer replicas "
            "until it is replaced; use larger disks or more brokers, or keep a spare",
        )
    if lost.refill_hours is None:
        yield (
            "disk_refill",
            "a replacement disk never catches up with incoming data: use faster disks or more brokers",
        )


def _small(plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    development = None if plan.choice is None else plan.choice.development
    if development is not None:
        yield (
            "small_workload",
            "this load uses less than a tenth of three brokers of 4 vCPUs, so the plan uses small ones in "
            "combined mode (brokers and controllers). Compare managed services with --offers. For "
            f"development, one {development.instance} in combined mode costs about "
            f"{development.monthly_total:,.0f} {plan.cost.currency} per month, without a replica",
        )


def _egress(context: Context) -> Iterator[tuple[str, str]]:
    hardware = context.hardware[0]
    if hardware.volume_write_egress and not hardware.on_local_disks:
        yield (
            "volumes_use_egress",
            f"writes to network volumes use the machine's egress of {hardware.out:,.0f} MB/s, times "
            f"{hardware.volume_write_egress:g}: network_out is the remainder for brokers and clients",
        )


def _cost(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    market = context.hardware[0].market
    if market.is_older_than_a_year():
        yield (
            "prices_old",
            f"the prices of {market.catalogue} are from {market.date}, more than a year old: check them, or "
            "provide your own (--prices)",
        )
    if plan.cost.missing:
        yield (
            "prices_missing",
            f"no price for {', '.join(plan.cost.missing)}: the total is unknown; set usd_per_hour or "
            "--prices",
        )
