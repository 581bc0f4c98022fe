"""Charts as SVG, made here: they are in a notebook, on paper and without scripts what they are in a browser.

Every chart has a title and a description for screen readers,
every mark a tooltip. Why no library: docs/decisions/0013-charts-without-a-library.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kafka_architect.report.html.markup import element
from kafka_architect.report.html.numbers import short
from kafka_architect.report.html.scale import Scale, highest
from kafka_architect.report.html.svg import (
    BLUE,
    GREY,
    LEFT,
    ORANGE,
    RED,
    WIDTH,
    across_line,
    chart,
    legend_of,
    shortened,
    text,
    y_axis,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.report.html.markup import Markup

_HEIGHT: Final = 240.0
_BOTTOM: Final = 34.0
_TOP: Final = 14.0
_MOST_BARS: Final = 360
_ROW: Final = 22.0
_GAP: Final = 0.14  # between two bars, of the room that a bar has
_LONGEST_LABEL: Final = 29


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points (x, y), with what it is called."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: str
    dashed: bool = False
    dots: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A part of a row: a value, its colour, and what its tooltip says."""

    value: float
    colour: str
    about: str


def columns(
    values: Sequence[float],
    *,
    title: str,
    about: str,
    name: str,
    band: tuple[float, float] | None = None,
    middle: float | None = None,
) -> Markup:
    """A bar for each value, as partitions are numbered, with a band that is drawn over them.

    More than 360 neighbours share bars; each is as high as the largest of its neighbours. `name` is what a
    value belongs to (partition), `band` goes from and to what chance gives, `middle` is a line across.
    """
    step = max(1, -(-len(values) // _MOST_BARS))
    high = highest([*values, *(band or ())])
    y = Scale(0, high, _HEIGHT - _BOTTOM, _TOP)
    x = Scale(0, max(1, len(values)), LEFT, WIDTH - 8)
    bars = []
    for first in range(0, len(values), step):
        part = values[first : first + step]
        top = max(part)
        far = band is not None and top > band[1]
        numbers = f"{name} {first}" if len(part) == 1 else f"{name}s {first} to {first + len(part) - 1}, most"
        slot = x(first + len(part)) - x(first)
        bars.append(
            element(
                "rect",
                element("title", f"{numbers}: {top:,.0f}"),
                x=x(first) + slot * _GAP / 2,
                y=y(top),
                width=max(0.5, slot * (1 - _GAP)),
                height=max(0.0, y(0) - y(top)),
                fill=ORANGE if far else BLUE,
            )
        )
    drawn: list[Markup] = [y_axis(y), *bars]
    if band is not None:
        drawn.append(
            element(
                "rect",
                element("title", f"by chance: {band[0]:,.0f} to {band[1]:,.0f}"),
                x=LEFT,
                y=y(band[1]),
                width=WIDTH - 8 - LEFT,
                height=max(1.0, y(band[0]) - y(band[1])),
                fill=GREY,
                fill_opacity=0.28,
            )
        )
    if middle is not None:
        drawn.append(across_line(y(middle), f"mean {middle:,.0f}"))
    marks = [one for one in Scale(0, max(1, len(values) - 1), 0, 1).marks() if one == int(one)]
    drawn += [text(x(one + 0.5), _HEIGHT - _BOTTOM + 15, f"{one:.0f}", "middle") for one in marks]
    drawn.append(text((LEFT + WIDTH) / 2, _HEIGHT - 4, name, "middle"))
    return chart(title, about, drawn, _HEIGHT)


def curves(
    lines: Sequence[Line],
    *,
    title: str,
    about: str,
    across: str,
    logarithmic: bool = False,
    up_to: float | None = None,
    shown: Callable[[float], str] = short,
    mark: bool = False,
) -> Markup:
    """Lines over a common axis, with a legend; `mark` adds a cursor that a slider of the page moves."""
    points = [point for one in lines for point in one.points]
    low, right = min(x for x, _ in points), max(x for x, _ in points)
    x = Scale(low, right if right > low else low + 1, LEFT, WIDTH - 12, logarithmic)
    legend, legend_height = legend_of([(one.name, one.colour) for one in lines])
    top, height = _TOP + legend_height, _HEIGHT + legend_height - 16
    y = Scale(0, highest([value for _, value in points]) if up_to is None else up_to, height - _BOTTOM, top)
    drawn: list[Markup] = [y_axis(y, shown)]
    drawn += [text(x(one), height - _BOTTOM + 15, short(one), "middle") for one in x.marks()]
    drawn.append(text((LEFT + WIDTH) / 2, height - 4, across, "middle"))
    for line in lines:
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in line.points)
        drawn.append(
            element(
                "polyline",
                element("title", line.name),
                points=path,
                fill="none",
                stroke=line.colour,
                stroke_width=2,
                stroke_dasharray="5 4" if line.dashed else None,
            )
        )
        if line.dots:
            drawn += [
                element(
                    "circle",
                    element("title", f"{short(a)}: {line.name} {shown(b)}"),
                    cx=x(a),
                    cy=y(b),
                    r=3,
                    fill=line.colour,
                )
                for a, b in line.points
            ]
    drawn.append(legend)
    if mark:
        drawn.append(
            element(
                "line",
                class_="cursor",
                x1=LEFT,
                x2=LEFT,
                y1=top,
                y2=height - _BOTTOM,
                stroke="currentColor",
                stroke_dasharray="2 3",
                data_low=x.low,
                data_high=x.high,
                data_start=x.start,
                data_end=x.end,
            )
        )
    return chart(title, about, drawn, height)


def rows(
    named: Sequence[tuple[str, Sequence[Bar]]],
    *,
    title: str,
    about: str,
    shown: Callable[[float], str] = short,
    stacked: bool = False,
    legend: Sequence[tuple[str, str]] = (),
    limit: float | None = None,
) -> Markup:
    """Bars to the right, one row for each name; a row's bars lie below each other, or `stacked` in one.

    `limit` is a line down through all rows: a target.
    """
    longest = max((min(len(name), _LONGEST_LABEL) for name, _ in named), default=0)
    label, end = max(80.0, 14 + 6.9 * longest), WIDTH - 76
    sums = [
        sum(one.value for one in bars) if stacked else max((one.value for one in bars), default=0.0)
        for _, bars in named
    ]
    x = Scale(0, highest([*sums, *([limit] if limit is not None else [])]), label, end)
    drawn: list[Markup] = []
    top = 6.0
    if legend:
        names, high = legend_of(legend)
        drawn.append(names)
        top = 10.0 + high
    begins = top
    for (name, bars), total in zip(named, sums, strict=True):
        high = _ROW - 6 if stacked or len(bars) < 2 else 9.0
        drawn.append(text(label - 8, top + _ROW / 2 + 1, shortened(name, _LONGEST_LABEL), "end", name))
        left, down = label, top
        for one in bars:
            width = max(0.5, x(one.value) - label)
            drawn.append(
                element(
                    "rect",
                    element("title", f"{name}: {one.about}"),
                    x=left,
                    y=down,
                    width=width,
                    height=high,
                    fill=one.colour,
                )
            )
            if stacked:
                left += width
            else:
                drawn.append(text(left + width + 5, down + high / 2 + 4, shown(one.value), "start"))
                down += high + 2
        if stacked:
            drawn.append(text(left + 5, top + high / 2 + 4, shown(total), "start"))
        top += max(_ROW, (down - top) + 5)
    if limit is not None:
        drawn.append(
            element(
                "line",
                element("title", f"target {shown(limit)}"),
                x1=x(limit),
                x2=x(limit),
                y1=begins - 4,
                y2=top,
                stroke=RED,
                stroke_dasharray="4 3",
            )
        )
    return chart(title, about, drawn, top + 4)


def heat(
    cells: Sequence[Sequence[float | None]],
    *,
    title: str,
    about: str,
    row_names: Sequence[str],
    column_names: Sequence[str],
    shown: Callable[[float], str],
    hot: Callable[[float], bool],
) -> Markup:
    """A grid of values from 0 to 1: the fuller the darker; what is `hot` has another colour."""
    label, size, top = 170.0, 30.0, 44.0
    width = (WIDTH - label) / max(1, len(column_names))
    drawn: list[Markup] = []
    for at, name in enumerate(column_names):
        for number, part in enumerate(reversed(_in_two(name))):
            drawn.append(text(label + (at + 0.5) * width, top - 8 - 13 * number, part, "middle"))
    for line, (name, values) in enumerate(zip(row_names, cells, strict=True)):
        y = top + line * size
        drawn.append(text(label - 8, y + size / 2 + 4, name, "end"))
        for at, value in enumerate(values):
            if value is None:
                continue
            x, about_cell = label + at * width, f"{name}, {column_names[at]}: {shown(value)}"
            colour = ORANGE if hot(value) else BLUE
            drawn.append(
                element(
                    "rect",
                    element("title", about_cell),
                    x=x + 1,
                    y=y + 1,
                    width=width - 2,
                    height=size - 2,
                    fill=colour,
                    fill_opacity=0.08 + 0.52 * min(1.0, value),
                )
            )
            drawn.append(text(x + width / 2, y + size / 2 + 4, shown(value), "middle"))
    return chart(title, about, drawn, top + len(cells) * size + 4)


def _in_two(name: str) -> list[str]:
    """A long name on two lines."""
    at = name.find(" ", len(name) // 3)
    return [name] if len(name) <= 14 or at < 0 else [name[:at], name[at + 1 :]]
