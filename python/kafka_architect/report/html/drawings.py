"""Drawings of a design: who sends to a topic and who receives from it, and interactions in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.markup import element
from kafka_architect.report.html.svg import BLUE, GREEN, ORANGE, chart, shortened, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kafka_architect.report.html.markup import Markup

    Document = Mapping[str, Any]

_WIDTH: Final = 860.0
_BOX: Final = 190.0
_ROW: Final = 34.0
_HIGH: Final = 26.0
_LETTERS: Final = 27
_STEP: Final = 40.0


def topology(topics: Sequence[Document], *, left_out: int) -> Markup:
    """Senders on the left, topics in the middle, receivers on the right; a service may be on both sides."""
    senders, receivers = _order(topics, "senders"), _order(topics, "receivers")
    height = max(len(topics), len(senders), len(receivers)) * _ROW + 20
    columns = {
        "senders": _places(senders, 0.0, height),
        "topics": _places([one["name"] for one in topics], (_WIDTH - _BOX) / 2, height),
        "receivers": _places(receivers, _WIDTH - _BOX, height),
    }
    drawn: list[Markup] = []
    for one in topics:
        topic = columns["topics"][one["name"]]
        drawn += [
            _arrow(columns["senders"][name], topic, f"{name} sends {one['name']}", ORANGE)
            for name in one["senders"]
        ]
        drawn += [
            _arrow(topic, columns["receivers"][name], f"{name} receives {one['name']}", BLUE)
            for name in one["receivers"]
        ]
    partitions = {one["name"]: one["partitions"]["value"] for one in topics}
    for side, places in columns.items():
        for name, (x, y) in places.items():
            about = f"{name}: {partitions[name]:,.0f} partitions" if side == "topics" else name
            drawn.append(_box(x, y, name, about, GREEN if side == "topics" else ""))
    more = f" {left_out:,} more topics are in the tables." if left_out else ""
    return chart(
        "Topology",
        "Services that send (left), topics (middle), services that receive (right). Retry topics and dead "
        f"letters are left out.{more}",
        drawn,
        height,
        _WIDTH,
    )


def interaction(decision: Document) -> Markup:
    """The messages of a saga or another interaction from top to bottom; what undoes a step is dashed."""
    steps = decision["steps"]
    names = list(dict.fromkeys(name for one in steps for name in (one["sender"], one["receiver"])))
    wide = max(130.0, min(220.0, _WIDTH / len(names)))
    width = max(_WIDTH, wide * len(names))
    at = {name: (number + 0.5) * width / len(names) for number, name in enumerate(names)}
    height = 50 + _STEP * len(steps) + 10
    drawn: list[Markup] = []
    for name, x in at.items():
        drawn.append(
            element("line", x1=x, x2=x, y1=32, y2=height - 4, stroke="currentColor", stroke_opacity=0.3)
        )
        drawn.append(text(x, 20, shortened(name, int(wide / 7)), "middle", name))
    for number, one in enumerate(steps):
        y, start, end = 50 + _STEP * (number + 0.5), at[one["sender"]], at[one["receiver"]]
        undone = f" (undoes {one['compensates']})" if one["compensates"] else ""
        colour = ORANGE if one["compensates"] else BLUE
        said = f"{number + 1}. {one['message']}{undone}"
        about = f"{one['sender']} to {one['receiver']}: {said}"
        if start == end:
            path = f"M{start:.1f},{y - 8:.1f} h26 v16 h-20"
            middle, tip, way = start + 30, start + 6, -1.0
        else:
            way = 1.0 if end > start else -1.0
            path, middle, tip = f"M{start:.1f},{y:.1f} L{end:.1f},{y:.1f}", (start + end) / 2, end
        drawn.append(_path(path, about, colour, dashed=bool(one["compensates"])))
        drawn.append(_tip(tip, y + (8 if start == end else 0), way, colour))
        drawn.append(text(middle, y - 6, shortened(said, 60), "start" if start == end else "middle", said))
    return chart(
        titled(decision),
        "Messages in their order, from top to bottom; what undoes a step is dashed.",
        drawn,
        height,
        width,
    )


def titled(decision: Document) -> str:
    """The title of a decision, with the name of its use where the title does not have it."""
    title, use = str(decision["title"]), decision["use"]
    return f"{title}: {use}" if use and use not in title else title


def _order(topics: Sequence[Document], member: str) -> list[str]:
    """Services in the order of the topics they have most to do with, so that few arrows cross."""
    found: dict[str, list[int]] = {}
    for number, one in enumerate(topics):
        for name in one[member]:
            found.setdefault(name, []).append(number)
    return sorted(found, key=lambda name: sum(found[name]) / len(found[name]))


def _places(names: Iterable[str], x: float, height: float) -> dict[str, tuple[float, float]]:
    listed = list(names)
    space = (height - 10) / max(1, len(listed))
    return {name: (x, 5 + space * (number + 0.5)) for number, name in enumerate(listed)}


def _box(x: float, y: float, name: str, about: str, colour: str) -> Markup:
    frame = element(
        "rect",
        element("title", about),
        x=x,
        y=y - _HIGH / 2,
        width=_BOX,
        height=_HIGH,
        rx=4 if colour else 13,
        fill=colour or "currentColor",
        fill_opacity=0.16 if colour else 0.08,
        stroke=colour or "currentColor",
    )
    return element("g", frame, text(x + _BOX / 2, y + 4, shortened(name, _LETTERS), "middle", about))


def _arrow(start: tuple[float, float], end: tuple[float, float], about: str, colour: str) -> Markup:
    left, right = start[0] + _BOX, end[0] - 7
    bend = (right - left) / 2
    path = (
        f"M{left:.1f},{start[1]:.1f} C{left + bend:.1f},{start[1]:.1f} {right - bend:.1f},{end[1]:.1f} "
        f"{right:.1f},{end[1]:.1f}"
    )
    return element("g", _path(path, about, colour), _tip(right + 6, end[1], 1.0, colour))


def _path(path: str, about: str, colour: str, *, dashed: bool = False) -> Markup:
    return element(
        "path",
        element("title", about),
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=1.6,
        stroke_dasharray="5 4" if dashed else None,
    )


def _tip(x: float, y: float, way: float, colour: str) -> Markup:
    points = f"{x:.1f},{y:.1f} {x - 8 * way:.1f},{y - 4:.1f} {x - 8 * way:.1f},{y + 4:.1f}"
    return element("polygon", points=points, fill=colour)
