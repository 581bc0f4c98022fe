"""Figures without keys as parts of a page: topics, brokers, groups, as Kafka's tools print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, columns, rows
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import bytes_text, count, ratio, share
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, derivation, note, over_mean, table
from kafka_architect.report.html.svg import BLUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

_MOST_SHOWN: Final = 8
_MOST_BROKERS: Final = 60
_UNJUDGED: Final = frozenset({"small-sample", "unknown"})


def lead(document: Document) -> Child:
    """How much there is, from which tools."""
    tools = dict.fromkeys(str(one["tool"]) for one in document["sources"])
    return (
        f"{count(len(document['topics']))} topics, {count(len(document['brokers']))} brokers, "
        f"{count(len(document['groups']))} consumer groups · from {', '.join(tools)}"
    )


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    found = []
    if document["topics"]:
        found.append(Section("topics", "Topics", joined(*_topics(document["topics"]))))
    if document["brokers"]:
        found.append(Section("brokers", "Brokers", joined(*_brokers(document))))
    if document["groups"]:
        found.append(Section("groups", "Consumer groups", joined(*_groups(document["groups"]))))
    lines = [*document["problems"], *document["notes"]]
    if lines or not found:
        told = [element("li", one) for one in lines] or [element("li", "The outputs tell of no partition.")]
        found.append(Section("notes", "Notes", element("ul", told)))
    return found


def _verdict(verdict: Document) -> Markup:
    kind = "good" if verdict["code"] == "healthy" else "info" if verdict["code"] in _UNJUDGED else "bad"
    return badge(verdict["code"], kind)


def _worst(topic: Document) -> float:
    return max(topic["records_max_over_mean"] or 0.0, topic["bytes_max_over_mean"] or 0.0)


def _topics(topics: Sequence[Document]) -> Iterator[Markup]:
    ordered = sorted(topics, key=_worst, reverse=True)
    yield table(
        ("Topic", "Partitions", "Records", "Max/mean", "Bytes", "Max/mean", "Verdict"),
        [
            (
                one["topic"],
                count(len(one["partitions"])),
                count(one["records"]),
                _over_mean(one, "records", "records"),
                count(one["retained_bytes"]),
                _over_mean(one, "bytes", "retained_bytes"),
                joined(_verdict(one["verdict"]), " ", one["verdict"]["summary"]),
            )
            for one in ordered
        ],
        numeric=range(1, 6),
        stacked=True,
    )
    for one in ordered[:_MOST_SHOWN]:
        yield from _topic(one)
    if len(ordered) > _MOST_SHOWN:
        yield note(f"Partitions of the {_MOST_SHOWN} most uneven topics; the JSON has all (--format json).")


def _over_mean(topic: Document, what: str, member: str) -> Child:
    most = topic[f"{what}_max_over_mean"]
    known = [one[member] for one in topic["partitions"] if one[member] is not None]
    return derivation(ratio(most), over_mean(most, known, what))


def _topic(topic: Document) -> Iterator[Markup]:
    partitions = topic["partitions"]
    yield element("h3", topic["topic"])
    for member, name, shown in (
        ("records", "Records per partition", count),
        ("retained_bytes", "Bytes per partition", bytes_text),
    ):
        known = [one[member] for one in partitions if one[member] is not None]
        whole = [one["partition"] for one in partitions] == list(range(len(partitions)))
        if known and len(known) == len(partitions) and whole and sum(known):
            mean = sum(known) / len(known)
            yield columns(
                known,
                title=f"{name} of {topic['topic']}",
                about=f"The dashed line is the mean, {shown(mean)}.",
                name="partition",
                middle=mean,
            )
    yield table(
        ("Partition", "Records", "First offset", "End offset", "Bytes", "Replica lag", "Brokers"),
        [
            (
                f"{one['partition']}",
                count(one["records"]),
                count(one["first_offset"]),
                count(one["end_offset"]),
                count(one["retained_bytes"]),
                count(one["replica_lag"]),
                " ".join(one["replica_bytes"]) or "–",
            )
            for one in partitions
        ],
        numeric=range(6),
    )


def _brokers(document: Document) -> Iterator[Markup]:
    brokers, verdict = document["brokers"], document["brokers_verdict"]
    total = sum(one["bytes"] for one in brokers)
    if verdict is not None:
        yield element("p", _verdict(verdict), f" {verdict['summary']}")
    yield rows(
        [
            (
                f"broker {one['broker']}",
                [Bar(value=one["bytes"], colour=BLUE, about=f"{one['replicas']:,} replicas")],
            )
            for one in brokers[:_MOST_BROKERS]
        ],
        title="Bytes per broker",
        about="All replicas that the output shows, as they lie on disk.",
        shown=bytes_text,
    )
    yield table(
        ("Broker", "Replicas", "Bytes", "Share"),
        [
            (
                f"{one['broker']}",
                count(one["replicas"]),
                count(one["bytes"]),
                share(one["bytes"] / total if total else None),
            )
            for one in brokers
        ],
        numeric=range(4),
    )


def _groups(groups: Sequence[Document]) -> Iterator[Markup]:
    ordered = sorted(groups, key=lambda one: -one["lag"])
    if any(one["lag"] for one in ordered):
        yield rows(
            [
                (_name(one), [Bar(value=one["lag"], colour=BLUE, about=f"{one['lag']:,} records behind")])
                for one in ordered[: 2 * _MOST_SHOWN]
            ],
            title="Lag by group and topic",
            about="Records between what a group committed and the end of the partitions, at one reading.",
            shown=count,
        )
    yield table(
        ("Group", "Topic", "Lag", "Max/mean", "Unknown", "Members", "Verdict"),
        [
            (
                one["group"] or "–",
                one["topic"],
                count(one["lag"]),
                derivation(
                    ratio(one["lag_max_over_mean"]),
                    over_mean(
                        one["lag_max_over_mean"],
                        [part["lag"] for part in one["partitions"] if part["lag"] is not None],
                        "lag",
                    ),
                ),
                count(len(one["unknown_partitions"])),
                "yes" if one["has_members"] else "none",
                joined(_verdict(one["verdict"]), " ", one["verdict"]["summary"]),
            )
            for one in ordered
        ],
        numeric=range(2, 5),
    )
    for one in ordered[:_MOST_SHOWN]:
        yield element(
            "details",
            element("summary", f"Partitions of {_name(one)}"),
            table(
                ("Partition", "Committed", "End", "Lag", "Client", "Host"),
                [
                    (
                        f"{part['partition']}",
                        count(part["committed_offset"]),
                        count(part["end_offset"]),
                        count(part["lag"]),
                        part["client_id"] or "–",
                        part["host"] or "–",
                    )
                    for part in one["partitions"]
                ],
                numeric=range(4),
            ),
        )


def _name(group: Document) -> str:
    return f"{group['group'] or 'consumer group'} on {group['topic']}"
