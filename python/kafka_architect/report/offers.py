"""One workload on everything that is sold, as a table for a terminal, with what each cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    Document = Mapping[str, Any]


def print_offers(console: Console, offers: Sequence[Document]) -> None:
    """Print the table, then what each service cannot do and which figures are not published."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    console.print()
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Service", "Consists of", "USD/month", "Region", "Prices of"):
        table.add_column(title, justify="right" if title == "USD/month" else "left")
    for one in offers:
        table.add_row(one["service"], one["shape"], total(one), one["region"] or "any", one["date"])
    console.print(table)
    for one in offers:
        notes = list(_notes(one))
        if notes:
            console.print(Text(one["service"], style="bold"))
        for note in notes:
            console.print(Text(f"  {note}"), soft_wrap=True)


def total(offer: Document) -> str:
    """The monthly total, or why there is none."""
    if offer["unmet"]:
        return "not supported"
    if offer["monthly_total"] is None:
        return "price not published" if offer["items"] else "no price"
    more = "+" if offer["left_out"] else ""
    return f"{offer['monthly_total']:,.0f}{more}"


def _notes(offer: Document) -> list[str]:
    return [
        *(f"cannot support this workload: {text}" for text in offer["unmet"]),
        *(f"not published: {text}" for text in offer["not_published"]),
        *(f"not in the total: {text}" for text in offer["left_out"]),
        *(f"limit: {text}" for text in offer["cannot"]),
    ]
