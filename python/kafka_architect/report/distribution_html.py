"""A distribution document as an HTML fragment for notebooks; every text from the input is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LOADS = ("Partitions", "Min", "Mean", "Max", "Max/mean", "CV", "Expected CV", "Empty", "Verdict")


def as_html(document: Mapping[str, Any]) -> str:
    """The report as nested elements without scripts, styles or links."""
    from kafka_architect.report.distribution import headline

    document = printable_document(document)
    verdicts = "".join(
        f"<li>{load['count']:,} partitions: <b>{escape(load['verdict']['code'])}</b>. "
        f"{escape(load['verdict']['summary'])}</li>"
        for load in document["partitions"]
    )
    if (observed := document.get("observed")) is not None and observed.get("max_over_mean") is not None:
        from kafka_architect.report.distribution_observed import observed_lines

        verdicts += "".join(f"<li>{escape(line)}</li>" for line in observed_lines(document))
    heavy = document["heavy_hitters"]
    hot = _table(
        ("Hot key", "Records", "Share"),
        ((key["key"], f"{key['count']:,}", f"{key['share']:.2%}") for key in heavy),
    )
    return (
        f"<div><p><b>{escape(document['source'])}</b><br>{escape(headline(document))}</p>"
        f"{_table(_LOADS, map(_load, document['partitions']))}<ul>{verdicts}</ul>{hot if heavy else ''}</div>"
    )


def _load(load: Mapping[str, Any]) -> tuple[str, ...]:
    records = load["records"]
    ratios = ((load["max_over_mean"], 2), (load["cv"], 3), (load["expected_cv"], 3))
    return (
        f"{load['count']:,}",
        f"{min(records):,}",
        f"{sum(records) / len(records):,.0f}",
        f"{max(records):,}",
        *("–" if value is None else f"{value:.{digits}f}" for value, digits in ratios),
        f"{load['empty_partitions']:,}",
        load["verdict"]["code"],
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(title)}</th>" for title in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
