"""Quantities on the command line, with their unit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    _Type = click.ParamType[float]
else:
    _Type = click.ParamType  # generic for type checkers only before click 8.2


class Seconds(_Type):
    """A duration above 0: 30s, 500ms, 2min; a bare number is seconds."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The duration in seconds."""
        from kafka_architect.errors import InputError
        from kafka_architect.sizing.quantities import duration

        try:
            seconds = float(value)
        except ValueError:
            try:
                seconds = duration(value, "duration")
            except InputError as error:
                self.fail(str(error), param, ctx)
        if not (seconds > 0 and math.isfinite(seconds)):
            self.fail(f"{value} is not a duration above 0: expected 30s, 500ms or 2min", param, ctx)
        return seconds
