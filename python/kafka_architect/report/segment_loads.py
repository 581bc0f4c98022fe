"""Loads of partitions as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.plain_text import light_table, plain_text
from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

_LISTED = 10


def as_text(document: Mapping[str, Any]) -> str:
    """The loads as plain text, without colour or control codes."""
    return plain_text(lambda console: print_to(console, document))


def print_to(console: Console, document: Mapping[str, Any]) -> None:
    """Print a table for each topic to a rich console."""
    from rich.text import Text

    for topic in printable_document(document)["topics"]:
        number = len(topic["partitions"])
        title = "Log segments" if topic["topic"] is None else f"Topic {topic['topic']}"
        console.print(Text(title, style="bold"))
        console.print(
            Text(f"{topic['records']:,} records in {number:,} partition{'s' if number != 1 else ''}")
        )
        console.print(_table(topic["partitions"]))
        if topic["records_max_over_mean"] is not None:
            console.print(
                Text(
                    f"Busiest partition over the mean: {topic['records_max_over_mean']:.2f} by records, "
                    f"{topic['bytes_max_over_mean']:.2f} by bytes"
                )
            )
        if missing := topic["missing_partitions"]:
            shown = ", ".join(str(one) for one in missing[:_LISTED]) + (
                ", ..." if len(missing) > _LISTED else ""
            )
            console.print(Text(f"Not here (on other brokers?): partitions {shown}"))
        console.print()
    console.print(
        Text("From batch headers only: no keys, no checksums; bytes as stored, compressed.", style="dim")
    )


def _table(partitions: list[dict[str, Any]]) -> Any:

    table = light_table()
    for title in ("Partition", "Records", "Of all", "Bytes", "Offsets", "Segments"):
        table.add_column(title, justify="right", no_wrap=True)
    total = sum(load["records"] for load in partitions)
    for load in partitions:
        table.add_row(
            "-" if load["partition"] is None else f"{load['partition']:,}",
            f"{load['records']:,}",
            f"{load['records'] / total:.1%}" if total else "-",
            f"{load['batch_bytes']:,}",
            "-" if load["first_offset"] is None else f"{load['first_offset']:,} to {load['last_offset']:,}",
            f"{load['segments']:,}",
        )
    return table
