"""What sizing answers beside the plan: timelines, capacities, comparisons, partitions, explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.plain_text import plain_text
from kafka_architect.report.plan import limit_words, limited_by
from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console
    from rich.table import Table

    Document = Mapping[str, Any]

_TEXT_COLUMNS = 110


def print_extras(console: Console, document: Document) -> None:
    """Print what a plan's document holds beside the plan."""
    document = printable_document(document)
    if "measured" in document:
        from kafka_architect.report.measured_use import print_calibration, print_measured

        print_measured(console, document["measured"])
        if "calibration" in document:
            print_calibration(console, document["calibration"])
    if "timeline" in document:
        _print_timeline(console, document["timeline"])
    if "capacity" in document:
        _print_capacity(console, document["capacity"])
    if "beside" in document:
        _print_beside(console, document["beside"])
    if "offers" in document:
        from kafka_architect.report.offers import print_offers

        print_offers(console, document["offers"])
    if "most" in document:
        _print_most(console, document)
    if "budget" in document:
        budget = document["budget"]
        times = "" if budget["times"] is None else f", {budget['times']:.3g} x the given rate"
        console.print(
            f"{budget['usd_per_month']:,.0f} USD per month pay for {budget['rate']:,.0f} messages/s{times}"
        )
    if "published" in document:
        _print_published(console, document["published"])


def as_text(document: Document) -> str:
    """A partition recommendation, or extras of a plan, as plain text without colour or control codes."""
    shown = print_partitions if "terms" in document else print_extras
    return plain_text(lambda console: shown(console, document), _TEXT_COLUMNS).lstrip("\n")


def print_partitions(console: Console, document: Document) -> None:
    """Print a partition recommendation."""
    from rich.text import Text

    document = printable_document(document)

    console.print(Text(partitions_headline(document), style="bold"))
    table = _table("Term", "Partitions", "How", "Source")
    for term in document["terms"]:
        mark = "at most " if term["kind"] == "ceiling" else ""
        table.add_row(term["name"], f"{mark}{term['partitions']:,}", term["formula"], term["source"])
    console.print()
    console.print(table)
    for warning in document["warnings"]:
        console.print(Text(f"! {warning['message']} [{warning['code']}]", style="yellow"))


def partitions_headline(document: Document) -> str:
    """A recommended number of partitions and what limits it, in one line."""
    return (
        f"{document['partitions']} partitions · limited by {document['binding'].replace('_', ' ')} · "
        f"{document['throughput_mb_per_s']:g} MB/s needs at least {document['minimum']}"
    )


def print_explanation(console: Console, explained: Document) -> None:
    """Print where a number comes from."""
    from rich.text import Text

    explained = printable_document(explained)

    console.print(
        Text(f"{explained['name']} = {_plain(explained['value'])} {explained['unit']}".rstrip(), style="bold")
    )
    for label in ("scenario", "formula"):
        if label in explained:
            console.print(Text(f"  {label:<10}{explained[label]}"), soft_wrap=True)
    for name, value in explained["inputs"].items():
        console.print(Text(f"  {'input':<10}{name} = {_plain(value)}"), soft_wrap=True)
    if "use" in explained:
        console.print(Text(f"  {'use':<10}{_use(explained)}"), soft_wrap=True)
    console.print(Text(f"  {'binding':<10}limited by {limited_by(explained['binding'])}"), soft_wrap=True)
    for label in ("relief", "source"):
        if label in explained:
            console.print(Text(f"  {label:<10}{explained[label]}"), soft_wrap=True)


def _use(explained: Document) -> str:
    """How much of a limit is used, and which target it is held to."""
    use = explained["use"]
    if use["capacity_per_broker"] is None:
        return "no limit"
    used = "more than available" if use["utilisation"] is None else f"{use['utilisation']:.1%}"
    policy = f" (policy {use['target_policy']})" if use["target_policy"] else ""
    needed = use["brokers_required"]
    return (
        f"{used} of {_plain(use['capacity_per_broker'])}; target {use['target_utilisation']:.0%}{policy}; "
        f"{'no number of brokers is sufficient' if needed is None else f'brokers required: {needed:,}'}"
    )


