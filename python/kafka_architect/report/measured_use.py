"""What a running cluster carries today, how full it is, and how a plan's figures compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    Document = Mapping[str, Any]

_MOST_BROKERS = 12  # shown, the fullest first


def print_measured(console: Console, measured: Document) -> None:
    """Print today's load and each broker's disks; the document is printable already."""
    from rich.table import Table
    from rich.text import Text

    console.print()
    console.print(
        Text(
            f"Measured: {measured['records_per_s']:,.1f} records/s, {measured['write_mb_per_s']:,.3f} MB/s "
            f"written, {measured['read_mb_per_s']:,.3f} MB/s read by groups; {measured['topics']:,} topics, "
            f"{measured['partitions']:,} partitions, {measured['stored_gb']:,.2f} GB with replicas",
            style="bold",
        )
    )
    sources = ", ".join(f"{source} ({count:,})" for source, count in measured["rates"].items())
    console.print(Text(f"Rates of topics from: {sources}"))
    if measured.get("metrics") is not None:
        _print_window(console, measured["metrics"])
    if measured["cpu"] is not None:
        console.print(Text(f"CPU in use, mean of the brokers: {measured['cpu']:.0%}{_highest(measured)}"))
    table = Table("Broker", "Replicas", "Leaders", "Stored GB", "Disk", "Used", "Months left", box=None)
    fullest = sorted(measured["brokers"], key=lambda one: -(one["disk_used"] or 0))
    for one in fullest[:_MOST_BROKERS]:
        months = one["months_left"]
        table.add_row(
            str(one["broker"]), f"{one['replicas']:,}", f"{one['leaders']:,}", f"{one['stored_gb']:,.2f}",
            "not told" if one["disk_gb"] is None else f"{one['disk_gb']:,.0f} GB",
            "" if one["disk_used"] is None else f"{one['disk_used']:.0%}",
            "" if months is None else f"{months:,.1f}",
        )  # fmt: skip
    console.print(table)
    if len(fullest) > _MOST_BROKERS:
        console.print(Text(f"and {len(fullest) - _MOST_BROKERS} brokers with more room"))
    if measured["months_left"] is not None:
        console.print(
            Text(
                f"The first disk reaches {measured['disk_limit']:.0%} in {measured['months_left']:,.1f} "
                "months at this growth"
            )
        )


def _print_window(console: Console, asked: Document) -> None:
    from rich.text import Text

    peak = asked["peak_write_mb_per_s"]
    busiest = "" if peak is None else f"; busiest five minutes: {peak:,.3f} MB/s written"
    console.print(Text(f"Metrics are means over {asked['window_days']:,.3g} days{busiest}"))
    for warning in asked["warnings"]:
        console.print(Text(f"The server of metrics warns: {warning}", style="yellow"))


def _highest(measured: Document) -> str:
    highest = measured.get("cpu_peak")
    return "" if highest is None else f", {highest:.0%} at the peak"


def print_calibration(console: Console, calibration: Document) -> None:
    """Print predicted beside measured, and the figures that follow."""
    from rich.table import Table
    from rich.text import Text

    console.print()
    console.print(Text("Predicted and measured, for the fullest broker today", style="bold"))
    table = Table("Figure", "Predicted", "Measured", "Unit", box=None)
    for row in calibration["rows"]:
        table.add_row(row["name"], f"{row['predicted']:,.4g}", f"{row['measured']:,.4g}", row["unit"])
    console.print(table)
    for name, value in calibration["policy"].items():
        console.print(Text(f"policy {name}={value:.4g}: use it with --calibrated"))
