"""Write the outcomes as a page to read (Markdown) and as data to compare (JSON)."""

import json
from collections.abc import Sequence
from pathlib import Path

from .environment import Environment
from .outcome import Outcome, Row, Table


def write_results(
    directory: Path, environment: Environment, command: str, outcomes: Sequence[Outcome]
) -> tuple[Path, Path]:
    """Write engine.md and engine.json; return their paths."""
    directory.mkdir(parents=True, exist_ok=True)
    page, data = directory / "engine.md", directory / "engine.json"
    page.write_text(markdown(environment, command, outcomes), encoding="utf-8")
    content = {
        "environment": environment,
        "command": command,
        "rows": [as_data(row) for outcome in outcomes for row in outcome.rows],
        "skipped": [vars(skipped) for outcome in outcomes for skipped in outcome.skipped],
        "details": {outcome.name: outcome.data for outcome in outcomes},
    }
    data.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return page, data


def markdown(environment: Environment, command: str, outcomes: Sequence[Outcome]) -> str:
    """Return the page."""
    lines = [
        "# The distribution engine: speed, memory, accuracy",
        "",
        *introduction(environment, command),
        "",
    ]
    lines += table(Table(["Work", "must", "aim", "measured", "result"], [
        *(line(row) for outcome in outcomes for row in outcome.rows),
        *([skipped.work, "", "", f"not measured: {skipped.reason}", "-"]
          for outcome in outcomes for skipped in outcome.skipped),
    ]))  # fmt: skip
    for outcome in outcomes:
        lines += ["", f"## {outcome.section.title}"]
        for paragraph in outcome.section.paragraphs:
            lines += ["", paragraph]
        for part in outcome.section.tables:
            lines += ["", *table(part)]
    return "\n".join(lines) + "\n"


def introduction(environment: Environment, command: str) -> list[str]:
    """Return what was measured, where, and how to read it."""
    machine = environment["machine"]
    libraries = {**machine["libraries"], **environment["peers"]}
    forced = environment["instruction_sets_forced"]
    load = ", ".join(f"{value:.2f}" for value in environment["load_average"])
    return [
        f"Written by `{command}`; how to read it: [README](../README.md). Contenders take turns within one "
        "run; figures are the median over the rounds (min-max), and ratios compare timings of the same "
        "round. Met or not is decided by the median. What stands in the way of the others, and what was "
        "tried: [engine-limits.md](engine-limits.md).",
        "",
        f"- Date: {machine['date_utc']} UTC; commit {environment['commit']}",
        f"- CPU: {machine['cpu']}, {machine['logical_cpus']} logical CPUs; "
        f"{environment['ram_bytes'] / 2**30:.1f} GiB memory; {environment['kernel']}",
        f"- Load average before: {load} (other work on the machine makes all figures worse)",
        f"- kafka-architect: {listed(machine['build'])}" + (f"; tier forced: {forced}" if forced else ""),
        f"- Libraries: {listed(libraries)}",
        f"- {environment['coreutils']}",
    ]


def listed(values: dict[str, str]) -> str:
    """Return names and values as a line."""
    return ", ".join(f"{name} {value}" for name, value in values.items())


def line(row: Row) -> list[str]:
    """Return a row of the table of promises."""
    promise = row.promise
    must = f"{promise.better.value} {number(promise.must, row.unit)}" if promise else ""
    aim = number(promise.aim, row.unit) if promise and promise.aim is not None else ""
    low, high = number(row.measured.min, ""), number(row.measured.max, "")
    around = f" ({low}-{high})" if row.measured.min != row.measured.max else ""
    return [row.work, must, aim, f"{number(row.measured.median, row.unit)}{around}", row.verdict]


def number(value: float, unit: str) -> str:
    """Return a figure with three digits at least."""
    digits = 2 if abs(value) < 10 and value != round(value) else 1 if abs(value) < 100 and value % 1 else 0
    return f"{value:,.{digits}f} {unit}".rstrip()


def table(content: Table) -> list[str]:
    """Return a Markdown table; what follows the first column stands right."""
    head, *rest = content.header
    lines = [f"| {head} | {' | '.join(rest)} |", "|---" + "|--:" * len(rest) + "|"]
    return lines + [f"| {' | '.join(row)} |" for row in content.rows]


def as_data(row: Row) -> dict[str, object]:
    """Return a row for the JSON."""
    promise = row.promise
    return {
        "work": row.work,
        "unit": row.unit,
        "measured": row.measured._asdict(),
        "must": promise and {"is": promise.better.value, "bound": promise.must, "aim": promise.aim},
        "met": promise.reached(row.measured.median, promise.must) if promise else None,
        "aim_met": (
            promise.reached(row.measured.median, promise.aim) if promise and promise.aim is not None else None
        ),
    }
