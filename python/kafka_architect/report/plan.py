"""A plan document as tables: for a terminal, as plain text, as HTML in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.plain_text import plain_text
from kafka_architect.report.plan_facts import facts
from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console
    from rich.table import Table

    Document = Mapping[str, Any]

_TEXT_COLUMNS = 110
_MOST_TOPICS = 20
_SCENARIOS = {
    "steady_peak": "steady", "brokers_lost": "broker lost", "one_zone_lost": "zone lost",
    "rolling_restart": "restart", "consumer_catch_up": "catch-up", "rebalance": "rebal.",
}  # fmt: skip


_WHEN = {
    "steady_peak": "at steady peak", "brokers_lost": "with brokers lost",
    "one_zone_lost": "with one zone lost", "rolling_restart": "during a rolling restart",
    "consumer_catch_up": "while consumers catch up", "rebalance": "during a rebalance",
}  # fmt: skip


def as_text(document: Document, *, explained: bool = False) -> str:
    """The plan as plain text, without colour or control codes."""
    return plain_text(lambda console: print_to(console, document, explained=explained), _TEXT_COLUMNS)


def print_to(console: Console, document: Document, *, explained: bool = False) -> None:
    """Print the plan to a rich console; `explained` adds every assumption with its source."""
    from rich.text import Text

    document = printable_document(document)
    console.print(Text(headline(document), style="bold"), soft_wrap=True)
    for label, value in facts(document):
        console.print(Text(f"  {label:<12}{value}"), soft_wrap=True)
    console.print()
    console.print(_limits(document))
    if document["partitions_per_topic"] is None:
        console.print()
        console.print(_topics(document))
    if document["within_limits"]:
        console.print()
        console.print(_bill(document))
        cost = document["cost"]
        prices = f"Prices: {cost['price_basis']}; {cost['price_source']}, {cost['price_date']}"
        console.print(Text(prices), soft_wrap=True)
    else:
        console.print(Text("No cost: this cluster exceeds its limits.", style="bold"), soft_wrap=True)
    if document["alternatives"]:
        console.print()
        console.print(_others(document))
    for line in choice_lines(document):
        console.print(Text(line), soft_wrap=True)
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
    if not document["within_limits"]:
        return (
            f"{document['brokers']} x {document['instance']} exceed their limits · limited by "
            f"{limited_by(document['binding'])}"
        )
    return (
        f"{document['brokers']} x {document['instance']} · limited by {limited_by(document['binding'])} · "
        f"{_money(document['cost']['monthly_total'], document)} per month{prices_in_words(document)}"
    )


def limited_by(binding: Document) -> str:
    """What limits a plan: a constraint in a scenario, or the replication factor and the zones."""
    if binding["constraint"] == "replication_and_zones":
        return "replication factor and zones"
    return limit_words(binding["constraint"], binding["scenario"])


def prices_in_words(document: Document) -> str:
    """Which prices a bill is made of: basis, region, date; nothing where there is no bill."""
    market = document["hardware"].get("market") or {}
    if document["cost"]["monthly_total"] is None or not market:
        return ""
    parts = (market["pricing"], market["region"], document["cost"]["price_date"])
    return f" ({', '.join(part for part in parts if part and part != 'given') or 'prices given'})"


def choice_lines(document: Document) -> Iterator[str]:
    """How the plan was chosen among its candidates, where that is not plainly the lowest bill."""
    choice = document.get("choice")
    if not choice:
        return
    cheapest = choice["cheapest"]
    if choice["tie"] and (cheapest["instance"], cheapest["brokers"]) != (
        document["instance"],
        document["brokers"],
    ):
        preferred = choice.get("brokers_preferred", 1)
        least = f", at least {preferred} of them for a load this large" if preferred > 1 else ""
        yield (
            f"Costs within {choice['tie']:.0%} count as equal, and fewer, larger brokers are "
            f"preferred{least}; the lowest cost is {cheapest['brokers']} x {cheapest['instance']} at "
            f"{_money(cheapest['monthly_total'], document)}"
        )
    if choice["unpriced"]:
        yield (
            f"{choice['unpriced']} of {choice['candidates']} candidates have no complete price and rank "
            "last: set prices with --prices"
        )


def uncertainty_lines(uncertainty: Document) -> Iterator[str]:
    """What many simulated scenarios say about the plan."""
    brokers = uncertainty["brokers"]
    yield (
        f"{uncertainty['worlds']:,} simulated scenarios (seed {uncertainty['seed']}): brokers "
        f"P50 {brokers['p50']}, P95 {brokers['p95']}, P99 {brokers['p99']}"
    )
    saturated = [one for one in uncertainty["saturation"] if one["probability"] > 0]
    for one in sorted(saturated, key=lambda one: -one["probability"])[:5]:
        limit = limit_words(one["constraint"], one["scenario"])
        yield f"  saturated in {one['probability']:.1%} of them: {limit}"
    if not saturated:
        yield "  none of them reaches a limit of this plan"
    regret = uncertainty.get("least_regret")
    if regret:
        yield (
            f"  minimax regret: {regret['brokers']} x {regret['instance']}, at most "
            f"{regret['max_regret_monthly']:,.0f} {regret['currency']} per month above the best of each"
        )


def limit_words(constraint: str, scenario: str) -> str:
    """A limit and the scenario in which it binds, as a sentence goes on: "CPU during a rebalance"."""
    name = constraint.replace("cpu", "CPU").replace("_", " ")
    return f"{name} {_WHEN.get(scenario, f'in {scenario}')}"


def _limits(document: Document) -> Table:
    from rich.table import Table

    # Without lines the table fits a terminal of 80.
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Utilization", no_wrap=True)
    for title in (*_SCENARIOS.values(), "brokers"):
        table.add_column(title.replace(" ", "\n"), justify="right", no_wrap=True)
    for name, cells in _limit_rows(document):
        table.add_row(name, *cells)
    return table


def _limit_rows(document: Document) -> Iterator[tuple[str, list[str]]]:
    """For each constraint its use in every scenario, and the most brokers that it asks for."""
    binding = document["binding"]
    for name in dict.fromkeys(one["name"] for one in document["constraints"]):
        rows = [one for one in document["constraints"] if one["name"] == name]
        needed = [one["brokers_required"] for one in rows]
        most = "none" if None in needed else str(max(needed))
        yield name, [*(_use(one) for one in rows), f"{most}*" if name == binding["constraint"] else most]


def _use(limit: Document) -> str:
    if limit["capacity_per_broker"] is None:
        return "–"
    used = "over" if limit["utilisation"] is None else f"{limit['utilisation']:.0%}"
    return (
        used
        if limit["utilisation"] is not None and limit["utilisation"] <= limit["target_utilisation"] * 1.000001
        else f"{used}!"
    )


def _topics(document: Document) -> Table:
    """The topics that cost most, and what limits each."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Topic", "Partitions", "Write MB/s", "Read MB/s", "Kept TB", "Bill", "Limited by"):
        table.add_column(title, justify="left" if title in {"Topic", "Limited by"} else "right")
    ordered = sorted(document["by_topic"], key=lambda one: -one["share_of_bill"])
    for one in ordered[:_MOST_TOPICS]:
        table.add_row(
            one["name"], f"{one['partitions']:,}", f"{one['write_mb_per_s']:,.2f}",
            f"{one['read_mb_per_s']:,.2f}", f"{one['retained_tb']:,.2f}", f"{one['share_of_bill']:.1%}",
            f"{one['limited_by']} ({one['partition_use']:.0%} of a broker)",
        )  # fmt: skip
    if len(ordered) > _MOST_TOPICS:
        table.add_row(f"and {len(ordered) - _MOST_TOPICS:,} more: --format json", *[""] * 6)
    return table