def _print_timeline(console: Console, timeline: Document) -> None:
    from rich.text import Text

    console.print()
    console.print(Text("This cluster under growth", style="bold"))
    breaking = [one for one in timeline["breaks"] if one["month"] is not None]
    for one in breaking:
        console.print(
            Text(
                f"  month {one['month']:>3}: "
                f"{limit_words(one['constraint'], one['scenario'])} exceeds its target"
            )
        )
    if not breaking:
        console.print(Text(f"  no limit is exceeded within {timeline['months'][-1]['month']} months"))
    if timeline["steps"]:
        table = _table("Month", "Step", "To", "Per month", "Data moves", "Lasts until")
        for one in timeline["steps"]:
            hours = one["movement_hours"]
            table.add_row(
                str(one["month"]), one["kind"], f"{one['brokers']} x {one['instance']}",
                "price missing" if one["monthly_total"] is None else f"{one['monthly_total']:,.0f}",
                "no headroom to move" if hours is None else f"{hours:,.1f} h",
                "end of horizon" if one["lasts_until_month"] is None else f"month {one['lasts_until_month']}",
            )  # fmt: skip
        console.print(table)
    if timeline["unmet"]:
        console.print(
            Text(f"  after that no broker in the catalogue meets {timeline['unmet']['constraint']}")
        )


_MOST_OF = {"rate": "messages/s", "groups": "groups", "retention": "seconds of retention"}
_HOURS_OF_2_DAYS = 48


def _print_most(console: Console, document: Document) -> None:
    from rich.text import Text

    most = document["most"]
    cluster = f"{document['brokers']} x {document['instance']}"
    if most["value"] is None:
        console.print(Text(f"{cluster} support any {most['of']}: no limit depends on it", style="bold"))
        return
    amount = f"{most['value']:,.0f} {_MOST_OF[most['of']]}"
    if most["of"] == "retention":
        hours = most["value"] / 3600
        amount = (
            f"{hours:,.3g} hours of retention"
            if hours < _HOURS_OF_2_DAYS
            else f"{hours / 24:,.1f} days of retention"
        )
    stops = limited_by(most["binding"])
    console.print(
        Text(f"{cluster} support at most {amount}; limited by {stops}", style="bold"),
        soft_wrap=True,
    )


def _print_capacity(console: Console, capacity: Document) -> None:
    from rich.text import Text

    console.print()
    head = f"{capacity['brokers']} x {capacity['instance']} support"
    if capacity["rate"] is None:
        console.print(Text(f"{head} any rate: no limit grows with the load", style="bold"))
        return
    binding = capacity["binding"]
    console.print(Text(
        f"{head} {capacity['rate']:,.0f} messages/s ({capacity['write_mb_per_s']:,.1f} MB/s written), "
        f"{capacity['times']:.2f} x this workload; limited by {limited_by(binding)}",
        style="bold",
    ), soft_wrap=True)  # fmt: skip


def _print_beside(console: Console, beside: Document) -> None:
    from rich.text import Text

    console.print()
    table = _table("Other components", "Takes", "Per month")
    for one in beside["parts"]:
        disk = f", {one['disk_gib']:,.0f} GiB" if one["disk_gib"] else ""
        takes = f"{one['count']} x {one['instance'] or 'your choice'}: {one['vcpu']:g} vCPU, "
        table.add_row(
            one["name"],
            f"{takes}{one['memory_gib']:,.0f} GiB of memory{disk}",
            "no price" if one["monthly"] is None else f"{one['monthly']:,.0f} {beside['currency']}",
        )
    console.print(table)
    for one in beside["parts"]:
        console.print(Text(f"  {one['name']}: {one['adds']}"), soft_wrap=True)
    if beside["monthly_total_with_cluster"] is not None:
        whole = f"{beside['monthly_total_with_cluster']:,.0f} {beside['currency']}"
        console.print(Text(f"  with the cluster {whole} per month", style="bold"))


def _print_published(console: Console, published: Document) -> None:
    console.print()
    plan = published["plan"]
    table = _table("Published formula", "Answer", "Result")
    table.add_row("this plan", f"{plan['brokers']} x {plan['instance']}", "every limit in every scenario")
    for one in published["answers"]:
        table.add_row(one["name"], f"{one['answer']:,} {one['unit']}", one["formula"])
    console.print(table)


def _table(*titles: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in titles:
        table.add_column(title)
    return table


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items())
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
