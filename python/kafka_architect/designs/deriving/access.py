"""Permissions: what each service's principal may do, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.model.client import Acl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.deriving.ends import Ends


def acls(draft: Draft, between: Ends) -> Iterator[Acl]:
    """Write to what a service sends, read what it receives, join its groups."""
    groups: dict[str, list[str]] = {}
    for group in draft.groups.values():
        groups.setdefault(group.service, []).append(group.name)
    transactional: dict[str, list[str]] = {}
    for need in draft.clients:
        for setting in need.settings:
            if setting.key == "transactional.id":
                transactional.setdefault(need.service, []).append(setting.value)
    for application in draft.applications.values():
        principal, name = application.principal, application.name
        sent = {topic.name for topic in between.sent[name]}
        for topic in between.sent[name]:
            for operation in ("Write", "Describe"):
                yield _topic(principal, operation, topic.name, f"{name} sends {topic.name}")
        for topic in between.received[name]:
            yield _topic(principal, "Read", topic.name, f"{name} receives {topic.name}")
            if topic.name not in sent:
                yield _topic(principal, "Describe", topic.name, f"{name} receives {topic.name}")
        for identifier in transactional.get(name, ()):
            for operation in ("Write", "Describe"):
                yield Acl(
                    principal=principal,
                    operation=operation,
                    resource="transactional-id",
                    name=identifier,
                    prefixed=True,
                    because=f"{name} sends in transactions",
                )
        for group_name in groups.get(name, ()):
            yield Acl(
                principal=principal,
                operation="Read",
                resource="group",
                name=group_name,
                because=f"{name} consumes as {group_name}",
            )


def _topic(principal: str, operation: str, topic: str, because: str) -> Acl:
    return Acl(principal=principal, operation=operation, resource="topic", name=topic, because=because)
