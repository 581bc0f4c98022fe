"""A plan document as tables: for a terminal, as plain text, as HTML in a notebook."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console
    from rich.table import Table

    Document = Mapping[str, Any]

_TEXT_COLUMNS = 110
_SCENARIOS = {
    "steady_peak": "steady", "one_broker_lost": "broker lost", "one_zone_lost": "zone lost",
    "rolling_restart": "restart", "consumer_catch_up": "catch-up", "rebalance": "rebalance",
}  # fmt: skip


def as_text(document: Document) -> str:
    """The plan as plain text, without colour or control codes."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=_TEXT_COLUMNS, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        print_to(console, document)
    return captured.get().rstrip("\n")


def print_to(console: Console, document: Document, *, explained: bool = False) -> None:
    """Print the plan to a rich console; `explained` adds every assumption with its source."""
    from rich.text import Text

    console.print(Text(headline(document), style="bold"), soft_wrap=True)
    for label, value in _facts(document):
        console.print(Text(f"  {label:<12}{value}"), soft_wrap=True)
    console.print()
    console.print(_limits(document))
    console.print()
    console.print(_bill(document))
    if document["alternatives"]:
        console.print()
        console.print(_others(document))
    if "uncertainty" in document:
        console.print()
        for line in uncertainty_lines(document["uncertainty"]):
            console.print(Text(line), soft_wrap=True)
    for warning in document["warnings"]:
        console.print(Text(f"! {warning['message']} [{warning['code']}]", style="yellow"), soft_wrap=True)
    if explained:
        console.print()
        console.print(_assumptions(document))


def headline(document: Document) -> str:
    """One line: the cluster and what decides its size."""
    binding = document["binding"]
    return (
        f"{document['brokers']} x {document['instance']} · decided by {binding['constraint']} "
        f"in {binding['scenario']} · {_money(document['cost']['monthly_total'], document)} per month"
    )


def as_html(document: Document) -> str:
    """The plan as an HTML fragment for notebooks; every text from the input is escaped."""
    facts = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in _facts(document))
    head = "".join(f"<th>{escape(title)}</th>" for title in ("constraint", *_SCENARIOS.values()))
    rows = "".join(
        f"<tr><td>{escape(name)}</td>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
        for name, cells in _limit_rows(document)
    )
    notes = "".join(f"<li>{escape(one['message'])}</li>" for one in document["warnings"])
    return (
        f"<div><p><b>{escape(headline(document))}</b></p><table>{facts}</table>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><ul>{notes}</ul></div>"
    )


def uncertainty_lines(uncertainty: Document) -> Iterator[str]:
    """What many worlds say about the plan."""
    brokers = uncertainty["brokers"]
    yield (
        f"{uncertainty['worlds']:,} worlds (seed {uncertainty['seed']}): brokers P50 {brokers['p50']}, "
        f"P95 {brokers['p95']}, P99 {brokers['p99']}"
    )
    saturated = [one for one in uncertainty["saturation"] if one["probability"] > 0]
    for one in sorted(saturated, key=lambda one: -one["probability"])[:5]:
        yield f"  saturated in {one['probability']:.1%} of them: {one['constraint']} in {one['scenario']}"
    if not saturated:
        yield "  no limit of this plan is reached in any of them"
    regret = uncertainty.get("least_regret")
    if regret:
        yield (
            f"  least regret: {regret['brokers']} x {regret['instance']}, at most "
            f"{regret['max_regret_monthly']:,.0f} {regret['currency']} per month from the best of each world"
        )


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    demand, storage, memory = document["demand"], document["storage"], document["memory"]
    yield "write", (
        f"{demand['write_mb_per_s']:,.1f} MB/s, read {demand['read_mb_per_s']:,.1f}, replication "
        f"{demand['replication_mb_per_s']:,.1f}; network in {demand['network_in_mb_per_s']:,.1f}, "
        f"out {demand['network_out_mb_per_s']:,.1f}"
    )
    yield "kept", (
        f"{demand['daily_write_tb']:,.2f} TB a day, {demand['retained_tb']:,.2f} TB in all replicas, "
        f"{demand['provisioned_tb']:,.1f} TB provisioned"
    )
    volumes = storage["volumes"]
    speed = f" at {volumes['mib_per_s_each']:,.0f} MiB/s" if volumes["mib_per_s_each"] else ""
    yield "per broker", (
        f"{storage['per_broker_gb']:,.0f} GB on {volumes['count']} x {volumes['kind']} of "
        f"{volumes['gib_each']:,.0f} GiB{speed}; heap {memory['heap_gib']:g} GiB, "
        f"page cache {memory['page_cache_gib']:g} GiB"
    )
    yield "partitions", (
        f"{document['topics']} x {document['partitions_per_topic']} = {document['partitions_total']:,}; "
        f"{document['replicas_per_broker']:,} replicas per broker"
    )
    controllers = document["controllers"]
    if controllers["count"]:
        yield "controllers", f"{controllers['count']} x {controllers['instance'] or 'your choice'}"
    growth = document["sized_for"]
    if growth["growth_factor"] > 1:
        yield "sized for", f"{growth['growth_factor']:.2f} x today's load, in {growth['months']:g} months"


