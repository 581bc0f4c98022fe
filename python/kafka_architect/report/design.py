"""A design document as text for a terminal, and as HTML in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.plain_text import plain_text
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console
    from rich.table import Table

    Document = Mapping[str, Any]

_TEXT_COLUMNS = 110
_QUIET = ("retry", "dead-letter", "internal")
_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def as_text(document: Document) -> str:
    """The design as plain text, without colour or control codes."""
    return plain_text(lambda console: print_to(console, document), _TEXT_COLUMNS)


def print_to(console: Console, document: Document) -> None:
    """Print the design to a rich console."""
    from rich.text import Text

    console.print(Text(headline(document), style="bold"), soft_wrap=True)
    console.print(_topics(document))
    quiet = [one for one in document["topics"].values() if one["kind"] in _QUIET]
    if quiet:
        retries = sum(one["kind"] == "retry" for one in quiet)
        dead = sum(one["kind"] == "dead-letter" for one in quiet)
        console.print(Text(f"  and {retries} retry topics, {dead} dead-letter topics"))
    if document["groups"]:
        console.print()
        console.print(_groups(document))
    for line in _plan_lines(document):
        console.print(Text(line), soft_wrap=True)
    if len(document["teams"]) > 1 and document["plan"] is not None:
        console.print()
        console.print(_teams(document))
    for finding in document["findings"]:
        text = f"{finding['severity']}: {finding['code']} {finding['subject']}: {finding['message']}"
        text += f"; {finding['cure']}"
        console.print(Text(printable(text), style=_STYLES[finding["severity"]]), soft_wrap=True)
    for head, key, words in (("Assumed", "assumed", _assumed), ("Open questions", "questions", _asked)):
        if document[key]:
            console.print()
            console.print(Text(f"{head}:"))
            for one in document[key]:
                console.print(Text(f"  - {printable(words(one))}"), soft_wrap=True)


def print_explanation(console: Console, explained: Document) -> None:
    """Print where a number of a design comes from."""
    from rich.text import Text

    lines = [f"  formula   {explained['formula']}"]
    for name, value in explained["inputs"].items():
        detail = explained["details"].get(name)
        assumed = " (assumed)" if name in explained["assumed"] else ""
        lines.append(f"  input     {name} = {value:,.10g}{assumed}{f': {detail}' if detail else ''}")
    if explained["pinned"]:
        lines.append(f"  pinned    {explained['pinned']}")
    elif explained["binding"]:
        lines.append(f"  binding   {explained['binding']}")
    lines.append(f"  source    {explained['source']}")
    head = f"{explained['name']} = {explained['value']:,.10g} {explained['unit']}"
    console.print(Text(printable(head), style="bold"), soft_wrap=True)
    for line in lines:
        console.print(Text(printable(line)), soft_wrap=True)


def headline(document: Document) -> str:
    """Name, environment and counts, in one line."""
    environment = f" ({document['environment']})" if document["environment"] else ""
    partitions = sum(int(one["partitions"]["value"]) for one in document["topics"].values())
    return printable(
        f"{document['name']}{environment}: {len(document['topics'])} topics, {partitions:,} partitions, "
        f"{len(document['groups'])} consumer groups"
    )


_COLUMNS = ("Topic", "Key", "Partitions", "Replicas", "Cleanup", "Retention", "Determined by")


def _topics(document: Document) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in _COLUMNS:
        table.add_column(
            column,
            overflow="fold",
            no_wrap=column == "Topic",
            justify="right" if column in {"Partitions", "Replicas"} else "left",
        )
    for row in _topic_rows(document):
        table.add_row(*row)
    return table


def _topic_rows(document: Document) -> Iterator[tuple[str, ...]]:
    for topic in document["topics"].values():
        if topic["kind"] in _QUIET:
            continue
        settings = {one["key"]: one["value"] for one in topic["settings"]}
        partitions = topic["partitions"]
        yield tuple(
            printable(cell)
            for cell in (
                topic["name"],
                " + ".join(topic["key"]) or "none",
                f"{partitions['value']:.0f}",
                f"{topic['replication_factor']['value']:.0f}",
                settings.get("cleanup.policy", "delete"),
                kept(topic),
                partitions["pinned"]
                or (
                    f"as {topic['follows']}" if topic["follows"] else partitions["binding"].replace("_", " ")
                ),
            )
        )


def kept(topic: Document) -> str:
    """How long a topic keeps records, in words."""
    kept = topic["retention_ms"]
    if kept is None:
        return "latest of each key"
    if kept["value"] < 0:
        return "forever"
    days = kept["value"] / 86_400_000
    return f"{days:.4g} d" if days >= 1 else f"{days * 24:.4g} h"


def _groups(document: Document) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Group", "Instances", "Topics"):
        table.add_column(column, overflow="fold")
    kinds = {name: one["kind"] for name, one in document["topics"].items()}
    for group in document["groups"].values():
        shown = [name for name in group["topics"] if kinds.get(name) not in _QUIET]
        rest = len(group["topics"]) - len(shown)
        topics = ", ".join([*shown, f"{rest} retry topics"] if rest else shown)
        instances = "unknown" if group["instances"] is None else str(group["instances"])
        table.add_row(printable(group["name"]), instances, printable(topics))
    return table


def _teams(document: Document) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Team", "Topics", "Stored", "A month"):
        table.add_column(column, overflow="fold", justify="left" if column == "Team" else "right")
    for team in document["teams"].values():
        kept, cost = team["stored_bytes"], team["monthly_cost"]
        table.add_row(
            printable(team["name"]),
            f"{len(team['topics']):,}",
            "unknown" if kept is None else f"{kept['value'] / 1e9:,.0f} GB",
            "unknown" if cost is None else f"{cost['value']:,.0f} {cost['unit'].partition(' ')[0]}",
        )
    return table


def _plan_lines(document: Document) -> Iterator[str]:
    plan = document["plan"]
    if plan is None:
        return
    cost = plan["cost"]["monthly_total"]
    priced = "" if cost is None else f", {cost:,.0f} {plan['cost']['currency']} a month"
    binding = plan["binding"]
    yield ""
    limit = f"{binding['constraint']} ({binding['scenario'].replace('_', ' ')})"
    kind = plan["hardware"]["name"]
    yield printable(f"Cluster: {plan['brokers']} x {kind}{priced}; limited by {limit}")


def _assumed(one: Document) -> str:
    return f"{one['about']}: {one['assumed']} ({one['because']})"


def _asked(one: Document) -> str:
    return f"{one['question']} ({one['answer_with']})"
