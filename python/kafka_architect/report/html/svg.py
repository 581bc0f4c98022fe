"""SVG drawings: their frame, axes, legends and texts.

Colours can be told apart on white and on black, and by people who do not see red or green; text takes the
colour of the text around it.
"""

from __future__ import annotations

from hashlib import blake2s
from typing import TYPE_CHECKING, Final

from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.report.html.markup import Markup
    from kafka_architect.report.html.scale import Scale

BLUE: Final = "#2f7ed8"
ORANGE: Final = "#d9731a"
GREY: Final = "#8c8c8c"
GREEN: Final = "#2a9d76"
RED: Final = "#d1453b"
PURPLE: Final = "#8a63c9"
PALETTE: Final = (BLUE, ORANGE, GREEN, PURPLE, "#b3872a", RED, "#3aa0b5", GREY)

WIDTH: Final = 720.0
LEFT: Final = 62.0
"""Where the area of a chart with an axis on its left begins."""

_LEGEND_LINE: Final = 16.0


def chart(title: str, about: str, drawn: Sequence[Markup], height: float, width: float = WIDTH) -> Markup:
    """An SVG in its figure, with title and description that screen readers read."""
    # Of what it says: the same report gives the same bytes, and charts of one page have ids of their own.
    number = blake2s(f"{title}\0{about}".encode(errors="replace"), digest_size=6).hexdigest()
    svg = element(
        "svg",
        element("title", title, id=f"chart-{number}"),
        element("desc", about, id=f"about-{number}"),
        drawn,
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role="img",
        aria_labelledby=f"chart-{number} about-{number}",
        font_size=11,
        font_family="system-ui, sans-serif",
        width="100%",
    )
    # On a narrow screen the drawing keeps a size that can be read, and scrolls in its frame.
    frame = element("div", svg, class_="scroll")
    return element("figure", element("figcaption", element("b", title), ". ", about), frame)


def text(x: float, y: float, words: str, anchor: str, whole: str = "") -> Markup:
    """Text of a drawing; the tooltip has the whole where it is shortened."""
    title = element("title", whole) if whole and whole != words else None
    return element("text", title, words, x=x, y=y, text_anchor=anchor, fill="currentColor")


def shortened(words: str, most: int) -> str:
    """The text, or its two ends where it is longer: names share beginnings; the whole is in the tooltip."""
    if len(words) <= most:
        return words
    end = most // 3
    return f"{words[: most - 1 - end]}…{words[-end:]}"


def y_axis(y: Scale, shown: Callable[[float], str] = short) -> Markup:
    """Marks with lines across."""
    marks = [
        joined(
            element(
                "line",
                x1=LEFT,
                x2=WIDTH - 8,
                y1=y(one),
                y2=y(one),
                stroke="currentColor",
                stroke_opacity=0.14,
            ),
            text(LEFT - 6, y(one) + 4, shown(one), "end"),
        )
        for one in y.marks()
    ]
    return joined(marks)


def across_line(y: float, about: str) -> Markup:
    """A dashed line at a height."""
    return element(
        "line",
        element("title", about),
        x1=LEFT,
        x2=WIDTH - 8,
        y1=y,
        y2=y,
        stroke="currentColor",
        stroke_dasharray="2 3",
    )


def legend_of(names: Sequence[tuple[str, str]]) -> tuple[Markup, float]:
    """Names with their colours, on top of a chart, and how high that is: on as many lines as it takes."""
    drawn, left, down = [], LEFT, 0.0
    for name, colour in names:
        shown = shortened(name, 40)
        wide = 36 + 6.2 * len(shown)
        if left > LEFT and left + wide > WIDTH:
            left, down = LEFT, down + _LEGEND_LINE
        drawn.append(element("rect", x=left, y=down + 4, width=10, height=10, fill=colour))
        drawn.append(text(left + 14, down + 13, shown, "start", name))
        left += wide
    return joined(drawn), down + _LEGEND_LINE
