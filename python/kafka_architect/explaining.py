"""What explains the numbers of a document: of a plan, a design, a tuning or an analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def explainable(document: Any) -> list[str]:
    """The names of a document's numbers.

    Raises:
        InputError: It is no whole plan, design, tuning or report.
    """
    names, _ = _of(document)
    return names(document)


def explained(document: Any, name: str) -> dict[str, Any]:
    """Inputs, formula, what binds and source of one number.

    Raises:
        InputError: It is no whole plan, design, tuning or report, or has no such number; with the nearest.
    """
    _, explain = _of(document)
    return explain(document, name)


def _of(document: Any) -> tuple[Callable[[Any], list[str]], Callable[[Any, str], dict[str, Any]]]:
    kind = document.get("format") if isinstance(document, dict) else None
    if kind == "kafka-architect-tuning":
        from kafka_architect.designs.tuning.explain import explain, explainable
        from kafka_architect.designs.tuning.tuning import Tuning

        Tuning.from_dict(document)
        return explainable, explain
    if kind == "kafka-architect-design":
        from kafka_architect.designs.model.design import Design
        from kafka_architect.designs.model.explain import explain as of_design
        from kafka_architect.designs.model.explain import explainable as names_of_design

        Design.from_dict(document)  # refuses what only looks like a design
        return names_of_design, of_design
    if isinstance(document, dict) and {"heavy_hitters", "partitioner"} <= document.keys():
        from kafka_architect.analysis.explain import explain as of_report
        from kafka_architect.analysis.explain import explainable as names_of_report

        return names_of_report, of_report
    from kafka_architect.sizing.explain import explain as of_plan
    from kafka_architect.sizing.explain import explainable as names_of_plan

    return names_of_plan, of_plan
