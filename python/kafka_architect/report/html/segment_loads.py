"""Loads by the headers of log segments as parts of a page: records and bytes of each partition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import columns
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import bytes_text, count, ratio, share
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import derivation, facts, note, over_mean, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

_MOST_SHOWN: Final = 12
_MOST_NAMED: Final = 40


def lead(document: Document) -> Child:
    """How much there is."""
    topics = document["topics"]
    records = sum(one["records"] for one in topics)
    partitions = sum(len(one["partitions"]) for one in topics)
    return f"{count(records)} records in {count(partitions)} partitions of {count(len(topics))} topics"


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    ordered = sorted(document["topics"], key=lambda one: -one["records"])
    found = []
    if len(ordered) > 1:
        found.append(Section("topics", "Topics", _topics(ordered)))
    found += [
        Section(f"topic-{at}", _name(one), joined(*_topic(one)))
        for at, one in enumerate(ordered[:_MOST_SHOWN])
    ]
    lines = ["From batch headers only: no keys, no checksums; bytes as stored, compressed."]
    if len(ordered) > _MOST_SHOWN:
        lines.append(f"Partitions of the {_MOST_SHOWN} largest topics; the JSON has all (--format json).")
    told = [element("li", one) for one in (*lines, *document["problems"])]
    return [*found, Section("notes", "Notes", element("ul", told))]


def _name(topic: Document) -> str:
    return "Log segments" if topic["topic"] is None else f"Topic {topic['topic']}"


def _topics(topics: Sequence[Document]) -> Markup:
    return table(
        ("Topic", "Partitions", "Records", "Max/mean", "Bytes", "Max/mean"),
        [
            (
                one["topic"] or "–",
                count(len(one["partitions"])),
                count(one["records"]),
                _over_mean(one, "records", "records"),
                count(sum(load["batch_bytes"] for load in one["partitions"])),
                _over_mean(one, "bytes", "batch_bytes"),
            )
            for one in topics
        ],
        numeric=range(1, 6),
    )


def _over_mean(topic: Document, what: str, member: str) -> Child:
    most = topic[f"{what}_max_over_mean"]
    return derivation(ratio(most), over_mean(most, [load[member] for load in topic["partitions"]], what))


def _topic(topic: Document) -> Iterator[Markup]:
    loads = topic["partitions"]
    total = sum(load["records"] for load in loads)
    yield facts(
        (
            ("Records", count(total)),
            ("Records, max/mean", _over_mean(topic, "records", "records")),
            ("Bytes, max/mean", _over_mean(topic, "bytes", "batch_bytes")),
        )
    )
    for member, name, shown in (
        ("records", "Records per partition", count),
        ("batch_bytes", "Bytes per partition", bytes_text),
    ):
        values = [load[member] for load in loads]
        if len(values) > 1 and sum(values) and not topic["missing_partitions"]:
            mean = sum(values) / len(values)
            yield columns(
                values,
                title=f"{name}, {_name(topic)}",
                about=f"The dashed line is the mean, {shown(mean)}.",
                name="partition",
                middle=mean,
            )
    if missing := topic["missing_partitions"]:
        names = ", ".join(str(one) for one in missing[:_MOST_NAMED])
        more = ", ..." if len(missing) > _MOST_NAMED else ""
        yield note(f"Not here (on other brokers?): partitions {names}{more}")
    yield table(
        ("Partition", "Records", "Share", "Bytes", "Offsets", "Segments"),
        [
            (
                "–" if load["partition"] is None else f"{load['partition']}",
                count(load["records"]),
                share(load["records"] / total if total else None),
                count(load["batch_bytes"]),
                "–"
                if load["first_offset"] is None
                else f"{load['first_offset']:,} to {load['last_offset']:,}",
                count(load["segments"]),
            )
            for load in loads
        ],
        numeric=range(6),
    )
