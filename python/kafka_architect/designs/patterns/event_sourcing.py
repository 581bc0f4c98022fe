"""event-sourcing: the log of an entity's events is its state; snapshots shorten the replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import (
    Amendment,
    Concession,
    Contribution,
    TopicDraft,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Decision, FailureMode
from kafka_architect.designs.model.topic import Kind, Load
from kafka_architect.designs.specification.model import Name
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft


class EventSourcingOptions(Options, frozen=True, kw_only=True):
    """The event logs, and whether they have a topic of snapshots."""

    topics: list[Name]
    snapshots: bool = True


class EventSourcing(Pattern[EventSourcingOptions]):
    """Keeps the log forever and adds a compacted topic of snapshots."""

    name = "event-sourcing"
    options = EventSourcingOptions
    page = Page(
        title="Event sourcing",
        summary="The events of an entity are retained forever, and its state is computed from them.",
        when=(
            "the history itself is needed: audit, corrections, views not yet thought of",
            "one service writes the events of an entity",
        ),
        when_not=(
            "only the current state matters: use a stream of kind state",
            "writers must detect concurrent changes: Kafka has no conditional write",
        ),
        gives_up=(
            "optimistic locking: Kafka appends every record, and two writers of an entity interleave",
            "growth of partitions: after a change, a key's new events go to a different partition than its "
            "old ones",
        ),
        how="The log has cleanup.policy=delete and retention.ms=-1, never compaction. A separate compacted "
        "topic holds the latest snapshot of each entity with the offset up to which it is complete, so "
        "that a reader starts from the snapshots and replays only the rest. Schemas stay compatible with "
        "the whole history.",
        sources=(
            "https://martinfowler.com/eaaDev/EventSourcing.html",
            "https://kafka.apache.org/documentation/#compaction",
        ),
        example="- pattern: event-sourcing\n  topics: [orders.events]\n  snapshots: true",
    )

    def contribute(self, use: Use[EventSourcingOptions], draft: Draft) -> Contribution:
        """The log kept forever, a topic of snapshots."""
        channels = [
            draft.landscape.channel(name, *use.at("topics", index))
            for index, name in enumerate(use.options.topics)
        ]
        logs = [draft.topic(one.address) for one in channels]
        for log in logs:
            _refuse_what_drops(log)
        return Contribution(
            topics=tuple(_snapshots(one, use) for one in logs if use.options.snapshots),
            amendments=tuple(
                Amendment(topic=one.name, by=self.name, forever="event sourcing: the log is the state")
                for one in logs
            ),
            concessions=tuple(
                Concession(topic=one.name, by=self.name, gives_up=text)
                for one in logs
                for text in self.page.gives_up
            ),
            failure_modes=tuple(mode for one in logs for mode in _failure_modes(one.name)),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=use.options.name,
                    title=self.page.title,
                    applies_to=tuple(one.name for one in logs),
                    because="the history of each entity is the source of truth: every state can be "
                    "computed from it",
                    gives_up=self.page.gives_up,
                    alternatives=("a stream of kind state: the latest record of each key, without history",),
                ),
            ),
        )


def _refuse_what_drops(log: TopicDraft) -> None:
    if not log.key:
        raise InputError(f"{log.name}: event sourcing orders events by the key of their entity; state it")
    stated = None if log.channel is None else log.channel.stream.retention
    if stated is not None and not log.forever:
        raise InputError(
            f"{log.name}: event sourcing retains the log forever, but the specification states a "
            f"retention; remove one of them (retention: forever agrees with the pattern)"
        )


def _snapshots(log: TopicDraft, use: Use[EventSourcingOptions]) -> TopicDraft:
    return TopicDraft(
        name=f"{log.name}.snapshots",
        kind=Kind.SNAPSHOTS,
        made_by=EventSourcing.name,
        use=use.options.name,
        stream=log.stream,
        description=f"The latest state of each {' + '.join(log.key)}, and the offset it includes.",
        owner=log.owner,
        key=log.key,
        load=Load(message_bytes=log.load.message_bytes, distinct_keys=log.load.distinct_keys),
        follows=log.name,
        cleanup=("compact", "only the latest snapshot of an entity is read"),
        classification=log.classification,
        senders=log.senders,
        receivers=log.senders,
    )


def _failure_modes(log: str) -> tuple[FailureMode, ...]:
    by = EventSourcing.name
    return (
        FailureMode(
            subject=log,
            what="two instances write events of the same entity at the same time",
            effect="both events are in the log, although the second was based on a stale state",
            detection="two events of an entity with the same version",
            response="let one instance own an entity: it consumes the commands by key and is the only writer",
            pattern=by,
        ),
        FailureMode(
            subject=log,
            what="the number of partitions is changed",
            effect="new events of a key go to another partition: order and replay per entity are broken",
            detection="an alert on the number of partitions",
            response="copy the log into a new topic with more partitions, and switch over",
            pattern=by,
        ),
        FailureMode(
            subject=log,
            what="a state is rebuilt from the whole log",
            effect="it takes bytes per partition divided by what one consumer handles per second",
            detection="time since the rebuild began, and lag",
            response="start from the snapshots; take them more often",
            pattern=by,
        ),
    )


PATTERN = EventSourcing()
