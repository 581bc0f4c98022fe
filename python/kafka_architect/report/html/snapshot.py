"""A snapshot of a cluster as parts of a page: brokers, topics, groups, what is under way, configuration."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.numbers import bytes_text, count, ratio, share
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, derivation, facts, note, over_mean, table
from kafka_architect.report.html.snapshot_traffic import traffic
from kafka_architect.report.html.svg import BLUE, ORANGE
from kafka_architect.snapshot.model import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child, Markup
    from kafka_architect.snapshot.model import Broker, Group, Topic, Value

    Document = Mapping[str, Any]

_MOST_DRAWN: Final = 40
_MOST_TOPICS: Final = 20
_SET: Final = frozenset({"static", "dynamic", "dynamic-default"})


def lead(document: Document) -> Child:
    """What the cluster consists of, and when it was asked, in one line."""
    taken = _snapshot(document)
    partitions = sum(len(one.partitions) for one in taken.topics)
    return (
        f"{taken.cluster_id or taken.bootstrap}: {count(len(taken.brokers))} brokers, "
        f"{count(len(taken.topics))} topics, {count(partitions)} partitions, {count(len(taken.groups))} "
        f"groups · {_time(taken.taken_ms)}"
    )


def sections(document: Document) -> list[Section]:
    """What a page shows of the document, which may leave out members that hold what they hold by default."""
    taken = _snapshot(document)
    found = [Section("cluster", "Cluster", joined(*_cluster(taken)))]
    if taken.brokers:
        found.append(Section("brokers", "Brokers", joined(*_brokers(taken))))
    if taken.topics:
        found.append(Section("topics", "Topics", joined(*_topics(taken))))
    written = traffic(taken)
    if written is not None:
        found.append(Section("traffic", "Written between samples", written))
    if taken.groups:
        found.append(Section("groups", "Groups", _groups(taken.groups)))
    under_way = list(_under_way(taken))
    if under_way:
        found.append(Section("under-way", "Under way", joined(*under_way)))
    settings = _settings(taken)
    if settings is not None:
        found.append(Section("settings", "Configuration that differs from Kafka's defaults", settings))
    access = list(_access(taken))
    if access:
        found.append(Section("access", "Quotas and ACLs", joined(*access)))
    return found


def _snapshot(document: Document) -> Snapshot:
    return msgspec.convert(document, Snapshot)


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _cluster(taken: Snapshot) -> Iterator[Markup]:
    told: list[tuple[str, Child]] = [
        (name, value)
        for name, value in (
            ("Cluster ID", taken.cluster_id),
            ("Bootstrap", taken.bootstrap),
            ("Kafka", taken.kafka_version),
            ("Metadata version", taken.metadata_version),
            ("Controller", None if taken.controller is None else str(taken.controller)),
            ("Taken", _time(taken.taken_ms)),
            ("By", taken.tool),
        )
        if value
    ]
    yield facts(told)
    if taken.unavailable:
        yield element("p", "Not read:")
        yield element(
            "ul", [element("li", element("code", one.what), f": {one.why}") for one in taken.unavailable]
        )


def _brokers(taken: Snapshot) -> Iterator[Markup]:
    replicas, leaders, held = _load(taken)
    drawn = [one for one in taken.brokers if one.id in held][:_MOST_DRAWN]
    if any(held.values()):
        yield rows(
            [
                (
                    f"broker {one.id}",
                    [Bar(value=held[one.id], colour=BLUE, about=f"{replicas.get(one.id, 0):,} replicas")],
                )
                for one in drawn
            ],
            title="Bytes per broker",
            about="The logs of all replicas on each broker, as the brokers tell them.",
            shown=bytes_text,
        )
    yield table(
        ("Broker", "Address", "Rack", "Kafka", "Leaders", "Replicas", "Logs", "Disk used"),
        [
            (
                joined(str(one.id), " ", badge("fenced", "bad") if one.fenced else ""),
                f"{one.host}:{one.port}",
                one.rack or "–",
                one.version or "–",
                count(leaders.get(one.id, 0)),
                count(replicas.get(one.id, 0)),
                bytes_text(held[one.id]) if one.id in held else "–",
                _disk(one),
            )
            for one in taken.brokers
        ],
        numeric=range(4, 8),
    )


def _load(taken: Snapshot) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Replicas, leaders, and bytes of each broker."""
    replicas: dict[int, int] = {}
    leaders: dict[int, int] = {}
    held: dict[int, int] = {}
    for topic in taken.topics:
        for one in topic.partitions:
            if one.leader is not None:
                leaders[one.leader] = leaders.get(one.leader, 0) + 1
            for broker in one.replicas:
                replicas[broker] = replicas.get(broker, 0) + 1
            for broker, size in zip(one.replicas, one.bytes, strict=False):
                if size is not None:
                    held[broker] = held.get(broker, 0) + size
    return replicas, leaders, held


def _disk(broker: Broker) -> Child:
    known = [
        (one.total_bytes, one.usable_bytes)
        for one in broker.log_dirs
        if one.total_bytes and one.usable_bytes is not None
    ]
    if not known:
        return "–"
    total, usable = sum(one for one, _ in known), sum(one for _, one in known)
    used = 1 - usable / total
    return derivation(
        share(used, 0),
        {
            "value": used,
            "unit": "of the volumes",
            "formula": "1 - usable_bytes / total_bytes",
            "inputs": {"usable_bytes": usable, "total_bytes": total},
            "source": f"{len(known)} log directories, as DescribeLogDirs tells them",
        },
    )


def _bytes(topic: Topic) -> list[int]:
    return [size for one in topic.partitions if (size := one.leader_bytes) is not None]


