"""plan: a design and a snapshot of the cluster -> the steps between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.applying.acls import acl_steps, denials
from kafka_architect.designs.applying.groups import group_steps
from kafka_architect.designs.applying.quotas import quota_steps
from kafka_architect.designs.applying.running import running_state
from kafka_architect.designs.applying.step import ALLOWABLE, ApplyPlan, Standing, Step
from kafka_architect.designs.applying.topics import altered, created, kept
from kafka_architect.designs.difference.compare import compare
from kafka_architect.designs.difference.state import State
from kafka_architect.designs.platforms import PLATFORMS_WITHOUT_QUOTAS
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.designs.difference.change import Change, Risk
    from kafka_architect.designs.model.design import Design
    from kafka_architect.snapshot.model import Snapshot

# Topics before what is said of them; a client is let in when all that it needs is there.
_ORDER: Final = (
    "read", "create-topic", "remove-partitions", "change-replicas", "add-partitions", "configure-topic",
    "configure-group", "set-quotas", "add-acls",
)  # fmt: skip


def plan(design: Design, snapshot: Snapshot, *, cluster: str = "", allow: Iterable[str] = ()) -> ApplyPlan:
    """The steps that make the cluster of the snapshot what the design describes.

    What the design does not name stays: other topics, ACLs and quotas, and configurations of the design's
    topics that it does not set. Nothing is deleted.

    Args:
        design: Its topics, configurations of groups, quotas and ACLs are what is wanted.
        snapshot: What is there; what it lacks becomes a step that is not made.
        cluster: The cluster's name in the plan [default: its bootstrap servers].
        allow: Of "order-breaking" and "losing-data", what may be done; steps of such a risk are refused
            otherwise.

    Raises:
        InputError: `allow` has another word.
    """
    allowed = frozenset(map(_risk, allow))
    old = running_state(snapshot, design, cluster or snapshot.bootstrap)
    new = State.of(design)
    changes: dict[str, list[Change]] = {}
    for one in compare(old, new).changes:
        changes.setdefault(one.subject, []).append(one)
    steps = [
        *_topic_steps(design, snapshot, old, changes, allowed),
        *group_steps(design, snapshot),
        *quota_steps(design, snapshot),
        *acl_steps(design, snapshot),
    ]
    return ApplyPlan(
        design=new.name,
        cluster=old.name,
        cluster_id=snapshot.cluster_id,
        steps=tuple(sorted(steps, key=lambda one: _ORDER.index(one.kind))),
        notes=tuple(dict.fromkeys(_notes(design, snapshot))),
    )


def _risk(name: str) -> Risk:
    if name not in ALLOWABLE:
        raise InputError(
            f"allow: expected {' or '.join(ALLOWABLE)}, found {name!r}{did_you_mean(name, ALLOWABLE)}"
        )
    return ALLOWABLE[name]


def _topic_steps(
    design: Design, snapshot: Snapshot, old: State, changes: dict[str, list[Change]], allowed: frozenset[Risk]
) -> Iterator[Step]:
    running = {one.name: one for one in snapshot.topics}
    unread = dict(
        one.why.split(": ", 1) for one in snapshot.unavailable if one.what == "topics" and ": " in one.why
    )
    for name, topic in design.topics.items():
        if name in unread:
            yield _unread(
                name, f"The topic cannot be read ({unread[name]}): grant Describe, and apply again."
            )
        elif name not in old.topics:
            yield created(topic, changes[name][0], snapshot)
        else:
            if not old.topics[name].complete:
                why = next(one.why for one in snapshot.unavailable if one.what == "topic configurations")
                yield _unread(
                    name,
                    f"Its configurations cannot be read ({why}): grant DescribeConfigs, and apply again.",
                )
            yield from altered(topic, old.topics[name], running[name], changes.get(name, ()), allowed)


def _unread(name: str, why: str) -> Step:
    return Step(kind="read", subject=name, standing=Standing.UNAVAILABLE, why=why)


def _notes(design: Design, snapshot: Snapshot) -> Iterator[str]:
    for one in design.findings:
        if one.severity == "error":
            yield f"the design has an error: {one.code} {one.subject}: {one.message}"
    if design.quotas and design.platform.kind in PLATFORMS_WITHOUT_QUOTAS:
        yield f"quotas are left out: {design.platform.kind} administers them with tools of its own"
    running = {one.name: one for one in snapshot.topics}
    for name, topic in design.topics.items():
        if name in running and (words := kept(topic, running[name])):
            yield words
    yield from denials(design, snapshot)
