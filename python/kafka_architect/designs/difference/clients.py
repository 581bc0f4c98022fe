"""Services, groups, client settings, permissions, quotas, connectors, mirrors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.designs.difference.tools import tools

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.designs.model.client import ClientSettings, Group
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Setting

_PARTITIONS_BY: Final = frozenset(
    {"partitioner", "partitioner.class", "partitioner.ignore.keys", "key.serializer"}
)
_KEEPS_ORDER: Final = frozenset({"enable.idempotence", "max.in.flight.requests.per.connection"})
_NEW_OFFSETS: Final = (
    "Stop the old group; kafka-consumer-groups --group OLD --describe notes its offsets.",
    "kafka-consumer-groups --group NEW --reset-offsets --from-file ... --execute, before NEW starts.",
)


def client_changes(old: Design, new: Design) -> Iterator[Change]:
    """Every change of what uses the topics."""
    yield from _groups(old, new)
    for name in _both(old.clients, new.clients):
        yield from _client(old.clients[name], new.clients[name])
    yield from _come_and_gone("client", old.clients, new.clients)
    yield from _come_and_gone("service", old.services, new.services)
    movers: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
        ("connector", _named(old.connectors), _named(new.connectors)),
        ("mirror", _mirrors(old), _mirrors(new)),
    )
    for kind, before, after in movers:
        yield from _come_and_gone(kind, before, after)
        for name in _both(before, after):
            was, now = before[name], after[name]
            if set(was.topics) != set(now.topics):
                yield _simple(
                    kind,
                    name,
                    Risk.REVERSIBLE,
                    _listed(was.topics),
                    _listed(now.topics),
                    f"The {kind} moves records of other topics from then on.",
                    "topics",
                )
            yield from _settings(kind, name, was.settings, now.settings)
    yield from _acls(old, new)
    yield from _quotas(old, new)


def _groups(old: Design, new: Design) -> Iterator[Change]:
    gone = {one.service: one for name, one in old.groups.items() if name not in new.groups}
    for name, group in new.groups.items():
        if name in old.groups:
            yield from _group(old.groups[name], group)
            continue
        was = gone.pop(group.service, None)
        if was is None:
            yield _simple("group-added", name, Risk.SAFE, None, _listed(group.topics), "A new group.")
            continue
        yield Change(
            subject=name,
            kind="group-renamed",
            risk=Risk.LOSING_DATA,
            what="group.id",
            before=was.name,
            after=name,
            because="The new group has no offsets: with auto.offset.reset=latest it skips what was not read "
            "yet, with earliest it reads everything again.",
            steps=tuple(one.replace("OLD", was.name).replace("NEW", name) for one in _NEW_OFFSETS),
        )
    for one in gone.values():
        yield _simple(
            "group-removed",
            one.name,
            Risk.REVERSIBLE,
            _listed(one.topics),
            None,
            "The group stops reading; its offsets expire after offsets.retention.minutes (7 days).",
        )


def _group(old: Group, new: Group) -> Iterator[Change]:
    if old.kind != new.kind:
        yield Change(
            subject=new.name,
            kind="group-kind",
            risk=Risk.LOSING_DATA,
            what="kind",
            before=old.kind,
            after=new.kind,
            because="A group keeps its kind: members of another kind are rejected (GROUP_ID_NOT_FOUND, "
            "INCONSISTENT_GROUP_PROTOCOL) until the old group is deleted, and its offsets go with it. A "
            "share group begins at share.auto.offset.reset, latest by default, and keeps no order.",
            steps=(
                f"Stop all members of {new.name}, and note its offsets: kafka-consumer-groups --describe.",
                f"Give the new group another name, or delete {new.name}.",
                "Set where the new group begins before its first member starts: share.auto.offset.reset of "
                "the group, or kafka-share-groups --reset-offsets.",
            ),
        )
    yield from _settings_of_group(old, new)
    yield from _topics_of_group(old, new)


def _settings_of_group(old: Group, new: Group) -> Iterator[Change]:
    """What brokers keep of a group: its members need no restart."""
    before, after = ({one.key: one.value for one in side.settings} for side in (old, new))
    for key in dict.fromkeys([*after, *before]):
        if before.get(key) == after.get(key):
            continue
        risk, because = Risk.REVERSIBLE, "Brokers use it at once; members need no restart."
        if key == "errors.deadletterqueue.topic.name" and key not in after:
            risk = Risk.LOSING_DATA
            because = "Records that the group gives up on are dropped from then on."
        yield Change(
            subject=new.name,
            kind="group-setting",
            risk=risk,
            what=key,
            before=before.get(key),
            after=after.get(key),
            because=because,
            tools=tools("group-setting"),
        )


def _topics_of_group(old: Group, new: Group) -> Iterator[Change]:
    if set(old.topics) != set(new.topics):
        yield _simple(
            "group",
            new.name,
            Risk.REVERSIBLE,
            _listed(old.topics),
            _listed(new.topics),
            "The group reads other topics; new ones start at auto.offset.reset.",
            "topics",
        )


def _client(old: ClientSettings, new: ClientSettings) -> Iterator[Change]:
    if old.client != new.client and new.role == "producer":
        yield _simple(
            "client",
            new.name,
            Risk.ORDER_BREAKING,
            old.client,
            new.client,
            "Another library may choose another partition for the same key: set its partitioner to that of "
            "the old one (kafka-architect partitioners), or treat it as a change of the key.",
            "client",
        )
    yield from _settings("client", new.name, old.settings, new.settings)


def _settings(kind: str, name: str, old: Iterable[Setting], new: Iterable[Setting]) -> Iterator[Change]:
    before, after = ({one.key: one.value for one in side} for side in (old, new))
    for key in dict.fromkeys([*after, *before]):
        if before.get(key) == after.get(key):
            continue
        risk, because = Risk.REVERSIBLE, "The client uses it after its next start."
        if key in _PARTITIONS_BY:
            risk = Risk.ORDER_BREAKING
            because = "The same key may go to another partition: drain the topic first, as for another key."
        elif key in _KEEPS_ORDER and before.get(key) is not None:
            risk = Risk.ORDER_BREAKING
            because = "Retries may reorder batches without idempotence or with more than 5 in flight."
            if str(after.get(key, "true")).lower() == "true":
                risk, because = Risk.REVERSIBLE, "Retries keep the order from then on."
        elif key == "acks" and after.get(key) not in {None, "all", "-1"}:
            risk = Risk.LOSING_DATA
            because = "Acknowledged records are lost with the leader, where no replica has them."
        yield _simple(kind, name, risk, before.get(key), after.get(key), because, key)


def _come_and_gone(kind: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for name in new:
        if name not in old:
            yield _simple(f"{kind}-added", name, Risk.SAFE, None, name, f"A new {kind}.")
    for name in old:
        if name not in new:
            yield _simple(
                f"{kind}-removed", name, Risk.REVERSIBLE, name, None, f"The {kind} is no longer used."
            )


def _acls(old: Design, new: Design) -> Iterator[Change]:
    before, after = ({_acl(one): one for one in side.acls} for side in (old, new))
    for text, one in after.items():
        if text not in before:
            yield _simple("acl-added", one.principal, Risk.SAFE, None, text, "More is permitted.", "acl")
    for text, one in before.items():
        if text not in after:
            yield _simple(
                "acl-removed",
                one.principal,
                Risk.REVERSIBLE,
                text,
                None,
                "Clients that still need it fail with an authorization exception.",
                "acl",
            )


def _quotas(old: Design, new: Design) -> Iterator[Change]:
    before, after = ({one.principal: one for one in side.quotas} for side in (old, new))
    for principal in dict.fromkeys([*after, *before]):
        for field in ("producer_bytes_per_s", "consumer_bytes_per_s"):
            was, now = (getattr(side.get(principal), field, None) for side in (before, after))
            if (was and was.value) != (now and now.value):
                yield _simple(
                    "quota",
                    principal,
                    Risk.REVERSIBLE,
                    None if was is None else str(was),
                    None if now is None else str(now),
                    "The broker throttles clients of the principal at the new rate.",
                    field,
                )


def _acl(acl: Any) -> str:
    shape = " (prefix)" if acl.prefixed else ""
    return f"{acl.principal} may {acl.operation} {acl.resource} {acl.name}{shape}"


def _named(parts: Iterable[Any]) -> dict[str, Any]:
    return {one.name: one for one in parts}


def _mirrors(design: Design) -> dict[str, Any]:
    return {f"{one.source}->{one.target}": one for one in design.mirrors}


def _both(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [name for name in new if name in old]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _simple(  # noqa: PLR0917 - one row of a table
    kind: str, subject: str, risk: Risk, before: str | None, after: str | None, because: str, what: str = ""
) -> Change:
    return Change(
        subject=subject, kind=kind, risk=risk, what=what, before=before, after=after, because=because
    )
