"""What explains the numbers of a document: of a plan, a design, a tuning or an analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.documents.head import kind_of, read_head
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

_EXPLAINED = frozenset({"plan", "design", "tuning", "analysis"})


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
    kind = kind_of(document)
    if kind is None:
        kind = read_head(document)  # refuses it
    name = kind.name
    if name not in _EXPLAINED:
        raise InputError(
            f"a {kind.what} ({kind.format}) has no numbers to explain: expected a plan, design, tuning or "
            "report of an analysis"
        )
    if name == "tuning":
        from kafka_architect.designs.tuning.explain import explain, explainable
        from kafka_architect.designs.tuning.tuning import Tuning

        Tuning.from_dict(document)
        return explainable, explain
    if name == "design":
        from kafka_architect.designs.model.design import Design
        from kafka_architect.designs.model.explain import explain as of_design
        from kafka_architect.designs.model.explain import explainable as names_of_design

        Design.from_dict(document)  # refuses what only looks like a design
        return names_of_design, of_design
    if name == "analysis":
        from kafka_architect.analysis.explain import explain as of_report
        from kafka_architect.analysis.explain import explainable as names_of_report

        return names_of_report, of_report
    from kafka_architect.sizing.explain import explain as of_plan
    from kafka_architect.sizing.explain import explainable as names_of_plan

    return names_of_plan, of_plan
