"""The items of the bill, each with count, amount and unit price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.sizing.numbers.number import Number
from kafka_architect.sizing.quantities import HOURS_PER_MONTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.numbers.number import Plan

_SECONDS = f"{HOURS_PER_MONTH:g} * 3600"


def bill_names(plan: Plan) -> list[str]:
    """The names of the bill's numbers."""
    return ["cost.monthly_total", *(f"cost.{item}" for item in plan.at("cost.items"))]


def bill_number(plan: Plan, name: str) -> Number:
    """An item, or the total."""
    cost = plan.at("cost")
    item = name.removeprefix("cost.")
    source = f"{cost['price_basis']}; {cost['price_source']}, {cost['price_date']}"
    unit = f"{cost['currency']} per month"
    if item == "monthly_total":
        items = {one: amount for one, amount in cost["items"].items() if amount != 0}
        return Number(
            value=cost[item], unit=unit, formula="sum(items)", inputs={"items": items}, source=source
        )
    formula, inputs = _item(plan, item)
    value = cost["items"][item]
    if value == 0 and (formula == "0" or any(one is None for one in inputs.values())):
        return Number(value=value, unit=unit, formula="0", inputs={}, source="nothing of it is bought")
    return Number(value=value, unit=unit, formula=formula, inputs=inputs, source=source)


def _item(plan: Plan, item: str) -> tuple[str, Mapping[str, Any]]:
    if item in {"volume_throughput", "volume_iops"}:
        return _beyond(plan, item)
    if item.startswith("cross_zone_"):
        return _crossing(plan, item.removeprefix("cross_zone_"))
    if item == "volume_storage":
        return _volume_storage(plan)
    market = plan.at("hardware.market")
    return {
        "brokers": (
            f"brokers * usd_per_hour * {HOURS_PER_MONTH:g}",
            {"brokers": plan.at("brokers"), "usd_per_hour": plan.at("hardware.usd_per_hour")},
        ),
        "controllers": (
            f"count * (usd_per_hour * {HOURS_PER_MONTH:g} + disk_gib * disk_usd_per_gib_month)",
            {name: plan.at("controllers")[name]
             for name in ("count", "usd_per_hour", "disk_gib", "disk_usd_per_gib_month")},
        ),
        "tiered_storage": (
            "(retained_tb - local_tb) * 1e12 / 2**30 * usd_per_gib_month_tiered",
            {"retained_tb": plan.at("one_copy.retained_tb"), "local_tb": plan.at("one_copy.local_tb"),
             "usd_per_gib_month_tiered": market["usd_per_gib_month_tiered"]},
        ),
        "tiered_requests": (
            f"{_SECONDS} / 1000 * (upload_mb_per_s / (25 * 2**20 / 1e6) * usd_per_1000_puts "
            "+ remote_read_mb_per_s / (4 * 2**20 / 1e6) * usd_per_1000_gets)",
            {"upload_mb_per_s": plan.at("one_copy.mean_upload_mb_per_s"),
             "remote_read_mb_per_s": plan.at("one_copy.mean_remote_read_mb_per_s"),
             "usd_per_1000_puts": market["usd_per_1000_puts"],
             "usd_per_1000_gets": market["usd_per_1000_gets"]},
        ),
        "data_in": (
            f"mean_write_mb_per_s * {_SECONDS} / 1000 * usd_per_gb_in",
            {"mean_write_mb_per_s": plan.at("demand.mean_write_mb_per_s"),
             "usd_per_gb_in": market["usd_per_gb_in"]},
        ),
    }[item]  # fmt: skip


def _volume_storage(plan: Plan) -> tuple[str, Mapping[str, Any]]:
    price = {"usd_per_gib_month": (plan.at("hardware.volume") or {}).get("usd_per_gib_month")}
    if plan.at("hardware.storage_managed"):
        kept = {"one_copy_tb": plan.at("one_copy.local_tb")}
        return "one_copy_tb * 1e12 / 2**30 * usd_per_gib_month", {**kept, **price}
    provisioned = plan.at("storage.provisioned")
    if not provisioned["count"]:
        return "0", {}
    gib = {"brokers": plan.at("brokers"), "gib": provisioned["gib"]}
    return "brokers * gib * usd_per_gib_month", {**gib, **price}


def _beyond(plan: Plan, item: str) -> tuple[str, Mapping[str, Any]]:
    """What is provisioned beyond what every volume includes."""
    provisioned, volume = plan.at("storage.provisioned"), plan.at("hardware.volume")
    if not provisioned["count"] or volume["mib_per_s_per_tib"] is not None:
        return "0", {}
    amount, included, price = {
        "volume_throughput": ("mib_per_s", "included_mib_per_s", "usd_per_mib_per_s_month"),
        "volume_iops": ("iops", "included_iops", "usd_per_iops_month"),
    }[item]
    return f"brokers * max(0, {amount} - {included} * count) * {price}", {
        "brokers": plan.at("brokers"), amount: provisioned[amount], "count": provisioned["count"],
        included: volume[included] or 0.0, price: volume[price],
    }  # fmt: skip


def _crossing(plan: Plan, path: str) -> tuple[str, Mapping[str, Any]]:
    market = plan.at("hardware.market")
    free = (path == "fetch" and plan.at("policy.follower_fetch")) or (
        path == "replicate" and not market["replication_billed"]
    )
    if free:
        return "0", {}
    return "gb_per_month * usd_per_gb_cross_zone", {
        "gb_per_month": plan.at("cost.cross_zone_gb_per_month")[path],
        "usd_per_gb_cross_zone": market["usd_per_gb_cross_zone"],
    }
