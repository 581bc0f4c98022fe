"""What a plan should be read with: each warning has a code and a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.sizing.context import Context
    from kafka_architect.sizing.plan import ClusterPlan


def plan_warnings(context: Context, plan: ClusterPlan, given: bool) -> list[dict[str, str]]:
    """The warnings of a plan, in the order of their weight."""
    found = [
        *_limits(context, plan, given),
        *_availability(context),
        *_load(context, plan),
        *_disks(context, plan),
        *_cost(context, plan),
        *_small(plan),
    ]
    return [{"code": code, "message": message} for code, message in found]


def _limits(context: Context, plan: ClusterPlan, given: bool) -> Iterator[tuple[str, str]]:
    for limit in plan.constraints:
        if not limit.kept:
            needed = (
                "no number of brokers will do" if limit.brokers_required is None
                else f"{limit.brokers_required} brokers would do"
            )  # fmt: skip
            yield (
                "limit_exceeded",
                f"{limit.name} in {limit.scenario} is above its target of "
                f"{limit.target_utilisation:.0%}: {needed}",
            )
    if not given and plan.brokers == plan.brokers_floor:
        yield (
            "floor_binds",
            f"replication and zones ask for {plan.brokers_floor} brokers; the load alone would need no more",
        )
    if plan.binding[0] == "cpu":
        yield (
            "cpu_binds",
            "CPU decides, and CPU per byte is the least certain figure: measure your brokers and set "
            "the policy write_mb_per_s_per_vcpu",
        )
    if plan.binding[0] == "rebuild_time" and context.hardware[0].outlived:
        yield (
            "rebuild_binds",
            "the time to refill a lost broker decides; a volume that outlives its instance is "
            "attached to the "
            "next one instead, so a longer policy rebuild_hours may be right",
        )


def _availability(context: Context) -> Iterator[tuple[str, str]]:
    workload = context.workload
    if workload.replication_factor == 1:
        yield (
            "no_replica",
            "replication_factor 1: losing a broker loses data; 3 is the standard for production",
        )
    elif workload.replication_factor == 2:
        yield (
            "two_replicas",
            "replication_factor 2: with acks=all and min.insync.replicas=2 losing a broker stops "
            "writes; use 3",
        )
    if workload.zones == 1:
        yield (
            "single_zone",
            "one zone: one_zone_lost is not survived, its figures are those of the steady peak",
        )
    elif workload.replication_factor < workload.zones:
        yield (
            "fewer_replicas_than_zones",
            f"{workload.replication_factor} replicas over {workload.zones} zones: a lost zone "
            f"takes some replicas along",
        )


def _load(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    workload = context.workload
    if context.advice is not None:
        yield (
            "partitions_recommended",
            f"partitions were not given: {plan.partitions_per_topic} per topic are recommended",
        )
        for warning in context.advice.warnings:
            yield warning["code"], warning["message"]
    if workload.growth_per_year <= 1:
        yield "no_growth", "sized without growth: the brief plans for 2 to 5 times the load (growth_per_year)"
    if workload.skew > 1:
        yield (
            "skew",
            f"the hottest partition carries {workload.skew:.2f} x the mean, and the broker that "
            f"leads it was sized",
        )


def _disks(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    if context.hardware[0].seeks:
        yield (
            "disks_seek",
            f"{plan.instance} stores on disks that seek: throughput falls when many partitions "
            f"are written or old "
            "data is read; latency='low' leaves such disks out",
        )


def _small(plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    development = (plan.choice or {}).get("development")
    if development is not None:
        yield (
            "small_workload",
            "this load uses less than a tenth of three brokers of 4 vCPUs, so small ones that are "
            "controllers too are planned. Services that others run are compared with --offers. For "
            f"development, one {development['instance']} in combined mode costs about "
            f"{development['monthly_total']:,.0f} {plan.cost.currency} per month, without a replica",
        )


def _cost(context: Context, plan: ClusterPlan) -> Iterator[tuple[str, str]]:
    market = context.hardware[0].market
    if market.is_older_than_a_year():
        yield (
            "prices_old",
            f"the prices of {market.catalogue} are of {market.date}, more than a year old: check them, or "
            "give your own (--prices)",
        )
    if plan.cost.missing:
        yield (
            "prices_missing",
            f"no price for {', '.join(plan.cost.missing)}: the total cannot be given; set "
            f"usd_per_hour or --prices",
        )
