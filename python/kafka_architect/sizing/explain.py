"""Every number of a plan explained: inputs, formula, binding constraint, source.

Works on the plan's document alone, so that a saved plan.json explains itself; it quotes figures and repeats
no arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.sizing.figures import FIGURES
from kafka_architect.sizing.named import nearest
from kafka_architect.sizing.words import CONSTRAINTS, FLOOR, SCENARIOS, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]


def explain(plan: Document, name: str) -> dict[str, Any]:
    """Explain one number of a plan's document.

    Args:
        plan: What `ClusterPlan.to_dict()` returns.
        name: A name of `explainable(plan)`: a figure ("storage_per_broker"), a constraint in a scenario
            ("network_out@one_zone_lost"), a cost ("cost.brokers"), a policy or workload value.

    Raises:
        InputError: The plan is none, or has no such number; the nearest names are offered.
    """
    names = explainable(plan)
    bare = name.split(".", 1)[1] if name.startswith("demand.") else name
    if bare not in names:
        raise InputError(f"the plan has no number {name!r}: {nearest(bare, names)}")
    binding = {key: plan["binding"][key] for key in ("constraint", "scenario")}
    return {"name": name, **_explained(plan, bare), "binding": binding}


def explainable(plan: Document) -> list[str]:
    """The names that `explain` knows, for this plan."""
    if not isinstance(plan, dict) or not {"demand", "constraints", "binding", "assumptions"} <= plan.keys():
        raise InputError("not a plan: expected the JSON that kafka-architect size --format json prints")
    return [
        "brokers",
        *FIGURES,
        *CONSTRAINTS,
        *(f"{one['name']}@{one['scenario']}" for one in plan["constraints"]),
        "cost.monthly_total",
        *(f"cost.{item}" for item in plan["cost"]["items"]),
        *(f"{one['of']}.{one['name']}" for one in plan["assumptions"]),
    ]


def _explained(plan: Document, name: str) -> dict[str, Any]:
    if name == "brokers":
        return _brokers(plan)
    if name in FIGURES:
        path, unit, formula, inputs, source = FIGURES[name]
        return {
            "value": _at(plan, path),
            "unit": unit,
            "formula": formula,
            "inputs": {one: _at(plan, one) for one in inputs},
            "source": source,
        }
    if name.startswith("cost."):
        return _cost(plan, name.removeprefix("cost."))
    if name.startswith(("workload.", "policy.")):
        one = _assumption(plan, name)
        return {
            "value": one["value"],
            "unit": "",
            "formula": "given" if not one["default"] else "the default",
            "inputs": {},
            "source": one["source"],
        }
    return _limit(plan, name)


def _brokers(plan: Document) -> dict[str, Any]:
    binding = plan["binding"]
    words = named(binding["constraint"])
    inputs = {"brokers_floor": plan["brokers_floor"], "workload.zones": plan["workload"]["zones"]}
    if words is not FLOOR:
        limit = _row(plan, binding["constraint"], binding["scenario"])
        inputs = {f"{limit['name']}@{limit['scenario']} asks for": limit["brokers_required"], **inputs}
    return {
        "value": plan["brokers"],
        "unit": "brokers",
        "formula": "the most that a constraint asks for in any scenario, at least the replication factor, "
        "rounded up to a multiple of the zones",
        "inputs": inputs,
        "source": words.source,
        "relief": binding["relief"],
    }


def _limit(plan: Document, name: str) -> dict[str, Any]:
    constraint, _, scenario = name.partition("@")
    rows = [one for one in plan["constraints"] if one["name"] == constraint]
    # Without a scenario: the one that asks for most brokers.
    limit = (
        _row(plan, constraint, scenario)
        if scenario
        else max(rows, key=lambda one: (one["brokers_required"] or float("inf"), one["utilisation"] or 0.0))
    )
    words = CONSTRAINTS[constraint]
    return {
        "value": limit["demand_per_broker"],
        "unit": f"{words.unit} on the busiest {words.scope}",
        "scenario": f"{limit['scenario']}: {SCENARIOS[limit['scenario']].meaning}",
        "formula": words.formula,
        "inputs": {
            "demand": limit["demand"],
            "capacity_per_broker": limit["capacity_per_broker"],
            "target_utilisation": limit["target_utilisation"],
            "utilisation": limit["utilisation"],
            "brokers_serving": limit["brokers_serving"],
            "brokers_required": limit["brokers_required"],
        },
        "source": words.source,
        "relief": words.relief,
    }


def _cost(plan: Document, item: str) -> dict[str, Any]:
    cost = plan["cost"]
    source = f"{cost['price_basis']}; {cost['price_source']}, {cost['price_date']}"
    if item == "monthly_total":
        return {
            "value": cost["monthly_total"],
            "unit": f"{cost['currency']} per month",
            "formula": "the sum of the items",
            "inputs": dict(cost["items"]),
            "source": source,
        }
    formula, inputs = {
        "brokers": ("brokers x price per hour x 730 h", ("brokers", "hardware.usd_per_hour")),
        "controllers": (
            "controllers x price per hour x 730 h",
            ("controllers.count", "controllers.instance"),
        ),
        "volume_storage": (
            "brokers x GiB x price",
            ("brokers", "storage.volumes.gib_each", "storage.volumes.count"),
        ),
        "volume_throughput": (
            "brokers x MiB/s above what is included x price",
            ("brokers", "storage.volumes.mib_per_s_each"),
        ),
        "volume_iops": (
            "brokers x IOPS above what is included x price",
            ("brokers", "storage.volumes.iops_each"),
        ),
        "tiered_storage": (
            "bytes kept beyond local_retention, one copy x price",
            ("workload.local_retention",),
        ),
        "tiered_requests": (
            "parts of 25 MiB uploaded x price of 1,000 PUTs / 1,000",
            ("demand.mean_write_mb_per_s", "hardware.market.usd_per_1000_puts"),
        ),
        "data_in": (
            "GB that producers send x price",
            ("demand.mean_write_mb_per_s", "hardware.market.usd_per_gb_in"),
        ),
        "cross_zone_produce": (
            "GB written x (zones - 1) / zones x price",
            ("cost.cross_zone_gb_per_month.produce",),
        ),
        "cross_zone_replicate": (
            "GB written x followers in other zones x price",
            ("cost.cross_zone_gb_per_month.replicate",),
        ),
        "cross_zone_fetch": (
            "GB read x (zones - 1) / zones x price; nothing with follower fetching (KIP-392)",
            ("cost.cross_zone_gb_per_month.fetch", "policy.follower_fetch"),
        ),
    }[item]
    return {
        "value": cost["items"][item],
        "unit": f"{cost['currency']} per month",
        "formula": formula,
        "inputs": {one: _at(plan, one) for one in inputs},
        "source": source,
    }


def _row(plan: Document, constraint: str, scenario: str) -> Document:
    return next(
        one for one in plan["constraints"] if (one["name"], one["scenario"]) == (constraint, scenario)
    )


def _assumption(plan: Document, name: str) -> Document:
    of, _, what = name.partition(".")
    return next(one for one in plan["assumptions"] if (one["of"], one["name"]) == (of, what))


def _at(plan: Document, path: str) -> Any:
    if path.startswith("policy."):
        return _assumption(plan, path)["value"]
    value: Any = plan
    for part in path.split("."):
        value = value[part]
    return value
