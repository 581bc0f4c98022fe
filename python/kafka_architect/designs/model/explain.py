"""Every number of a design explained from its document alone, so that a saved design.json explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIGURES_OF_A_TOPIC = {
    "partitions": "partitions",
    "replication_factor": "replication_factor",
    "min.insync.replicas": "min_insync_replicas",
    "retention.ms": "retention_ms",
    "stored_bytes": "stored_bytes",
    "monthly_cost": "monthly_cost",
}


def explain(document: Mapping[str, Any], name: str, /) -> dict[str, Any]:
    """Explain one number of a design's document.

    Args:
        document: What `Design.to_dict()` returns.
        name: `TOPIC.partitions`, `TOPIC.retention.ms`, `CLIENT.batch.size`, `TOPIC -> SERVICE.latency`,
            `teams.OWNER.monthly_cost`, or `plan.NAME` for a number of the cluster plan.

    Raises:
        InputError: There is no such number; the nearest is offered.
    """
    if name.startswith("plan.") and document.get("plan") is not None:
        from kafka_architect.sizing.explain import explain as explain_plan

        return explain_plan(document["plan"], name.removeprefix("plan."))
    known = dict(_figures(document))
    if name not in known:
        raise InputError(f"the design has no number {name!r}{did_you_mean(name, known)}")
    figure = known[name]
    return {
        "name": name,
        "value": figure["value"],
        "unit": figure["unit"],
        "formula": figure["formula"],
        "inputs": dict(figure["inputs"]),
        "details": dict(figure["details"]),
        "binding": figure["binding"],
        "source": figure["source"],
        "pinned": figure["pinned"],
        "assumed": list(figure["assumed"]),
    }


def explainable(document: Mapping[str, Any], /) -> list[str]:
    """The names that `explain` knows, for this design."""
    names = [name for name, _ in _figures(document)]
    if document.get("plan") is not None:
        from kafka_architect.sizing.explain import explainable as of_plan

        names += [f"plan.{one}" for one in of_plan(document["plan"])]
    return names


def _figures(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for topic in document["topics"].values():
        for shown, field in _FIGURES_OF_A_TOPIC.items():
            if topic[field] is not None:
                yield f"{topic['name']}.{shown}", topic[field]
        for setting in topic["settings"]:
            if setting["figure"] is not None and setting["key"] not in _FIGURES_OF_A_TOPIC:
                yield f"{topic['name']}.{setting['key']}", setting["figure"]
    for client in document["clients"].values():
        for setting in client["settings"]:
            if setting["figure"] is not None:
                yield f"{client['name']}.{setting['key']}", setting["figure"]
    yield from _of_promises(document)
    yield from _of_teams(document)
    for quota in document["quotas"]:
        for field in ("producer_bytes_per_s", "consumer_bytes_per_s"):
            if quota[field] is not None:
                yield f"{quota['principal']}.{field}", quota[field]


def _of_teams(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Of each owner of topics; designs of earlier builds have none."""
    for team in document.get("teams", {}).values():
        for field in ("stored_bytes", "monthly_cost"):
            if team[field] is not None:
                yield f"teams.{team['name']}.{field}", team[field]


def _of_promises(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Of each flow; designs of earlier builds have none."""
    for flow in document["guarantees"]:
        for shown, field in (("latency", "latency_budget"), ("rto", "recovery")):
            if flow.get(field) is not None:
                yield f"{flow['flow']}.{shown}", flow[field]
