"""Every number of a plan explained: inputs, formula, binding constraint, source.

Works on the plan's document alone, so that a saved plan.json explains itself; it quotes figures and repeats
no arithmetic. The numbers themselves are in sizing/numbers/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.documents.head import read_head
from kafka_architect.errors import InputError
from kafka_architect.sizing.named import nearest
from kafka_architect.sizing.numbers.bill import bill_names, bill_number
from kafka_architect.sizing.numbers.cluster import cluster_names, cluster_number
from kafka_architect.sizing.numbers.limits import limit_number
from kafka_architect.sizing.numbers.number import Number, Plan
from kafka_architect.sizing.numbers.topics import TOPIC_NUMBERS, topic_number
from kafka_architect.sizing.words import CONSTRAINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]


def explain(plan: Document, name: str) -> dict[str, Any]:
    """Explain one number of a plan's document.

    Args:
        plan: What `ClusterPlan.to_dict()` returns.
        name: A name of `explainable(plan)`: a figure ("storage_per_broker"), a constraint in a scenario
            ("network_out@one_zone_lost"), a topic's ("topics.orders.partitions"), a cost ("cost.brokers"),
            a policy or workload value ("policy.disk_target").

    Raises:
        InputError: The plan is none, lacks a field, or has no such number; the nearest names are offered.
    """
    found = _read(plan)
    bare = name.split(".", 1)[1] if name.startswith("demand.") else name
    try:
        number = _number(found, bare)
        binding = {key: plan["binding"][key] for key in ("constraint", "scenario")}
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise _incomplete(error) from error
    if number is None:
        raise InputError(f"the plan has no figure {name!r}: {nearest(bare, explainable(plan))}")
    return {"name": name, **number.to_dict(), "binding": binding}


def explainable(plan: Document) -> list[str]:
    """The names that `explain` knows, for this plan."""
    found = _read(plan)
    try:
        return [
            *cluster_names(found),
            *CONSTRAINTS,
            *(f"{constraint}@{scenario}" for constraint, scenario in found.limits),
            *bill_names(found),
            *found.assumed,
            *(name for topic in found.topics for name in _topic_names(found, topic)),
        ]
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise _incomplete(error) from error


def derivations(plan: Document) -> dict[str, dict[str, Any]]:
    """Every number of a plan's document by its name, with what `explain` answers."""
    return {name: explain(plan, name) for name in explainable(plan)}


def _read(plan: Document) -> Plan:
    read_head(plan, expected="plan", name="the plan")
    try:
        return Plan(plan)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise _incomplete(error) from error


def _incomplete(error: Exception) -> InputError:
    missing = f"lacks {error.args[0]!r}" if isinstance(error, KeyError) and error.args else "is damaged"
    return InputError(
        f"not a complete plan: it {missing}; recreate it with kafka-architect size --format json"
    )


def _topic_names(plan: Plan, topic: str) -> list[str]:
    numbers = [name for name in TOPIC_NUMBERS if topic_number(plan, topic, name) is not None]
    given = [name for name in plan.loads[topic] if name != "name"] if plan.by_topic else []
    return [f"topics.{topic}.{name}" for name in (*numbers, *(one for one in given if one not in numbers))]


def _number(plan: Plan, name: str) -> Number | None:
    """The number of that name; None if the plan has none."""
    if name.startswith("topics."):
        topic, _, of_topic = name.removeprefix("topics.").rpartition(".")
        return _of_topic(plan, topic, of_topic) if topic in plan.topics else None
    if name.startswith("cost."):
        return bill_number(plan, name) if name in bill_names(plan) else None
    if name in plan.assumed:
        one = plan.assumed[name]
        formula = "the default" if one["default"] else "given"
        return Number(value=one["value"], unit="", formula=formula, inputs={}, source=one["source"])
    constraint, _, scenario = name.partition("@")
    if constraint in CONSTRAINTS:
        scenario = scenario or _worst(plan, constraint)
        return limit_number(plan, constraint, scenario) if (constraint, scenario) in plan.limits else None
    return cluster_number(plan, name) if name in cluster_names(plan) else None


def _of_topic(plan: Plan, topic: str, name: str) -> Number | None:
    found = topic_number(plan, topic, name) if name in TOPIC_NUMBERS else None
    if found is not None or not plan.by_topic or name not in plan.loads[topic]:
        return found
    value = plan.loads[topic][name]
    return Number(value=value, unit="", formula="given", inputs={}, source="the topic's load")


def _worst(plan: Plan, constraint: str) -> str:
    """The scenario of a constraint that asks for most brokers."""
    rows = [one for (name, _), one in plan.limits.items() if name == constraint]
    worst = max(rows, key=lambda one: (one["brokers_required"] or float("inf"), one["utilisation"] or 0.0))
    return str(worst["scenario"])
