"""A rule explained: what it finds, why, where that is written, an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import Console
    from rich.table import Table

    Document = Mapping[str, Any]

_VERDICTS = {
    "refuses": "rejected by Kafka or the client",
    "differs": "runs, but does not do what the file says",
    "advice": "does what the file says; a better setting exists",
}


def print_rule(console: Console, rule: Document) -> None:
    """Print one rule."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(f"{rule['code']} {rule['name']}", style="bold"))
    console.print(Text(rule["summary"]))
    console.print()
    console.print(Text(rule["why"]))
    console.print()
    for label, value in _facts(rule):
        console.print(Text(f"{label:<10} {value}"), soft_wrap=True)
    for label, example in (("Found", rule["bad"]), ("Better", rule["good"])):
        if example:
            console.print()
            console.print(Text(f"{label} ({rule['dialect']}):", style="bold"))
            console.print(Padding(Text(example), (0, 0, 0, 4)))


def rules_table(rules: Iterable[Document]) -> Table:
    """All rules, one a line."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("Code", "Severity", "Verdict", "Profile"):
        table.add_column(title, no_wrap=True)
    table.add_column("What it finds")
    for rule in rules:
        table.add_row(rule["code"], rule["severity"], rule["verdict"], rule["profile"], rule["summary"])
    return table


def rule_page(rule: Document) -> str:
    """The page of a rule in docs/rules, as Markdown."""
    lines = [f"# {rule['code']} {rule['name']}", "", rule["summary"], "", "## Why", "", rule["why"], ""]
    lines += ["| | |", "|---|---|"]
    lines += [f"| {label} | {value} |" for label, value in _facts(rule) if label != "Source"]
    for title, example in (("Found", rule["bad"]), ("Better", rule["good"])):
        if example:
            lines += ["", f"## {title}", "", f"`{rule['dialect']}`:", "", "```", example, "```"]
    lines += ["", "## Sources", "", *(f"- {source}" for source in rule["sources"]), ""]
    return "\n".join(lines)


def _facts(rule: Document) -> Iterable[tuple[str, str]]:
    yield "Severity", rule["severity"]
    yield "Verdict", f"{rule['verdict']}: {_VERDICTS[rule['verdict']]}"
    yield "Profile", rule["profile"]
    yield "Roles", ", ".join(rule["roles"])
    yield "Clients", ", ".join(rule["clients"])
    yield "Kafka", rule["versions"]
    for source in rule["sources"]:
        yield "Source", source
