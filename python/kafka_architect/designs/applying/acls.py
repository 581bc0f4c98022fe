"""Steps of ACLs: what a principal is allowed besides what it is already. Nothing is revoked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.applying.step import AddAcls, Standing, Step
from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.snapshot.model import Acl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import Acl as Permission
    from kafka_architect.designs.model.design import Design
    from kafka_architect.snapshot.model import Snapshot

_EVERYONE: Final = "allow.everyone.if.no.acl.found"
_CLUSTER: Final = "kafka-cluster"
_LATER_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def acl_steps(design: Design, snapshot: Snapshot) -> Iterator[Step]:
    """A step for each principal that lacks a permission of the design."""
    now = set(map(_identity, snapshot.acls))
    unread = next((one.why for one in snapshot.unavailable if one.what == "acls"), None)
    locks_out = _everyone_may(snapshot)
    wanted: dict[str, dict[tuple[str, ...], Acl]] = {}
    for permission in design.acls:
        acl = wanted_acl(permission)
        if _identity(acl) not in now:
            wanted.setdefault(acl.principal, {})[_identity(acl)] = acl
    for principal, lacking in wanted.items():
        acls = tuple(lacking.values())
        yield Step(
            kind="add-acls",
            subject=principal,
            changes=tuple(_change(one, snapshot, locks_out=locks_out) for one in acls),
            action=AddAcls(principal=principal, acls=acls),
            standing=Standing.READY if unread is None else Standing.UNAVAILABLE,
            why="" if unread is None else _unread(unread),
        )


def wanted_acl(permission: Permission) -> Acl:
    """A permission of a design in the words of kafka-acls.sh."""
    return Acl(
        principal=permission.principal,
        host="*",
        operation=_LATER_WORDS.sub("-", permission.operation).lower(),
        permission="allow",
        resource_type=permission.resource,
        resource=_CLUSTER if permission.resource == "cluster" else permission.name,
        pattern="prefixed" if permission.prefixed else "literal",
    )


def denials(design: Design, snapshot: Snapshot) -> Iterator[str]:
    """Notes on existing ACLs that deny what the design allows: a denial takes precedence."""
    denied = [one for one in snapshot.acls if one.permission == "deny"]
    for permission in design.acls if denied else ():
        acl = wanted_acl(permission)
        for one in denied:
            if _covers(one, acl):
                yield (
                    f"{acl.principal}: an existing ACL denies {one.operation} on {one.resource_type} "
                    f"{one.resource}{' (prefixed)' if one.pattern == 'prefixed' else ''} and takes "
                    "precedence over what the design allows; it is left unchanged"
                )


def _covers(denial: Acl, acl: Acl) -> bool:
    return (
        denial.principal in {acl.principal, "User:*"}
        and denial.operation in {acl.operation, "all"}
        and _is_about(denial, acl)
    )


def _is_about(one: Acl, acl: Acl) -> bool:
    """Whether an existing entry matches the resource of another."""
    if one.resource_type != acl.resource_type:
        return False
    if one.pattern == "prefixed":
        return acl.resource.startswith(one.resource)
    return one.resource in {acl.resource, "*"}


def _is_there(acl: Acl, snapshot: Snapshot) -> bool:
    """Whether somebody may use the resource already; of groups nobody knows."""
    return acl.resource_type != "topic" or any(
        one.name.startswith(acl.resource) if acl.pattern == "prefixed" else one.name == acl.resource
        for one in snapshot.topics
    )


def _identity(acl: Acl) -> tuple[str, ...]:
    return (
        acl.principal, acl.host, acl.operation, acl.permission, acl.resource_type, acl.resource, acl.pattern,
    )  # fmt: skip


def _change(acl: Acl, snapshot: Snapshot, *, locks_out: bool) -> Change:
    first = locks_out and _is_there(acl, snapshot) and not any(_is_about(one, acl) for one in snapshot.acls)
    return Change(
        subject=acl.principal,
        kind="acl-added",
        risk=Risk.REVERSIBLE if first else Risk.SAFE,
        what="acl",
        after=acl_text(acl),
        because=f"More is permitted. It is the first ACL of {acl.resource_type} {acl.resource}, and brokers "
        f"have {_EVERYONE}: if it is true, principals without an ACL lose access to it."
        if first
        else "More is permitted.",
    )


def acl_text(acl: Acl) -> str:
    """Allow write on topic orders (prefixed)."""
    shape = " (prefixed)" if acl.pattern == "prefixed" else ""
    return f"{acl.permission} {acl.operation} on {acl.resource_type} {acl.resource}{shape}"


def _everyone_may(snapshot: Snapshot) -> bool:
    """Whether principals without an ACL may use what has none. Brokers hide the value of this setting."""
    found = [one.config.get(_EVERYONE) for one in snapshot.brokers]
    return any(one is not None and (one.value or "").lower() != "false" for one in found)


def _unread(why: str) -> str:
    if "SecurityDisabled" in why:
        return (
            "The cluster has no authorizer, so that ACLs can be neither stored nor enforced: set "
            "authorizer.class.name on the brokers, or leave access to what stands in front of them."
        )
    return f"ACLs cannot be read: {why}."
