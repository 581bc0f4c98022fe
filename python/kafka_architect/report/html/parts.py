"""What every report is put together from: tables, facts, derivations, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import plain, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kafka_architect.report.html.markup import Child, Markup

MOST_ROWS: Final = 500
"""Rows of a table at most: a page stays below 2 MB, and the JSON has the rest."""

_MOST_INPUTS: Final = 40


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Child]],
    *,
    caption: str = "",
    numeric: Iterable[int] = (),
    row_attributes: Sequence[Mapping[str, Any]] = (),
    stacked: bool = False,
) -> Markup:
    """A table; `numeric` are the columns that are aligned to the right.

    On a narrow screen a table scrolls sideways. What is to be read and not compared is `stacked` there: the
    cells of a row below each other, each with the name of its column.
    """
    right, listed = frozenset(numeric), list(rows)
    body = []
    for number, row in enumerate(listed[:MOST_ROWS]):
        cells = [
            element(
                "td",
                cell,
                class_="number" if at in right else None,
                data_label=columns[at] if stacked else None,
            )
            for at, cell in enumerate(row)
        ]
        attributes = row_attributes[number] if number < len(row_attributes) else {}
        body.append(element("tr", cells, **attributes))
    head = element(
        "tr",
        [
            element("th", one, scope="col", class_="number" if at in right else None)
            for at, one in enumerate(columns)
        ],
    )
    made = element(
        "table",
        element("caption", caption) if caption else None,
        element("thead", head),
        element("tbody", body),
        class_="stacked" if stacked else None,
    )
    left = len(listed) - MOST_ROWS
    more = note(f"{left:,} more rows are in the JSON (--format json).") if left > 0 else None
    return element("div", made, more, class_="scroll")


def facts(rows: Iterable[tuple[str, Child]]) -> Markup:
    """Names with values."""
    return element(
        "dl", [joined(element("dt", name), element("dd", value)) for name, value in rows], class_="facts"
    )


def note(text: Child) -> Markup:
    """A remark below a part."""
    return element("p", text, class_="note")


def badge(text: str, kind: str) -> Markup:
    """A word with a colour; the word alone says all."""
    return element("span", text, class_=f"badge {kind}")


def derivation(shown: Child, explained: Mapping[str, Any] | None) -> Child:
    """A number that opens to show formula, inputs, what decides and source; the number alone without one.

    Takes what `kafka-architect explain` answers, and the figures of a design, which have the same members.
    """
    if not explained:
        return shown
    rows: list[tuple[str, Child]] = []
    if explained.get("formula"):
        rows.append(("Formula", element("code", explained["formula"])))
    inputs = list(_inputs(explained))
    rows += [("Inputs", element("ul", [element("li", *one) for one in inputs]))] if inputs else []
    for member, name in (("pinned", "Fixed because"), ("scenario", "Scenario"), ("source", "Source")):
        if explained.get(member):
            rows.append((name, str(explained[member])))
    decides = explained.get("binding")
    if decides and isinstance(decides, str) and not explained.get("pinned"):
        rows.insert(len(rows) - 1, ("Determined by", element("code", decides)))
    if isinstance(explained.get("use"), Mapping):
        rows.append(
            (
                "Use",
                element(
                    "ul",
                    [
                        element("li", f"{words(name)}: {plain(value)}")
                        for name, value in explained["use"].items()
                    ],
                ),
            )
        )
    if explained.get("relief"):
        rows.append(("What relieves it", str(explained["relief"])))
    value, unit = explained.get("value"), explained.get("unit") or ""
    exact = None if value is None else element("p", element("b", f"{plain(value)} {unit}"))
    return element(
        "details",
        element("summary", shown),
        element("div", exact, facts(rows), class_="derived"),
        class_="derivation",
    )


def over_mean(most: float | None, values: Sequence[float], what: str) -> Mapping[str, Any] | None:
    """How the largest of values over their mean was made; None where there is none."""
    if most is None or not values:
        return None
    return {
        "value": most,
        "unit": "times the mean",
        "formula": f"most_{what} / ({what} / partitions)",
        "inputs": {f"most_{what}": max(values), what: sum(values), "partitions": len(values)},
        "source": "of the partitions whose figures are known",
    }


def _inputs(explained: Mapping[str, Any]) -> Iterable[tuple[Child, ...]]:
    details, assumed = explained.get("details") or {}, explained.get("assumed") or ()
    found = explained.get("inputs") or {}
    for number, (name, value) in enumerate(found.items()):
        if number == _MOST_INPUTS:
            yield (f"and {len(found) - _MOST_INPUTS:,} more",)
            return
        if isinstance(value, Mapping):
            text = ", ".join(f"{words(one)} {plain(part)}" for one, part in value.items())
        elif isinstance(value, list | tuple):
            text = ", ".join(plain(part) for part in value[:_MOST_INPUTS])
        else:
            text = plain(value)
        remark = f" – {details[name]}" if details.get(name) else ""
        yield element("code", name), f" = {text}{' (assumed)' if name in assumed else ''}{remark}"