def _topics(taken: Snapshot) -> Iterator[Markup]:
    ordered = sorted(taken.topics, key=lambda one: -sum(_bytes(one)))
    large = [one for one in ordered if sum(_bytes(one))][:_MOST_TOPICS]
    if large:
        yield rows(
            [
                (one.name, [Bar(value=sum(_bytes(one)), colour=BLUE, about=bytes_text(sum(_bytes(one))))])
                for one in large
            ],
            title="Bytes by topic",
            about="The leaders' logs, without the other replicas: the largest topics.",
            shown=bytes_text,
        )
    yield table(
        ("Topic", "Partitions", "Replicas", "Under-replicated", "Records kept", "Bytes", "Max/mean"),
        [_topic(one) for one in ordered],
        numeric=range(1, 7),
    )


def _topic(topic: Topic) -> tuple[Child, ...]:
    parts, sizes = topic.partitions, _bytes(topic)
    replicas = sorted({len(one.replicas) for one in parts})
    behind = sum(len(one.isr) < len(one.replicas) for one in parts)
    offsets = [
        one.latest - one.earliest for one in parts if one.latest is not None and one.earliest is not None
    ]
    most = max(sizes) * len(sizes) / sum(sizes) if sum(sizes) else None
    return (
        joined(topic.name, " ", badge("internal", "info") if topic.internal else ""),
        count(len(parts)),
        ", ".join(str(one) for one in replicas) or "–",
        badge(count(behind), "bad") if behind else "0",
        count(sum(offsets)) if offsets else "–",
        bytes_text(sum(sizes)) if sizes else "–",
        derivation(ratio(most), over_mean(most, sizes, "bytes")),
    )


def _groups(groups: list[Group]) -> Markup:
    def lag(group: Group) -> int:
        return sum(one.lag for one in group.committed if one.lag is not None)

    ordered = sorted(groups, key=lambda one: -lag(one))
    drawn = [one for one in ordered if lag(one)][:_MOST_TOPICS]
    chart = rows(
        [(one.name, [Bar(value=lag(one), colour=ORANGE, about=f"{lag(one):,} records")]) for one in drawn],
        title="Lag by group",
        about="Records between what a group committed and the end of its partitions, at one reading.",
        shown=count,
    )
    return joined(
        chart if drawn else None,
        table(
            ("Group", "State", "Type", "Members", "Topics", "Lag"),
            [
                (
                    one.name,
                    one.state or "–",
                    one.type or one.protocol or "–",
                    "–" if one.members is None else count(len(one.members)),
                    ", ".join(sorted({part.topic for part in one.committed})) or "–",
                    count(lag(one)),
                )
                for one in ordered
            ],
            numeric=(3, 5),
        ),
    )


def _under_way(taken: Snapshot) -> Iterator[Markup]:
    if taken.reassignments:
        yield table(
            ("Topic", "Partition", "Adding", "Removing"),
            [
                (one.topic, str(one.partition), _ids(one.adding), _ids(one.removing))
                for one in taken.reassignments
            ],
            numeric=(1,),
            caption="Reassignments",
        )
    if taken.transactions:
        yield table(
            ("Transactional ID", "State", "Producer", "Started", "Time-out"),
            [
                (
                    one.id,
                    one.state,
                    str(one.producer_id),
                    "–" if one.started_ms is None else _time(one.started_ms),
                    "–" if one.timeout_ms is None else f"{one.timeout_ms:,} ms",
                )
                for one in taken.transactions
            ],
            numeric=(2, 4),
            caption="Transactions that are not completed",
        )


def _ids(brokers: list[int]) -> str:
    return ", ".join(str(one) for one in brokers) or "–"


def _settings(taken: Snapshot) -> Markup | None:
    found = [
        *(("broker", str(one.id), name, value) for one in taken.brokers for name, value in _own(one.config)),
        *(("topic", one.name, name, value) for one in taken.topics for name, value in _own(one.config)),
        *(("group", one.name, name, value) for one in taken.groups for name, value in _own(one.config)),
    ]
    if not found:
        return None
    shared: dict[tuple[str, str, str | None, str], list[str]] = {}
    for kind, of, name, value in found:
        shown = "(sensitive, not read)" if value.sensitive else value.value
        shared.setdefault((kind, name, shown, value.source), []).append(of)
    return joined(
        table(
            ("Of", "Setting", "Value", "Set", "On"),
            [
                (kind, element("code", name), shown, source, _some(names))
                for (kind, name, shown, source), names in sorted(shared.items(), key=lambda one: one[0][:2])
            ],
            stacked=True,
        ),
        note("Values that several brokers or topics share are one row."),
    )


def _own(config: Mapping[str, Value]) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in config.items() if value.source in _SET]


def _some(names: list[str], most: int = 6) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _access(taken: Snapshot) -> Iterator[Markup]:
    if taken.quotas:
        yield table(
            ("Of", "Quotas"),
            [
                (
                    ", ".join(f"{kind} {name or '(default)'}" for kind, name in one.entity.items()),
                    ", ".join(f"{name}={value:,.10g}" for name, value in one.values.items()),
                )
                for one in taken.quotas
            ],
            caption="Quotas",
        )
    if taken.acls:
        yield table(
            ("Principal", "Host", "Operation", "Permission", "Resource", "Pattern"),
            [
                (
                    one.principal,
                    one.host,
                    one.operation,
                    one.permission,
                    f"{one.resource_type} {one.resource}",
                    one.pattern,
                )
                for one in taken.acls
            ],
            caption="ACLs",
        )
