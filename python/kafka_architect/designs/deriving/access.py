"""Permissions: what each service's principal may do, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.model.client import Acl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.topic import Topic


def acls(topics: Mapping[str, Topic], draft: Draft) -> Iterator[Acl]:
    """Write to what a service sends, read what it receives, join its groups."""
    for application in draft.applications.values():
        principal = application.principal
        for topic in topics.values():
            if application.name in topic.senders:
                for operation in ("Write", "Describe"):
                    yield Acl(
                        principal=principal,
                        operation=operation,
                        resource="topic",
                        name=topic.name,
                        because=f"{application.name} sends {topic.name}",
                    )
            if application.name in topic.receivers:
                for operation in ("Read", "Describe"):
                    if operation == "Describe" and application.name in topic.senders:
                        continue
                    yield Acl(
                        principal=principal,
                        operation=operation,
                        resource="topic",
                        name=topic.name,
                        because=f"{application.name} receives {topic.name}",
                    )
        for group in draft.groups.values():
            if group.service == application.name:
                yield Acl(
                    principal=principal,
                    operation="Read",
                    resource="group",
                    name=group.name,
                    because=f"{application.name} consumes as {group.name}",
                )
