"""Draft: what the patterns have contributed so far, and what the next pattern may look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.designs.contributing.contribution import (
        Amendment,
        ClientNeed,
        Concession,
        Contribution,
        GroupDraft,
        Replacement,
        TopicDraft,
    )
    from kafka_architect.designs.model.moving import Connector, Mirror
    from kafka_architect.designs.model.promise import Assumption, Decision, FailureMode, Question
    from kafka_architect.designs.specification.landscape import Application, Landscape


class Draft:
    """A design before its numbers: topics and groups by name, and lists of everything else."""

    def __init__(self, landscape: Landscape) -> None:
        self.landscape = landscape
        self.applications: dict[str, Application] = dict(landscape.applications)
        self.topics: dict[str, TopicDraft] = {}
        self.groups: dict[str, GroupDraft] = {}
        self.clients: list[ClientNeed] = []
        self.connectors: list[Connector] = []
        self.mirrors: list[Mirror] = []
        self.concessions: list[Concession] = []
        self.failure_modes: list[FailureMode] = []
        self.decisions: list[Decision] = []
        self.assumed: list[Assumption] = []
        self.questions: list[Question] = []
        self.replica_round_trip_s = 0.0

    def topic(self, name: str) -> TopicDraft:
        """The topic of that name; a pattern asks for what an earlier one made."""
        return self.topics[name]

    def topics_of(self, names: Sequence[str], path: tuple[str | int, ...]) -> list[TopicDraft]:
        """The topics that an option names, each looked up at its place.

        Raises:
            InputError: A name means nothing.
        """
        return [
            self.topic(self.landscape.channel(name, *path, index).address) for index, name in enumerate(names)
        ]

    def services_of(self, names: Sequence[str], path: tuple[str | int, ...]) -> list[Application]:
        """The services that an option names; raises as `topics_of`."""
        return [self.landscape.application(name, *path, index) for index, name in enumerate(names)]

    def group_of(self, service: str) -> str:
        """The consumer group of a service."""
        return self.applications[service].group

    def add(self, contribution: Contribution) -> None:
        """Take a contribution in.

        Raises:
            InputError: It makes a topic or group that is there, or contradicts an earlier pattern.
        """
        for application in contribution.applications:
            if application.name in self.applications:
                raise InputError(
                    f"a pattern adds {application.name!r}, which is a service already; give one of them "
                    "another name"
                )
            self.applications[application.name] = application
        for topic in contribution.topics:
            if topic.name in self.topics:
                other = self.topics[topic.name]
                raise InputError(
                    f"the pattern {topic.made_by} makes the topic {topic.name!r}, which {other.made_by} made "
                    "already; give one of them another name"
                )
            self.topics[topic.name] = topic
        for amendment in contribution.amendments:
            self.topics[amendment.topic] = _amended(self.topics[amendment.topic], amendment)
        self._replace(contribution.replacements)
        for group in contribution.groups:
            self.groups[group.name] = _joined(self.groups.get(group.name), group)
        self.clients += contribution.clients
        self.connectors += contribution.connectors
        self.mirrors += contribution.mirrors
        self.concessions += contribution.concessions
        self.failure_modes += contribution.failure_modes
        self.decisions += contribution.decisions
        self.assumed += contribution.assumed
        self.questions += contribution.questions
        self.replica_round_trip_s = max(self.replica_round_trip_s, contribution.replica_round_trip_s or 0.0)

    def _replace(self, replacements: Sequence[Replacement]) -> None:
        """Put topics in the place of others, and their names wherever the others' were."""
        if not replacements:
            return
        by = {one.topic: one.by for one in replacements}
        names = {name: [one.name for one in topics] for name, topics in by.items()}
        there, self.topics = self.topics, {}
        for name, topic in there.items():
            for one in by.get(name, (topic,)):
                if one.name in self.topics:
                    raise InputError(f"the topic {one.name!r} is there twice; give one of them another name")
                self.topics[one.name] = replace(
                    one,
                    follows=names.get(one.follows, [one.follows])[0],
                    joined_with=_renamed(one.joined_with, names),
                )
        self.groups = {
            name: replace(one, topics=_renamed(one.topics, names)) for name, one in self.groups.items()
        }
        self.concessions = [
            replace(one, topic=name) for one in self.concessions for name in names.get(one.topic, [one.topic])
        ]
        self.decisions = [replace(one, applies_to=_renamed(one.applies_to, names)) for one in self.decisions]


def _renamed(there: tuple[str, ...], names: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(new for one in there for new in names.get(one, [one]))


def _amended(topic: TopicDraft, by: Amendment) -> TopicDraft:
    there = {one.key: one for one in topic.settings}
    for setting in by.settings:
        other = there.get(setting.key)
        if other is not None and other.stated:
            continue
        if other is not None and other.value != setting.value:
            raise InputError(
                f"{topic.name}: {by.by} sets {setting.key}={setting.value}, but it is {other.value} already "
                f"({other.because}); use one of the two patterns, or pin {setting.key} in config"
            )
        there[setting.key] = setting
    if by.follows and topic.follows and by.follows != topic.follows:
        raise InputError(
            f"{topic.name}: {by.by} wants as many partitions as {by.follows}, another pattern as many as "
            f"{topic.follows}"
        )
    if by.exactly and topic.exactly and by.exactly[0] != topic.exactly[0]:
        raise InputError(
            f"{topic.name}: {by.by} wants {by.exactly[0]} partitions, another pattern {topic.exactly[0]}"
        )
    return replace(
        topic,
        cleanup=by.cleanup or topic.cleanup,
        retention=(*topic.retention, *by.retention),
        forever=by.forever or topic.forever,
        load=by.load or topic.load,
        replicas=by.replicas or topic.replicas,
        settings=tuple(there.values()),
        headers=tuple({one.name: one for one in (*topic.headers, *by.headers)}.values()),
        follows=by.follows or topic.follows,
        exactly=by.exactly or topic.exactly,
        joined_with=tuple(dict.fromkeys((*topic.joined_with, *by.joined_with))),
        senders=tuple(
            one for one in dict.fromkeys((*topic.senders, *by.senders)) if one not in by.no_longer_senders
        ),
        receivers=tuple(dict.fromkeys((*topic.receivers, *by.receivers))),
    )


def _joined(there: GroupDraft | None, group: GroupDraft) -> GroupDraft:
    if there is None:
        return group
    if there.service != group.service:
        raise InputError(
            f"the consumer group {group.name!r} belongs to {there.service} and to {group.service}: their "
            "members would share partitions that only one of them can handle; give each a group"
        )
    settings = {one.key: one for one in (*there.settings, *group.settings)}
    return replace(
        there,
        topics=tuple(dict.fromkeys((*there.topics, *group.topics))),
        kind=there.kind if group.kind == "consumer" else group.kind,
        settings=tuple(settings.values()),
    )