def _limits(document: Document) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title="Use of each limit (brokers it asks for)")
    table.add_column("Constraint", no_wrap=True)
    for title in _SCENARIOS.values():
        table.add_column(title, justify="right", no_wrap=True)
    for name, cells in _limit_rows(document):
        table.add_row(name, *cells)
    return table


def _limit_rows(document: Document) -> Iterator[tuple[str, list[str]]]:
    rows: dict[str, list[str]] = {}
    binding = document["binding"]
    for one in document["constraints"]:
        used = "–" if one["utilisation"] is None else f"{one['utilisation']:.0%}"
        needed = "none" if one["brokers_required"] is None else str(one["brokers_required"])
        mark = "*" if (one["name"], one["scenario"]) == (binding["constraint"], binding["scenario"]) else ""
        cell = "no limit" if one["capacity_per_broker"] is None else f"{used} ({needed}){mark}"
        rows.setdefault(one["name"], []).append(cell)
    yield from rows.items()


def _bill(document: Document) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    cost = document["cost"]
    table = Table(
        box=SIMPLE_HEAD, pad_edge=False, show_edge=False,
        title=f"{cost['currency']} per month ({cost['price_basis']}; {cost['price_date']})",
    )  # fmt: skip
    table.add_column("Item", no_wrap=True)
    table.add_column("Amount", justify="right", no_wrap=True)
    for name, amount in cost["items"].items():
        if amount is None or amount > 0:
            table.add_row(name, _money(amount, document))
    table.add_row("total", _money(cost["monthly_total"], document))
    if cost["items"].get("cross_zone_fetch"):
        table.add_row("total with follower fetching", _money(cost["monthly_total_with_follower_fetch"], document))
    return table


def _others(document: Document) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title="Next best")
    for title in ("Brokers", "Instance", "Per month", "Headroom", "Decided by"):
        table.add_column(title, justify="left" if title in {"Instance", "Decided by"} else "right", no_wrap=True)
    for one in document["alternatives"]:
        table.add_row(
            str(one["brokers"]), one["instance"], _money(one["monthly_total"], document), f"{one['headroom']:.0%}",
            f"{one['binding']['constraint']} in {one['binding']['scenario']}",
        )  # fmt: skip
    return table


def _assumptions(document: Document) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title="What was given and what was assumed")
    table.add_column("Name", no_wrap=True)
    table.add_column("Value", justify="right", no_wrap=True)
    table.add_column("Source")
    for one in document["assumptions"]:
        value = "–" if one["value"] is None else f"{one['value']:g}" if isinstance(one["value"], float) else str(one["value"])
        table.add_row(f"{one['of']}.{one['name']}", value, one["source"])
    return table


def _money(amount: float | None, document: Document) -> str:
    return "price missing" if amount is None else f"{amount:,.0f} {document['cost']['currency']}"
