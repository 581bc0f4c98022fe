"""Published limits and prices of services that are sold by capacity (kafka_architect/data/services.json)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from kafka_architect.sizing.quantities import HOURS_PER_MONTH

__all__ = ["HOURS_PER_MONTH", "SECONDS_PER_MONTH", "Figures"]

SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600


class Figures:
    """The figures of one service by their names; `None` where none is published."""

    def __init__(self, service: str) -> None:
        self._figures: dict[str, Any] = _services()[service]

    def __getitem__(self, item: str) -> float:
        return float(self._figures[item]["value"])

    def get(self, item: str) -> float | None:
        """The figure, or None where it is not published as a number."""
        found = self._figures.get(item)
        return None if found is None else float(found["value"])

    def date(self) -> str:
        """The oldest day of a price that is dated to the day."""
        days = [
            one["date"]
            for one in self._figures.values()
            if one["unit"].startswith("USD") and len(one["date"]) == len("2026-10-04")
        ]
        return min(days, default="undated")


@cache
def _services() -> Any:
    text = files("kafka_architect").joinpath("data", "services.json").read_text(encoding="utf-8")
    return json.loads(text)
