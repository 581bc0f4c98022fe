"""markdown: the design as a document with diagrams, and one page per decision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.model.topic import Kind
from kafka_architect.designs.writing.markdown_text import code, plain, table
from kafka_architect.designs.writing.mermaid import context, sequence, topology
from kafka_architect.designs.writing.words import milliseconds, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.figure import Figure
    from kafka_architect.designs.model.promise import Decision
    from kafka_architect.designs.model.team import Team
    from kafka_architect.designs.model.topic import Topic

_QUIET = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})


def _emit(design: Design) -> dict[str, str]:
    texts = {"README.md": "\n".join(_document(design)).rstrip("\n") + "\n"}
    for index, decision in enumerate(design.decisions, 1):
        texts[_decision_path(index, decision)] = "\n".join(_decision(index, decision)).rstrip("\n") + "\n"
    return texts


def _document(design: Design) -> Iterator[str]:
    environment = f" ({plain(design.environment)})" if design.environment else ""
    yield from (f"# {plain(design.name)}{environment}", "")
    if design.description:
        yield from (plain(design.description), "")
    yield from _findings(design)
    if design.services:
        yield from ("## Context", "", "```mermaid", context(design).rstrip("\n"), "```", "")
    if design.topics:
        yield from ("## Topology", "", "```mermaid", topology(design).rstrip("\n"), "```", "")
    yield from _topics(design)
    yield from _groups(design)
    yield from _promises(design)
    yield from _cluster(design)
    yield from _shares(design)
    yield from _schemas(design)
    yield from _clients(design)
    yield from _failures(design)
    yield from _decisions(design)
    yield from _unknown(design)


def _findings(design: Design) -> Iterator[str]:
    if not design.findings:
        return
    yield from ("## Findings", "")
    for one in design.findings:
        where = f"**{one.severity}** {one.code} {code(one.subject)}"
        yield f"- {where}: {plain(one.message)}. {_sentence(one.cure)}"
    yield ""


def _topics(design: Design) -> Iterator[str]:
    yield from ("## Topics", "")
    main = [one for one in design.topics.values() if one.kind not in _QUIET]
    yield from table(
        ("Topic", "Kind", "Key", "Partitions", "Replicas", "In sync", "Cleanup", "Retention", "Stored"),
        (_row(one) for one in main),
    )
    quiet = [one for one in design.topics.values() if one.kind in _QUIET]
    yield from table(
        ("Retry and dead letters", "Serves", "Group", "Partitions", "Retention"),
        (
            (
                code(one.name),
                code(one.follows) if one.follows else "",
                code(one.group) if one.group else "",
                f"{one.partitions.value:.0f}",
                _kept(one),
            )
            for one in quiet
        ),
    )
    yield from ("### Where the numbers come from", "")
    yield from table(
        ("Number", "Value", "Formula", "Inputs", "Determined by", "Source"),
        (_figure_row(f"{one.name}.{name}", figure) for one in main for name, figure in one.figures()),
    )


def _row(topic: Topic) -> tuple[str, ...]:
    return (
        code(topic.name),
        str(topic.kind),
        plain(" + ".join(topic.key)) or "none",
        f"{topic.partitions.value:.0f}",
        f"{topic.replication_factor.value:.0f}",
        f"{topic.min_insync_replicas.value:.0f}",
        ", ".join(sorted(topic.cleanup)),
        _kept(topic),
        "unknown" if topic.stored_bytes is None else stored(topic.stored_bytes.value),
    )


def _kept(topic: Topic) -> str:
    return "latest of each key" if topic.retention_ms is None else milliseconds(topic.retention_ms.value)


def _figure_row(name: str, figure: Figure) -> tuple[str, ...]:
    inputs = ", ".join(f"{key} = {value:,.10g}" for key, value in figure.inputs.items())
    decided = figure.pinned or figure.binding
    return (
        code(name),
        f"{figure.value:,.10g} {figure.unit}",
        code(figure.formula),
        plain(inputs),
        plain(decided),
        plain(figure.source),
    )


def _groups(design: Design) -> Iterator[str]:
    if design.groups:
        yield from ("## Groups", "")
    yield from table(
        ("Group", "Kind", "Service", "Topics", "Instances", "Settings in the brokers"),
        (
            (
                code(one.name),
                one.kind,
                plain(one.service),
                ", ".join(code(name) for name in one.topics),
                "unknown" if one.instances is None else str(one.instances),
                ", ".join(code(f"{setting.key}={setting.value}") for setting in one.settings),
            )
            for one in design.groups.values()
        ),
    )


def _promises(design: Design) -> Iterator[str]:
    if design.guarantees:
        yield from ("## Guarantees", "")
    yield from table(
        ("Flow", "Order", "Delivery", "Durability", "Latency", "RPO", "RTO", "Lag objective", "Gives up"),
        (
            (
                code(one.flow),
                plain(one.ordering),
                plain(one.delivery),
                plain(one.durability),
                plain(one.latency),
                plain(one.rpo),
                plain(one.rto),
                plain(one.lag_objective),
                plain("; ".join(one.gives_up)),
            )
            for one in design.guarantees
        ),
    )


def _cluster(design: Design) -> Iterator[str]:
    plan = design.plan
    if plan is None:
        return
    cost = plan["cost"]["monthly_total"]
    priced = "" if cost is None else f", {cost:,.0f} {plan['cost']['currency']} a month"
    binding = plan["binding"]
    yield from (
        "## Cluster",
        "",
        f"{plan['brokers']} brokers of {code(plan['hardware']['name'])}{priced}; limited by "
        f"{plain(binding['constraint'])} in the scenario {plain(binding['scenario'])}.",
        "",
    )


def _shares(design: Design) -> Iterator[str]:
    """Bytes and cost of each team, and of each of its topics."""
    known = [one for one in design.teams.values() if one.stored_bytes is not None]
    if not known:
        return
    yield from ("## Bytes and cost by team", "")
    rows = []
    for team in design.teams.values():
        rows.append((f"**{plain(team.name)}**", *_share(team)))
        topics = [design.topics[name] for name in team.topics]
        rows += [(code(one.name), *_share(one)) for one in topics if one.kind not in _QUIET]
    yield from table(("Team, topic", "Stored", "A month"), rows)


def _share(of: Team | Topic) -> tuple[str, str]:
    cost = of.monthly_cost
    return (
        "unknown" if of.stored_bytes is None else stored(of.stored_bytes.value),
        "unknown" if cost is None else f"{cost.value:,.2f} {cost.unit.partition(' ')[0]}",
    )


def _schemas(design: Design) -> Iterator[str]:
    if not design.schemas:
        return
    yield from ("## Schemas", "")
    yield from table(
        ("Subject", "Format", "Record", "Compatibility", "Because", "Upgrades first"),
        (
            (
                code(one.subject),
                one.format,
                code(one.record),
                one.compatibility,
                plain(one.because),
                one.upgrade_first,
            )
            for one in design.schemas
        ),
    )
    strategies = dict.fromkeys((one.strategy, one.strategy_because) for one in design.schemas)
    for strategy, because in strategies:
        topics = dict.fromkeys(
            one.topic for one in design.schemas if (one.strategy, one.strategy_because) == (strategy, because)
        )
        yield f"- {strategy}, {plain(because)}: {', '.join(code(one) for one in topics)}"
    yield ""


def _clients(design: Design) -> Iterator[str]:
    if design.clients:
        yield from ("## Clients", "")
    for client in design.clients.values():
        yield from (f"### {plain(client.name)}", "")
        yield from table(
            ("Setting", "Value", "Because"),
            ((code(one.key), code(one.value), plain(one.because)) for one in client.settings),
        )


def _failures(design: Design) -> Iterator[str]:
    if design.failure_modes:
        yield from ("## How it fails", "")
    yield from table(
        ("Where", "What", "Effect", "Seen by", "Response"),
        (
            (code(one.subject), plain(one.what), plain(one.effect), plain(one.detection), plain(one.response))
            for one in design.failure_modes
        ),
    )


def _decisions(design: Design) -> Iterator[str]:
    if design.decisions:
        yield from ("## Decisions", "")
    for index, one in enumerate(design.decisions, 1):
        yield f"- [{plain(one.title)}]({_decision_path(index, one)})"
    if design.decisions:
        yield ""


def _unknown(design: Design) -> Iterator[str]:
    if design.assumed:
        yield from ("## Assumed", "")
        yield from (
            f"- {code(one.about)}: {plain(one.assumed)}; {plain(one.because)}." for one in design.assumed
        )
        yield ""
    if design.questions:
        yield from ("## To ask", "")
        yield from (
            f"- {plain(one.question)} {_sentence(one.matters_because)} Answer with {code(one.answer_with)}."
            for one in design.questions
        )
        yield ""


def _decision(index: int, decision: Decision) -> Iterator[str]:
    yield from (f"# {index}. {plain(decision.title)}", "")
    yield from (f"For {', '.join(code(one) for one in decision.applies_to)}.", "")
    yield from ("## Because", "", _sentence(decision.because), "")
    for head, texts in (("Gives up", decision.gives_up), ("Instead of", decision.alternatives)):
        if texts:
            yield from (f"## {head}", "", *(f"- {_sentence(one)}" for one in texts), "")
    if decision.steps:
        yield from ("## In order", "", "```mermaid", sequence(decision).rstrip("\n"), "```", "")


def _decision_path(index: int, decision: Decision) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", f"{decision.pattern}-{decision.use}".lower()).strip("-")
    return f"decisions/{index:04}-{slug}.md"


def _sentence(text: str) -> str:
    shown = plain(text)
    return f"{shown[:1].upper()}{shown[1:]}{'' if shown.endswith('.') else '.'}"


EMITTER = Emitter("markdown", "The design document with Mermaid diagrams, and a page per decision.", _emit)
