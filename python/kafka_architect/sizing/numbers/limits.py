"""The demand of every constraint in every scenario, as a formula over what the busiest broker has.

`busiest.all`, `all_but_one`, `all_but_lost` and `all_but_a_zone` of a plan hold what whole partitions put on
the busiest of its brokers, and of those that remain without one, without as many as the policy brokers_lost
says, and without a zone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.sizing.numbers.number import Number
from kafka_architect.sizing.words import CONSTRAINTS, SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kafka_architect.sizing.numbers.number import Plan

_LOST: Final = ("brokers_lost", "one_zone_lost", "rolling_restart")
_OVER: Final = {
    "brokers_lost": "all_but_lost", "rolling_restart": "all_but_one", "one_zone_lost": "all_but_a_zone",
}  # fmt: skip
# What only those do that remain; the rest stays in proportion to the replicas of all brokers.
_OF_LEADERS: Final = (
    "leaders_moved", "leaders_moved_with_requests", "clients_in", "clients_out", "old_read", "records",
    "produced", "fetched",
)  # fmt: skip
_TARGET_OF: Final = {
    "network_in": "network", "network_out": "network", "disk_write": "disk", "catch_up_read": "disk",
    "rebuild_time": "disk", "cpu": "cpu", "requests": "cpu",
}  # fmt: skip
_NAMES: Final = re.compile(r"[a-z_]+[a-z_0-9]*")
_FUNCTIONS: Final = frozenset({"max", "min", "ceil", "floor", "sum", "e"})
_BYTES: Final = re.compile(
    r"\b(replicas_in|leaders_out|replicas_out|leaders_moved|replayed_out|stored|stored_total|written_total)\b"
)
_FROM_OTHERS = "(brokers * (brokers - 1))"


def limit_number(plan: Plan, constraint: str, scenario: str) -> Number:
    """The demand on the busiest broker under a constraint in a scenario."""
    row, words = plan.limits[constraint, scenario], CONSTRAINTS[constraint]
    formula = _formula(plan, constraint, scenario)
    if scenario in _LOST and formula != _formula(plan, constraint, "steady_peak"):
        formula = f"max(steady_peak, {formula})"
    names = [name for name in dict.fromkeys(_NAMES.findall(formula)) if name not in _FUNCTIONS]
    return Number(
        value=row["demand_per_broker"],
        unit=f"{words.unit} on the busiest {words.scope}",
        formula=formula,
        inputs={name: _input(plan, name, constraint, scenario) for name in names},
        source=words.source,
        more={
            "scenario": f"{scenario}: {SCENARIOS[scenario].meaning}",
            "use": {
                "capacity_per_broker": row["capacity_per_broker"],
                "utilisation": row["utilisation"],
                "target_utilisation": row["target_utilisation"],
                "target_policy": _target_policy(plan, constraint, scenario, row["target_utilisation"]),
                "brokers_serving": row["brokers_serving"],
                "brokers_required": row["brokers_required"],
            },
            "relief": words.relief,
        },
    )


def _target_policy(plan: Plan, constraint: str, scenario: str, target: float) -> str | None:
    """The policy that the target is: the steady one, or the one for failures; None where all may be used."""
    resource = _TARGET_OF.get(constraint)
    if resource is None:
        return None
    steady = [f"{resource}_target", "low_latency_target"]
    failure = [f"{resource}_failure_target", "low_latency_failure_target"]
    of_failures = scenario != "steady_peak" or constraint == "rebuild_time"
    names = [*failure, *steady] if of_failures else steady
    return next((name for name in names if plan.at(f"policy.{name}") == target), None)


def _formula(plan: Plan, constraint: str, scenario: str) -> str:
    replayed = scenario == "consumer_catch_up"
    replicated = plan.at("form.replication_counted")
    remote = "replayed_remote_in" if replayed else "remote_in"
    old = "replayed_old_read" if replayed else "old_read"
    if scenario == "rebalance":
        old = f"{old} + stored_total / rebalance_s / {_FROM_OTHERS}"
    written, sent = _written(scenario), _sent(scenario)
    received = f"({written} + read_cpu_weight * ({sent})) / write_mb_per_s_per_vcpu"
    requests = " * (1 + request_overhead_bytes / batch_bytes)"
    if plan.by_topic:
        # Each topic has its own batches: what the busiest broker has is in the plan with their cost.
        received, requests = _BYTES.sub(r"\g<0>_with_requests", received), ""
    busy = f"{received}{requests} + records / records_per_s_per_vcpu"
    return {
        "network_in": f"{written} + {remote}" if replicated else "clients_in",
        "network_out": sent if replicated else ("replayed_clients_out" if replayed else "clients_out"),
        "disk_write": written,
        "catch_up_read": f"{old} + {written}" if plan.at("form.disk_shared") else old,
        "storage": "stored / 1000 * (1 + storage_overhead)",
        "largest_replica": "heaviest_stored / 1000 * (1 + storage_overhead)",
        "partitions_per_broker": "replicas",
        "partitions_per_cluster": "sum(replicas_by_topic)",
        "cpu": f"{_extra(plan)} * ({busy})",
        "memory": "replicas_in * tail_window_s / 1000",
        "connections": "connections",
        "requests": f"{_produced(plan)} + {'replayed_fetched' if replayed else 'fetched'}",
        "rebuild_time": "stored / (rebuild_hours * 3600) + replicas_in"
        if scenario == "brokers_lost" and plan.at("form.refills")
        else "0",
    }[constraint]


def _extra(plan: Plan) -> str:
    encrypted = "(1 + encryption_cpu) * " if plan.at("workload.tls") else ""
    return f"{encrypted}(1 + exactly_once_cpu * exactly_once_share)"


def _produced(plan: Plan) -> str:
    unlimited = plan.at("heaviest.produce_requests_at_most") is None
    return "produced" if unlimited else "min(produced, produce_requests_at_most)"


def _written(scenario: str) -> str:
    if scenario == "rolling_restart":
        return "replicas_in * (1 + restart_refetch)"
    return "replicas_in + stored / rebalance_s" if scenario == "rebalance" else "replicas_in"


def _sent(scenario: str) -> str:
    lost = "replicas_out + leaders_moved"
    return {
        "brokers_lost": lost,
        "one_zone_lost": lost,
        "rolling_restart": f"{lost} + written_total * restart_refetch / {_FROM_OTHERS}",
        "consumer_catch_up": "replayed_out",
        "rebalance": f"leaders_out + stored_total / rebalance_s / {_FROM_OTHERS}",
    }.get(scenario, "leaders_out")


def _input(plan: Plan, name: str, constraint: str, scenario: str) -> Any:
    over = _OVER.get(scenario, "all") if name in _OF_LEADERS else "all"
    busiest: Mapping[str, Any] = plan.at(f"busiest.{over}")
    if name in busiest:
        return busiest[name]
    if name == "steady_peak":
        return plan.limits[constraint, "steady_peak"]["demand_per_broker"]
    if name == "tail_window_s" and plan.at("workload.latency") == "low":
        name = "low_latency_tail_window_s"
    computed: Mapping[str, Callable[[], Any]] = {
        "brokers": lambda: plan.at("brokers"),
        "stored_total": lambda: plan.at("demand.local_tb") * 1e6,
        "written_total": lambda: plan.at("demand.write_mb_per_s") + plan.at("demand.replication_mb_per_s"),
        "rebalance_s": lambda: plan.at("policy.rebalance_hours") * 3600,
        "replicas_by_topic": lambda: plan.at("replicas_by_topic"),
        "heaviest_stored": lambda: plan.at("heaviest.stored"),
        "connections": lambda: plan.at("heaviest.connections"),
        "batch_bytes": lambda: plan.loads["all"]["batch_bytes"],
        "stored_total_with_requests": lambda: _with_requests(plan, "local_tb") * 1e6,
        "written_total_with_requests": lambda: (
            _with_requests(plan, "write_mb_per_s") + _with_requests(plan, "replication_mb_per_s")
        ),
        "exactly_once_share": lambda: max(one["exactly_once_share"] for one in plan.loads.values()),
        "produce_requests_at_most": lambda: plan.at("heaviest.produce_requests_at_most"),
    }
    return computed[name]() if name in computed else plan.at(f"policy.{name}")


def _with_requests(plan: Plan, name: str) -> float:
    """The sum over the topics of something in bytes, with what the requests of each cost as bytes."""
    overhead = plan.at("policy.request_overhead_bytes")
    return float(
        sum(plan.topics[topic][name] * (1 + overhead / load["batch_bytes"])
            for topic, load in plan.loads.items())
    )  # fmt: skip
