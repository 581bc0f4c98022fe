"""Who reads and leads the partitions of a distribution document: consumers of groups, brokers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console


def leaders_text(load: Mapping[str, Any]) -> str | None:
    """The busiest leader, where the number of brokers was given."""
    leaders = load.get("leaders")
    if leaders is None or leaders["busiest_over_mean"] is None:
        return None
    return (
        f"Of {leaders['brokers']:,} brokers the busiest leads {leaders['busiest_over_mean']:.2f} times the "
        f"mean ({leaders['busiest_share']:.1%} of the records), with leaders assigned round-robin."
    )


def print_consumers(console: Console, load: Mapping[str, Any]) -> None:
    """A table of group sizes, and from which on another consumer does not help."""
    groups = load.get("consumers")
    if not groups:
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Consumers", "Busiest/mean", "Busiest share", "Idle"):
        table.add_column(title, justify="right", no_wrap=True)
    for group in groups:
        over_mean, share = group["busiest_over_mean"], group["busiest_share"]
        table.add_row(
            f"{group['consumers']:,}",
            "–" if over_mean is None else f"{over_mean:.2f}",
            "–" if share is None else f"{share:.1%}",
            f"{group['idle']:,}",
        )
    console.print(table)
    enough = groups[0]["enough"]
    after = "" if enough is None else f" From {enough:,} on, another consumer does not help."
    console.print(f"  Assignor {groups[0]['assignor']}, a new group of one topic.{after}", markup=False)
