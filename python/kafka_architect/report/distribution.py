"""A distribution document as text: for a terminal and for `str()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.report.distribution_observed import print_observed, relative_text
from kafka_architect.report.distribution_readers import leaders_text, print_consumers
from kafka_architect.report.plain_text import COLUMNS, plain_text
from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console
    from rich.table import Table

__all__ = ["as_text", "headline", "print_to"]

_BLOCKS = " ▁▂▃▄▅▆▇█"
_SHAPE_CELLS = 16

# Width of plain text that does not go to a terminal.
# From this width on there is room for the records of the emptiest and the hottest partition.
_RANGE_COLUMNS = 80

_VERDICT_STYLE = {"healthy": "green"}
_PROBLEM_STYLE = "bold red"


def as_text(document: Mapping[str, Any]) -> str:
    """The report as plain text, without colour or control codes."""
    return plain_text(lambda console: print_to(console, document))


def print_to(console: Console, document: Mapping[str, Any]) -> None:
    """Print the report to a rich console, within its width."""
    from rich.text import Text

    document = printable_document(document)
    console.print(Text(document["source"], style="bold"), soft_wrap=True)
    console.print(Text(headline(document)))
    for read_as in document.get("read_as", ()):
        console.print(Text(f"Read as {read_as}"))
    console.print()
    console.print(_loads(document["partitions"], console.width))
    console.print()
    for load in document["partitions"]:
        verdict = load["verdict"]
        style = _VERDICT_STYLE.get(verdict["code"], _PROBLEM_STYLE)
        console.print(Text.assemble((f"{load['count']:,} partitions: ", ""), (verdict["code"], style)))
        console.print(Text(f"  {verdict['summary']}"))
        for line in (by_chance_text(load), leaders_text(load)):
            if line is not None:
                console.print(Text(f"  {line}"))
        print_consumers(console, load)
    print_observed(console, document)
    _print_heavy(console, document)
    _print_weak(console, document["weak_keys"])
    _print_what_if(console, document)
    for simulated in document.get("mitigations", ()):
        _print_mitigations(console, simulated)
    for note in document.get("notes", ()):
        console.print()
        console.print(Text(f"Note: {note}"))


def by_chance_text(load: Mapping[str, Any]) -> str | None:
    """The second answer, where it is another one than the verdict's and not said by it."""
    verdict, chance = load["verdict"], load["verdict"].get("by_chance")
    if chance is None or verdict["code"] != "healthy" or chance["code"] == "healthy":
        return None
    return (
        f"By chance: {chance['code']}. Other keys like these, or another partition count, would have "
        f"{chance['max_over_mean']:.2f} times the mean on average."
    )


def headline(document: Mapping[str, Any]) -> str:
    """One line: how many records and keys, how many keys they are worth."""
    parts = [f"{document['records']:,} records"]
    if document["partial"]:
        parts[0] += " (partial)"
    if document["null_keys"]:
        parts.append(f"{document['null_keys']:,} null keys")
    if document["empty_keys"]:
        parts.append(f"{document['empty_keys']:,} empty keys")
    distinct = document["distinct_keys"]
    about = "" if distinct["lower"] == distinct["upper"] else "about "
    parts.append(f"{about}{distinct['estimate']:,.0f} distinct keys")
    if document["effective_keys"]:
        parts.append(f"effective keys: {document['effective_keys']:,.0f}")
    return " · ".join([*parts, f"partitioner {document['partitioner']}"])


def _table(columns: Sequence[str], *, left: Sequence[str] = (), wrap: Sequence[str] = ()) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in columns:
        table.add_column(title, justify="left" if title in left else "right", no_wrap=title not in wrap)
    return table


def _loads(loads: Sequence[Mapping[str, Any]], width: int) -> Table:
    """The figures of each partition count; what verdicts repeat goes first on narrow terminals."""
    ranges = width >= _RANGE_COLUMNS
    shapes = width >= COLUMNS
    columns = ["Partitions", "Records/partition" if ranges else "Hottest", "Max/mean", "CV"]
    columns += ["Expected CV" if ranges else "Expected", "Empty"]
    table = _table([*columns, "Shape"] if shapes else columns, left=["Shape"])
    for load in loads:
        records = load["records"]
        spread = f"{min(records):,} … {sum(records) / len(records):,.0f} … {max(records):,}"
        table.add_row(
            f"{load['count']:,}",
            spread if ranges else f"{max(records):,}",
            _figure(load["max_over_mean"]),
            _figure(load["cv"], 3),
            _figure(load["expected_cv"], 3),
            f"{load['empty_partitions']:,}",
            *([_shape(records)] if shapes else []),
        )
    return table


