"""A comparison of keys as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.plain_text import light_table, plain_text
from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

_LONGEST_KEY = 32


def as_text(document: Mapping[str, Any]) -> str:
    """The comparison as plain text, without colour or control codes."""
    return plain_text(lambda console: print_to(console, document))


def print_to(console: Console, document: Mapping[str, Any]) -> None:
    """Print the comparison to a rich console, best key first."""
    from rich.text import Text

    document = printable_document(document)
    console.print(Text(document["source"], style="bold"), soft_wrap=True)
    candidates = document["candidates"]
    records = candidates[0]["records"]
    console.print(Text(f"{records:,} records{' (partial)' if document['partial'] else ''}"))
    for read_as in document["read_as"]:
        console.print(Text(f"Read as {read_as}"))
    console.print()
    table = light_table()
    table.add_column("Key", no_wrap=False)
    for title in ("Distinct", "Null"):
        table.add_column(title, justify="right", no_wrap=True)
    for load in candidates[0]["partitions"]:
        table.add_column(f"{load['count']:,} partitions")
    for one in candidates:
        table.add_row(
            Text(one["key"][:_LONGEST_KEY]),
            f"{one['distinct_keys']:,.0f}",
            f"{one['null_share']:.1%}",
            *(_judged(load) for load in one["partitions"]),
        )
    console.print(table)
    console.print()
    for one in candidates:
        also = "".join(f", and per {other}" for other in one["keeps_order_of"])
        if one["orders_nothing"]:
            console.print(Text(f"  {one['key']} keeps no order: it is unique in nearly every record"))
        else:
            console.print(Text(f"  {one['key']} keeps records in order per {one['key']}{also}"))
    console.print(Text(f"  (in the first {document['order_looked_at']:,} records)"))
    console.print()
    console.print(Text(f"Best key: {document['reason']}."))
    for note in document["notes"]:
        console.print()
        console.print(Text(f"Note: {note}"))


def _judged(load: Mapping[str, Any]) -> str:
    ratio = load["max_over_mean"]
    return f"{'–' if ratio is None else f'{ratio:.2f}'} {load['verdict']['code']}"
