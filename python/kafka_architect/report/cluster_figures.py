"""Figures of partitions, brokers and groups as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.plain_text import light_table, plain_text
from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rich.console import Console

# More topics than these are a table of topics; those that are uneven are shown one by one.
_SHOWN_WHOLE = 4
_ROWS = 40
# Narrower terminals are not shown where a consumer runs.
_WIDE = 90


def as_text(document: Mapping[str, Any]) -> str:
    """The figures as plain text, without colour or control codes."""
    return plain_text(lambda console: print_to(console, document))


def print_to(console: Console, document: Mapping[str, Any]) -> None:
    """Print the figures to a rich console."""
    figures = printable_document(document)
    tools = dict.fromkeys(one["tool"] for one in figures["sources"])
    _say(
        console,
        f"Partitions without keys, from {', '.join(tools)}",
    )
    console.print()
    topics = figures["topics"]
    if len(topics) > _SHOWN_WHOLE:
        _print_topics(console, topics)
    for topic in _worth_showing(topics):
        _print_topic(console, topic)
    _print_brokers(console, figures["brokers"], figures["brokers_verdict"])
    for group in figures["groups"]:
        _print_group(console, group)
    for note in figures["notes"]:
        _say(console, f"Note: {note}.", "dim")


def _worth_showing(topics: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    if len(topics) <= _SHOWN_WHOLE:
        return topics
    uneven = [topic for topic in topics if topic["verdict"]["code"] == "uneven-partitions"]
    return sorted(uneven, key=_worst, reverse=True)[:_SHOWN_WHOLE]


def _worst(topic: Mapping[str, Any]) -> float:
    return max(topic["records_max_over_mean"] or 0.0, topic["bytes_max_over_mean"] or 0.0)


def _print_topics(console: Console, topics: Sequence[Mapping[str, Any]]) -> None:
    rows = [
        [
            topic["topic"],
            f"{len(topic['partitions']):,}",
            _number(topic["records"]),
            _ratio(topic["records_max_over_mean"]),
            _number(topic["retained_bytes"]),
            _ratio(topic["bytes_max_over_mean"]),
            topic["verdict"]["code"],
        ]
        for topic in sorted(topics, key=_worst, reverse=True)
    ]
    titles = ["Topic", "Partitions", "Records", "Max/mean", "Bytes", "Max/mean", "Verdict"]
    _print_table(console, titles, rows, left={"Topic", "Verdict"})
    console.print()


def _print_topic(console: Console, topic: Mapping[str, Any]) -> None:
    partitions = topic["partitions"]
    _say(console, f"Topic {topic['topic']}", "bold")
    _print_verdict(console, topic["verdict"])
    records = sum(one["records"] or 0 for one in partitions)
    sizes = sum(one["retained_bytes"] or 0 for one in partitions)
    rows = [
        [
            f"{one['partition']:,}",
            _number(one["records"]),
            _share(one["records"], records),
            _number(one["first_offset"]),
            _number(one["end_offset"]),
            _number(one["retained_bytes"]),
            _share(one["retained_bytes"], sizes),
            " ".join(one["replica_bytes"]) or "-",
        ]
        for one in partitions
    ]
    titles = ["Partition", "Records", "Of all", "First", "End", "Bytes", "Of all", "Brokers"]
    _print_table(console, titles, rows)
    behind = [one for one in partitions if one["replica_lag"]]
    if behind:
        worst = max(behind, key=lambda one: one["replica_lag"])
        _say(
            console,
            f"Replicas of {len(behind):,} partitions are behind, in partition {worst['partition']} by "
            f"{worst['replica_lag']:,} records",
        )
    console.print()


def _print_brokers(
    console: Console, brokers: Sequence[Mapping[str, Any]], verdict: Mapping[str, Any] | None
) -> None:
    if not brokers:
        return
    _say(console, "Brokers", "bold")
    if verdict is not None:
        _print_verdict(console, verdict)
    total = sum(one["bytes"] for one in brokers)
    rows = [
        [f"{one['broker']}", f"{one['replicas']:,}", f"{one['bytes']:,}", _share(one["bytes"], total)]
        for one in brokers
    ]
    _print_table(console, ["Broker", "Replicas", "Bytes", "Of all"], rows)
    console.print()


def _print_group(console: Console, group: Mapping[str, Any]) -> None:
    name = "Consumer group" if group["group"] is None else f"Group {group['group']}"
    idle = "" if group["has_members"] else ", without members"
    _say(console, f"{name} on topic {group['topic']}{idle}", "bold")
    _print_verdict(console, group["verdict"])
    total = sum(one["lag"] or 0 for one in group["partitions"])
    rows = [
        [
            f"{one['partition']:,}",
            _number(one["committed_offset"]),
            _number(one["end_offset"]),
            _number(one["lag"]),
            _share(one["lag"], total),
            one["client_id"] or "-",
            one["host"] or "-",
        ]
        for one in group["partitions"]
    ]
    titles = ["Partition", "Committed", "End", "Lag", "Of all", "Client", "Host"]
    if console.width < _WIDE:
        titles, rows = titles[:-1], [row[:-1] for row in rows]
    _print_table(console, titles, rows, left={"Client", "Host"})
    console.print()


def _print_verdict(console: Console, verdict: Mapping[str, Any]) -> None:
    style = {"healthy": "green", "small-sample": "yellow", "unknown": "yellow"}.get(verdict["code"], "red")
    _say(console, f"{verdict['code']}: {verdict['summary']}", style)


def _print_table(
    console: Console,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    left: Collection[str] = (),
) -> None:
    """A table without columns in which nothing is known."""
    from rich.text import Text

    table = light_table()
    told = [place for place in range(len(titles)) if any(row[place] != "-" for row in rows)]
    for place in told:
        name = titles[place]
        flows = name in left
        table.add_column(
            name, justify="left" if flows else "right", no_wrap=True, overflow="ellipsis" if flows else "fold"
        )
    for row in rows[:_ROWS]:
        table.add_row(*(Text(row[place]) for place in told))
    console.print(table)
    if len(rows) > _ROWS:
        _say(console, f"... and {len(rows) - _ROWS:,} more (--format json has all)")


def _say(console: Console, text: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(text, style=style))


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _share(value: int | None, total: int) -> str:
    return f"{value / total:.1%}" if value is not None and total > 0 else "-"