def _print_heavy(console: Console, document: Mapping[str, Any]) -> None:
    rest = (
        f"no {'other ' if document['heavy_hitters'] else ''}key has more than "
        f"{document['no_other_key_exceeds']:,} records"
    )
    console.print()
    if not document["heavy_hitters"]:
        if document["records"]:
            console.print(f"Hot keys: none; {rest}.")
        return
    from rich.text import Text

    table = _table(["Hot key", "Records", "Share"], left=["Hot key"], wrap=["Hot key"])
    for key in document["heavy_hitters"]:
        spread = key["upper"] - key["lower"]
        count = f"{key['count']:,}" + (f" ± {-(-spread // 2):,}" if spread else "")
        text = f"0x{key['key']}" if key["encoding"] == "hex" else key["key"]
        table.add_row(Text(_shortened(text)), count, f"{key['share']:.2%}")
    console.print(table)
    console.print(f"{rest[0].upper()}{rest[1:]}.")


def _print_weak(console: Console, weak_keys: Sequence[Mapping[str, Any]]) -> None:
    from rich.text import Text

    for weak in weak_keys:
        console.print()
        harm = "harmful" if weak["harmful"] else "harmless here"
        console.print(Text(f"Key pattern: {weak['name']} ({weak['share']:.0%} of distinct keys), {harm}"))
        console.print(Text(f"  {weak['reason']}"))


def _print_what_if(console: Console, document: Mapping[str, Any]) -> None:
    if "what_if" not in document:
        return
    table = _table(["Partitions", "Max/mean", "CV", "Expected CV", "Empty", "Verdict"], left=["Verdict"])
    for row in document["what_if"]:
        table.add_row(
            f"{row['count']:,}",
            _figure(row["max_over_mean"]),
            _figure(row["cv"], 3),
            _figure(row["expected_cv"], 3),
            f"{row['empty']:,}",
            row["verdict"],
        )
    console.print()
    console.print(table)
    for count in document["recommended_counts"]:
        console.print(f"Recommended: {count['count']:,} partitions. {count['reason']}", markup=False)


def _print_mitigations(console: Console, simulated: Mapping[str, Any]) -> None:
    from rich.text import Text

    console.print()
    console.print(f"Simulated mitigations for {simulated['partitions']:,} partitions:")
    if (against := relative_text(simulated)) is not None:
        console.print(Text(against))
    table = _table(
        ["Mitigation", "Max/mean", "Hottest share", "Keys losing order", "Partitions/key"],
        left=["Mitigation"],
    )
    for way in simulated["options"]:
        table.add_row(
            way["name"],
            f"{way['max_over_mean_before']:.2f} → {way['max_over_mean']:.2f}",
            f"{way['hottest_share_before']:.1%} → {way['hottest_share']:.1%}",
            f"{way['keys_losing_order']:,} ({way['records_losing_order']:.1%})",
            f"{way['partitions_per_key']:.3g}",
        )
    console.print(table)
    for way in simulated["options"]:
        if way["recommended"]:
            cures = "" if way["cures"] else ", though the hottest partition stays above the target"
            console.print(Text(f"Recommended: {way['name']}{cures}. {way['reader_cost']}"))
    for way in simulated["options"]:
        parameters = ", ".join(f"{name} {value:,.4g}" for name, value in way["parameters"].items())
        console.print(Text(f"  {way['name']}{f' ({parameters})' if parameters else ''}: {way['when']}"))


def _figure(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _shape(records: Sequence[int]) -> str:
    """Records per partition as bars from zero; neighbours share a bar (its busiest) where there are many."""
    per_cell = -(-len(records) // _SHAPE_CELLS)
    bars = [max(records[i : i + per_cell]) for i in range(0, len(records), per_cell)]
    top = max(bars)
    if top == 0:
        return ""
    return "".join(_BLOCKS[-(-bar * (len(_BLOCKS) - 1) // top)] for bar in bars)


def _shortened(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
