"""How much of each limit's target a plan uses, by scenario: what pictures of a plan show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_CAPACITY: Final = 9.99
"""Stands for a use without end: there is demand, and no capacity."""


class LimitUse(NamedTuple):
    """Names of limits and scenarios, and use over target of each limit (row) in each scenario (column).

    1 is all that the target allows; None is a limit that does not apply.
    """

    limits: list[str]
    scenarios: list[str]
    use: list[list[float | None]]


def limit_use(document: Mapping[str, Any]) -> LimitUse:
    """The use of a plan's document."""
    constraints = document["constraints"]
    names = list(dict.fromkeys(one["name"] for one in constraints))
    scenarios = list(dict.fromkeys(one["scenario"] for one in constraints))
    found = {(one["name"], one["scenario"]): one for one in constraints}

    def relative(name: str, scenario: str) -> float | None:
        one = found.get((name, scenario))
        if one is None or one["capacity_per_broker"] is None:
            return None
        if one["utilisation"] is None:
            return _NO_CAPACITY
        return float(one["utilisation"] / one["target_utilisation"])

    return LimitUse(names, scenarios, [[relative(name, one) for one in scenarios] for name in names])
