"""A tuning document as text for a terminal; the words of its metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.plain_text import plain_text
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import Console
    from rich.table import Table

    Document = Mapping[str, Any]

_TEXT_COLUMNS = 110
# What is shown of what is expected: name, words.
EXPECTED: Final = (
    ("throughput", "throughput, as sent and stored"),
    ("records_per_batch", "records per batch (mean)"),
    ("batch_bytes", "batch size (batch-size-avg)"),
    ("batch_fill", "batch fill"),
    ("records_per_request", "records per produce request (records-per-request-avg)"),
    ("requests_per_producer", "produce requests of each producer"),
    ("requests_per_broker", "produce requests per broker"),
    ("in_flight", "requests in flight per connection"),
    ("ceiling", "maximum throughput of one producer"),
    ("records_per_fetch", "records per fetch (records-per-request-avg)"),
    ("fetches_per_s", "fetches of the group"),
    ("fetches_per_broker", "fetches per broker"),
    ("busy", "consumer utilization"),
)
EXCHANGE: Final = (
    ("latency_ms", "latency, ms"),
    ("records_per_request", "records/request"),
    ("batch_bytes", "batch, bytes"),
    ("requests_per_broker", "requests/s per broker"),
    ("fetches_per_broker", "fetches/s per broker"),
    ("work_per_byte", "broker work per byte, x"),
)


def as_text(document: Document) -> str:
    """The tuning as plain text, without colour or control codes."""
    return plain_text(lambda console: print_to(console, document), _TEXT_COLUMNS)


def print_to(console: Console, document: Document) -> None:
    """Print the tuning to a rich console."""
    from rich.text import Text

    console.print(Text(headline(document), style="bold"), soft_wrap=True)
    for role in ("producer", "consumer"):
        console.print()
        console.print(Text(f"{role.capitalize()}:", style="bold"))
        console.print(_grid(("Setting", "Value", "Why"), _setting_rows(document[role]["settings"])))
    if document["group"]:
        console.print()
        console.print(
            Text("Group configuration on the brokers (kafka-configs --entity-type groups):", style="bold")
        )
        console.print(_grid(("Setting", "Value", "Why"), _setting_rows(document["group"])))
    for title, columns, rows in (
        ("Expected:", ("", ""), _expected_rows(document)),
        (
            "Maximum wait of a record without failures:",
            ("", "ms", ""),
            _budget_rows(document),
        ),
        (
            "Other linger.ms values:",
            ("linger.ms", *(words for _, words in EXCHANGE)),
            _exchange_rows(document),
        ),
    ):
        console.print()
        console.print(Text(title, style="bold"))
        console.print(_grid(columns, rows))
    for head, lines in (
        ("Cost of latency, compared with the chosen settings:", document["costs"]),
        ("Assumed:", [f"{name}: {why}" for name, why in document["assumed"].items()]),
        ("Remarks:", document["remarks"]),
    ):
        if lines:
            console.print()
            console.print(Text(head, style="bold"))
            for line in lines:
                console.print(Text(f"  - {printable(line)}"), soft_wrap=True)


def headline(document: Document) -> str:
    """The flow in one line."""
    load = document["load"]
    keys = "with keys" if load["keyed"] else "without keys"
    objective = "" if load["latency"] is None else f", within {load['latency']:g} ms"
    return printable(
        f"{load['rate']:,.10g} records/s of {load['message_bytes']:,.10g} bytes {keys} from "
        f"{_counted(load['producers'], 'producer')} over {_counted(load['partitions'], 'partition')} to "
        f"{_counted(load['consumers'], 'consumer')}{objective}"
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _grid(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim", show_header=any(columns))
    for index, column in enumerate(columns):
        number = index > 0 and column not in {"", "Why"}
        table.add_column(column, overflow="fold", justify="right" if number else "left")
    for row in rows:
        table.add_row(*(printable(cell) for cell in row))
    return table


def _setting_rows(settings: Iterable[Document]) -> Iterator[tuple[str, ...]]:
    for one in settings:
        yield (f"  {one['key']}", one["value"], one["because"])


def _expected_rows(document: Document) -> Iterator[tuple[str, ...]]:
    for name, words in EXPECTED:
        figure = document["expected"][name]
        yield (f"  {words}", quantity(figure["value"], figure["unit"]))


def _budget_rows(document: Document) -> Iterator[tuple[str, ...]]:
    for wait in document["budget"]:
        name = wait["name"].replace("_", " ")
        yield (f"  {name}", f"{wait['at_most_ms']['value']:.4g}", wait["where"])
    yield ("  together", f"{document['latency']['value']:.4g}", "")


def _exchange_rows(document: Document) -> Iterator[tuple[str, ...]]:
    chosen = next(one["value"] for one in document["producer"]["settings"] if one["key"] == "linger.ms")
    for linger, row in document["exchange"].items():
        mark = " *" if linger == chosen else ""
        yield (f"  {linger}{mark}", *(plain(row[name]["value"]) for name, _ in EXCHANGE))


def plain(value: float) -> str:
    """A number in three digits, whole from 100."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def quantity(value: float, unit: str) -> str:
    """A number with its unit."""
    if unit == "bytes/s":
        return f"{plain(value / 1e6)} MB/s"
    if unit.startswith("of "):
        return f"{value:.0%} {unit}"
    return f"{plain(value)} {unit}"