def _bill(document: Document) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    cost = document["cost"]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Bill", no_wrap=True)
    table.add_column("per month", justify="right", no_wrap=True)
    for name, amount in cost["items"].items():
        if amount is None or amount > 0:
            table.add_row(name, _money(amount, document))
    table.add_row("total", _money(cost["monthly_total"], document))
    if cost["items"].get("cross_zone_fetch"):
        table.add_row(
            "total with follower fetching", _money(cost["monthly_total_with_follower_fetch"], document)
        )
    return table


def _others(document: Document) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Brokers", "Next best", "per month", "Headroom", "Limited by"):
        table.add_column(
            title, justify="left" if title in {"Next best", "Limited by"} else "right", no_wrap=True
        )
    for one in document["alternatives"]:
        table.add_row(
            str(one["brokers"]),
            one["instance"],
            _money(one["monthly_total"], document),
            f"{one['headroom']:.0%}",
            limited_by(one["binding"]),
        )
    return table


def _assumptions(document: Document) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Inputs and assumptions", no_wrap=True)
    table.add_column("Value", justify="right", no_wrap=True)
    table.add_column("Source")
    for one in document["assumptions"]:
        table.add_row(f"{one['of']}.{one['name']}", _value(one["value"]), one["source"])
    return table


def _money(amount: float | None, document: Document) -> str:
    return "price missing" if amount is None else f"{amount:,.0f} {document['cost']['currency']}"


def _value(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:g}" if isinstance(value, float) else str(value)
