"""A design's document as parts of a page: drawings, topics with derivations, ledger, decisions, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.drawings import interaction, titled, topology
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import bytes_text, count, money
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, derivation, facts, note, table
from kafka_architect.report.html.svg import BLUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup

    Document = Mapping[str, Any]

_QUIET: Final = frozenset({"retry", "dead-letter", "internal"})
_MOST_DRAWN: Final = 40
# A page stays below 2 MB: derivations of this many topics and flows are in it, the figures of more.
_MOST_DERIVED: Final = 100
_MOST_CLIENTS: Final = 60
_MOST_COSTS: Final = 20


def lead(document: Document) -> Child:
    """Name and counts, in one line."""
    from kafka_architect.report.design import headline

    return headline(document)


def sections(document: Document) -> list[Section]:
    """What a page shows of the document."""
    topics = list(document["topics"].values())
    loud = [one for one in topics if one["kind"] not in _QUIET]
    found = [Section("overview", "Overview", joined(*_overview(document)))]
    if loud:
        drawing = topology(loud[:_MOST_DRAWN], left_out=len(loud) - min(len(loud), _MOST_DRAWN))
        found.append(Section("topology", "Topology", drawing))
    sagas = [one for one in document["decisions"] if one["steps"]]
    if sagas:
        found.append(Section("interactions", "Interactions", joined(*(interaction(one) for one in sagas))))
    found.append(Section("topics", "Topics", joined(*_topics(topics))))
    if document["guarantees"]:
        found.append(Section("ledger", "Guarantees", joined(*_ledger(document["guarantees"]))))
    if document["clients"]:
        found.append(Section("clients", "Client settings", joined(*_clients(document))))
    if document["decisions"]:
        found.append(Section("decisions", "Decisions", joined(*map(_decision, document["decisions"]))))
    if document["failure_modes"]:
        found.append(Section("failures", "Failure modes", _failures(document)))
    return found


def _overview(document: Document) -> Iterator[Markup]:
    if document["description"]:
        yield element("p", document["description"])
    platform = document["platform"]
    told: list[tuple[str, Child]] = [("Platform", f"{platform['kind']}, Kafka {platform['kafka']}")]
    plan = document["plan"]
    if plan is not None:
        from kafka_architect.report.plan import limited_by

        cost = plan["cost"]
        told.append(("Cluster", f"{plan['brokers']} x {plan['hardware']['name']}"))
        told.append(("Limited by", limited_by(plan["binding"])))
        told.append(("Bill per month", money(cost["monthly_total"], cost["currency"])))
    yield facts(told)
    for one in document["findings"]:
        yield element(
            "p",
            badge(one["severity"], one["severity"]),
            f" {one['code']} ",
            element("code", one["subject"]),
            f": {one['message']}; {one['cure']}",
        )
    if document["questions"]:
        yield element("h3", "Questions")
        yield element(
            "ul",
            [
                element("li", f"{one['question']} (", element("code", one["answer_with"]), ")")
                for one in document["questions"]
            ],
        )
    if document["assumed"]:
        yield element("h3", "Assumed")
        yield element(
            "ul",
            [
                element("li", f"{one['about']}: {one['assumed']} ({one['because']})")
                for one in document["assumed"]
            ],
        )


def _topics(topics: list[Document]) -> Iterator[Markup]:
    costs = [one for one in topics if one["monthly_cost"] is not None and one["monthly_cost"]["value"] > 0]
    if costs:
        ordered = sorted(costs, key=lambda one: -one["monthly_cost"]["value"])[:_MOST_COSTS]
        yield rows(
            [
                (one["name"], [Bar(value=one["monthly_cost"]["value"], colour=BLUE, about=_cost(one))])
                for one in ordered
            ],
            title="Bill by topic",
            about=f"{ordered[0]['monthly_cost']['unit']}, of the topics that cost most.",
            shown=count,
        )
    yield table(
        (
            "Topic",
            "Kind",
            "Key",
            "Partitions",
            "Replicas",
            "Min ISR",
            "Retention",
            "Stored",
            "Cost per month",
        ),
        [_topic(one, derived=number < _MOST_DERIVED) for number, one in enumerate(topics)],
        numeric=range(3, 9),
    )
    if len(topics) > _MOST_DERIVED:
        yield note(
            f"Derivations of the first {_MOST_DERIVED} topics are here; kafka-architect explain design.json "
            "TOPIC.partitions shows any other."
        )


def _topic(one: Document, *, derived: bool) -> tuple[Child, ...]:
    def figure(member: str, text: str) -> Child:
        return derivation(text, one[member]) if derived and one[member] is not None else text

    from kafka_architect.report.design import kept

    return (
        _settings(one) if derived else one["name"],
        one["kind"],
        " + ".join(one["key"]) or "none",
        figure("partitions", count(one["partitions"]["value"])),
        figure("replication_factor", count(one["replication_factor"]["value"])),
        figure("min_insync_replicas", count(one["min_insync_replicas"]["value"])),
        figure("retention_ms", kept(one)),
        figure(
            "stored_bytes", "–" if one["stored_bytes"] is None else bytes_text(one["stored_bytes"]["value"])
        ),
        figure("monthly_cost", _cost(one)),
    )


def _cost(one: Document) -> str:
    found = one["monthly_cost"]
    return "–" if found is None else f"{found['value']:,.2f} {found['unit'].partition(' ')[0]}"


def _settings(one: Document) -> Markup:
    said = [
        element("li", element("code", f"{setting['key']}={setting['value']}"), f" – {setting['because']}")
        for setting in one["settings"]
    ]
    people = (("Sent by", ", ".join(one["senders"])), ("Received by", ", ".join(one["receivers"])))
    return element(
        "details",
        element("summary", one["name"]),
        element("div", facts(row for row in people if row[1]), element("ul", said), class_="derived"),
        class_="derivation",
    )


def _ledger(guarantees: list[Document]) -> Iterator[Markup]:
    yield table(
        ("Flow", "Delivers", "Order", "Lag objective", "Gives up"),
        [
            (
                _flow(one) if number < _MOST_DERIVED else one["flow"],
                one["delivers"].replace("-", " "),
                "lost for some records" if one["loses_order"] else "kept per key",
                one["lag_objective"],
                element("ul", [element("li", text) for text in one["gives_up"]]) if one["gives_up"] else "–",
            )
            for number, one in enumerate(guarantees)
        ],
        stacked=True,
    )


def _flow(one: Document) -> Markup:
    told: list[tuple[str, Child]] = [
        (name, str(one[member]))
        for name, member in (
            ("Ordering", "ordering"),
            ("Delivery", "delivery"),
            ("Durability", "durability"),
            ("RPO", "rpo"),
            ("RTO", "rto"),
            ("Latency", "latency"),
        )
    ]
    for name, member in (("Latency, derived", "latency_budget"), ("Recovery, derived", "recovery")):
        figure = one[member]
        if figure is not None:
            told.append((name, derivation(f"{figure['value']:,.4g} {figure['unit']}", figure)))
    return element(
        "details",
        element("summary", one["flow"]),
        element("div", facts(told), class_="derived"),
        class_="derivation",
    )


def _clients(document: Document) -> Iterator[Markup]:
    clients = list(document["clients"].values())
    for one in clients[:_MOST_CLIENTS]:
        yield element(
            "details",
            element("summary", f"{one['name']} ({one['client']})"),
            table(
                ("Setting", "Value", "Why"),
                [
                    (
                        element("code", setting["key"]),
                        derivation(setting["value"], setting.get("figure")),
                        setting["because"],
                    )
                    for setting in one["settings"]
                ],
            ),
        )
    if len(clients) > _MOST_CLIENTS:
        yield note(f"{len(clients) - _MOST_CLIENTS:,} more clients are in the JSON (--format json).")


def _decision(one: Document) -> Markup:
    applies = ", ".join(one["applies_to"][:8]) + (" …" if len(one["applies_to"]) > 8 else "")
    told: list[tuple[str, Child]] = [("Applies to", applies), ("Because", one["because"])]
    for name, member in (("Gives up", "gives_up"), ("Alternatives", "alternatives")):
        if one[member]:
            told.append((name, element("ul", [element("li", str(text)) for text in one[member]])))
    title = titled(one)
    return joined(element("h3", title), facts(told))


def _failures(document: Document) -> Markup:
    return table(
        ("What happens", "Effect", "How it is noticed", "What to do"),
        [
            (
                joined(element("code", one["subject"]), f": {one['what']}"),
                one["effect"],
                one["detection"],
                one["response"],
            )
            for one in document["failure_modes"]
        ],
        stacked=True,
    )
