"""A co-partition document as text for a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kafka_architect.report.plain_text import light_table
from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

_TEXT_COLUMNS = 100


def as_text(document: Mapping[str, Any]) -> str:
    """The judgement as plain text, without colour or control codes."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=_TEXT_COLUMNS, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        print_to(console, document)
    return captured.get().rstrip("\n")


def print_to(console: Console, document: Mapping[str, Any]) -> None:
    """Joint loads, keys that one topic lacks, and what stands against a join."""
    from rich.text import Text

    document = printable_document(document)
    console.print(Text("Co-partitioned: " + ", ".join(document["topics"]), style="bold"), soft_wrap=True)
    table = light_table()
    for title in ("Partitions", "Joint max/mean", "Hottest share", "Alone", "Hottest at the same number"):
        table.add_column(title, justify="right")
    for load in document["joint"]:
        table.add_row(
            f"{load['count']:,}",
            _figure(load["max_over_mean"]),
            "–" if load["hottest_share"] is None else f"{load['hottest_share']:.1%}",
            ", ".join(_figure(one) for one in load["alone"]),
            "yes" if load["same_hottest"] else "no",
        )
    console.print(table)
    for lack in document["missing"]:
        about = "" if lack["exact"] else "about "
        examples = f", such as {', '.join(repr(key) for key in lack['examples'])}" if lack["examples"] else ""
        share = f"{about}{lack['share']:.1%}"
        console.print(Text(f"Of the keys of {lack['topic']}, {share} are not in {lack['other']}{examples}."))
    for problem in document["problems"]:
        console.print(Text.assemble(("Problem: ", "bold red"), problem))
    if not document["problems"]:
        console.print("They can be joined.")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
