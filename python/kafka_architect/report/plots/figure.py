"""Figures that need no window: one with all parts, or a part in axes that are given."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, TypeAlias

from matplotlib.figure import Figure

from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes

    Part: TypeAlias = Callable[[Axes], None]

_WIDTH: Final = 9.0
_HEIGHT: Final = 3.6
"""Inches of each part."""


class ReportFigure(Figure):
    """A figure that a notebook shows by itself, also where nobody imported pyplot."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", bbox_inches="tight")
        return buffer.getvalue()


def plotted(parts: Mapping[str, Part], part: str | None, ax: Axes | None) -> Figure:
    """The parts below each other, or one of them, in a figure of its own or in `ax`.

    Args:
        parts: What can be drawn, by name, in order.
        part: One of them; None for all, or with `ax` for the first.
        ax: Axes to draw in; their figure is returned.

    Raises:
        InputError: There is no such part, or nothing to draw at all.
    """
    if not parts:
        raise InputError("nothing to plot: no records were counted")
    if part is not None and part not in parts:
        raise InputError(
            f"unknown part {part!r}{did_you_mean(part, parts)}: expected one of {', '.join(parts)}"
        )
    if ax is not None:
        parts[part or next(iter(parts))](ax)
        # The figure of axes in a subfigure is the subfigure; what saves and shows is the whole.
        whole = ax.get_figure(root=True)
        if whole is None:
            raise InputError("ax: expected axes that belong to a figure")
        return whole
    drawn = [parts[part]] if part is not None else list(parts.values())
    figure = ReportFigure(figsize=(_WIDTH, _HEIGHT * len(drawn)), layout="constrained")
    for axes, draw in zip(figure.subplots(len(drawn), squeeze=False)[:, 0], drawn, strict=True):
        draw(axes)
    return figure
