"""A distribution document as a table: for a terminal, as plain text, as HTML in a notebook."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

_BLOCKS = " ▁▂▃▄▅▆▇█"
_SHAPE_CELLS = 24

# Width of plain text that does not go to a terminal.
_TEXT_COLUMNS = 100

_COLUMNS = (
    ("Partitions", "partitions"),
    ("Records/partition", "min … mean … max"),
    ("Max/mean", "hottest over mean"),
    ("CV", "coefficient of variation"),
    ("Expected CV", "of an ideal hash"),
    ("Empty", "partitions without records"),
)


def as_text(document: Mapping[str, Any]) -> str:
    """The report as plain text, without colour or control codes."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=_TEXT_COLUMNS, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        print_to(console, document)
    return captured.get().rstrip("\n")


def print_to(console: Console, document: Mapping[str, Any]) -> None:
    """Print the report to a rich console, within its width."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    console.print(Text(document["source"], style="bold"), soft_wrap=True)
    console.print(Text(headline(document)))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title, _ in _COLUMNS:
        table.add_column(title, justify="right", no_wrap=True)
    # The shape is an ornament: it goes first where the terminal is narrow.
    shape = console.width >= _TEXT_COLUMNS - 2
    if shape:
        table.add_column("Shape, by partition", no_wrap=True)
    for load in document["partitions"]:
        cells = _cells(load)
        table.add_row(*cells, _shape(load["records"])) if shape else table.add_row(*cells)
    console.print()
    console.print(table)


def as_html(document: Mapping[str, Any]) -> str:
    """The report as an HTML fragment for notebooks; every text from the input is escaped."""
    head = "".join(f'<th title="{escape(hint)}">{escape(title)}</th>' for title, hint in _COLUMNS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(load)) + "</tr>"
        for load in document["partitions"]
    )
    return (
        f"<div><p><b>{escape(document['source'])}</b><br>{escape(headline(document))}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def headline(document: Mapping[str, Any]) -> str:
    """One line: how many records, how many without a key, how many keys they are worth."""
    parts = [f"{document['records']:,} records"]
    if document["null_keys"]:
        parts.append(f"{document['null_keys']:,} null keys")
    if document["empty_keys"]:
        parts.append(f"{document['empty_keys']:,} empty keys")
    if document["effective_keys"]:
        parts.append(f"spread like {document['effective_keys']:,.0f} equally busy keys")
    return " · ".join([*parts, f"partitioner {document['partitioner']}"])


def _cells(load: Mapping[str, Any]) -> tuple[str, ...]:
    records = load["records"]
    mean = sum(records) / len(records)
    return (
        f"{load['count']:,}",
        f"{min(records):,} … {mean:,.0f} … {max(records):,}",
        _figure(load["max_over_mean"]),
        _figure(load["cv"], 3),
        _figure(load["expected_cv"], 3),
        f"{load['empty_partitions']:,}",
    )


def _figure(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _shape(records: list[int]) -> str:
    """Records per partition as bars from zero; neighbours share a bar (its busiest) where there are many."""
    per_cell = -(-len(records) // _SHAPE_CELLS)
    bars = [max(records[i : i + per_cell]) for i in range(0, len(records), per_cell)]
    top = max(bars)
    if top == 0:
        return ""
    return "".join(_BLOCKS[-(-bar * (len(_BLOCKS) - 1) // top)] for bar in bars)
